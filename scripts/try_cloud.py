#!/usr/bin/env python3
"""Tries inputs and outputs in an object store against moto's S3 server, which PyPI has: `pip install 'moto[server]'`.

usage: scripts/try_cloud.py --binary PATH

PATH is a program that was built with the feature `cloud`:
`CARGO_TARGET_DIR=/tmp/cloud cargo build --workspace --bins --features mingxi/cloud`.

Must hold: the datasets are those of a local run, but for the addresses; hidden objects and publications are no inputs; a
document over the limit and one whose bytes are denied have rows; an unchanged object is not fetched again, a changed one
is; `latest` is replaced after all other objects, also where an upload is broken off in the middle; large files go part by
part; a bucket that is not there is told. Without moto it says so and ends with 0.
"""
import argparse
import json
import logging
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DATASETS = ["documents", "tables", "cells", "line_items", "indicators", "projects", "statements", "checks", "diagnostics"]


def dump(number, amount):
    rows = ["科目编码\t科目名称\t合计\t基本支出\t项目支出", f"\t合计\t{amount + 7}.00\t{amount}.00\t7.00",
            f"2080505\t养老保险\t{amount}.00\t{amount}.00\t", "2130304\t防汛\t7.00\t\t7.00"]
    return "\n".join([f"青禾{number}县财政局2024年部门预算", "支出总表", "单位：万元", *rows]) + "\n"


def rows(publication, dataset):
    """Rows as texts, with addresses and paths cut to their names."""
    import pyarrow.parquet as pq

    table = pq.read_table(str(publication / dataset)).to_pylist()
    for row in table:
        for column in ("source_path", "duplicate_paths"):
            if row.get(column):
                row[column] = str(row[column]).rsplit("/", 1)[-1]
    return sorted(repr(row) for row in table)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True)
    arguments = parser.parse_args()
    try:
        import boto3
        import pyarrow  # noqa: F401
        from moto.server import ThreadedMotoServer
    except ImportError as error:
        print(f"{error.name} is not installed; object stores are not tried")
        return 0
    mingxi = str(Path(arguments.binary).resolve())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    endpoint = f"http://127.0.0.1:{port}"
    keys = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "us-east-1"}
    environment = {**os.environ, **keys, "AWS_ENDPOINT": endpoint, "AWS_ALLOW_HTTP": "true", "NO_PROXY": "127.0.0.1"}
    s3 = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="key", aws_secret_access_key="secret")
    place = Path(tempfile.mkdtemp(prefix="mingxi-cloud-"))
    wrong = []

    def check(holds, what):
        print(f"{'ok    ' if holds else 'FAILED'} {what}", flush=True)
        if not holds:
            wrong.append(what)

    def run(*words, code=0, **kinds):
        ended = subprocess.run([mingxi, *map(str, words)], env=environment, capture_output=True, text=True, timeout=300, **kinds)
        if code is not None:
            check(ended.returncode == code, f"{' '.join(map(str, words))} ends with {code}, not {ended.returncode}"
                  + (f": {(ended.stderr + ended.stdout)[-600:]}" if ended.returncode != code else ""))
        return ended

    def body(key, bucket="out"):
        return s3.get_object(Bucket=bucket, Key=key)["Body"].read()

    def names(prefix="", bucket="out"):
        pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
        return [one["Key"] for page in pages for one in page.get("Contents", [])]

    try:
        s3.create_bucket(Bucket="downloads")
        s3.create_bucket(Bucket="out")
        local = place / "local/预算 公开"
        (local / "b").mkdir(parents=True)
        for number in range(25):
            path = local / f"{'b/' if number % 2 else ''}{number:02}.txt"
            path.write_text(dump(number, 100 + number))
            s3.put_object(Bucket="downloads", Key=f"预算 公开/{path.relative_to(local)}", Body=path.read_bytes())
        s3.put_object(Bucket="downloads", Key="预算 公开/.hidden.txt", Body=b"hidden")
        s3.put_object(Bucket="downloads", Key="预算 公开/old/datapackage.json", Body=b"{}")
        s3.put_object(Bucket="downloads", Key="预算 公开/old/documents/part-0.parquet", Body=b"PAR1")
        s3.put_object(Bucket="downloads", Key="预算 公开/c/", Body=b"")
        s3.put_object(Bucket="downloads", Key="elsewhere/x.txt", Body=b"x")

        run("extract", local, "-o", place / "truth")
        said = run("extract", "s3://downloads/预算 公开/", "-o", place / "out", "--json")
        for dataset in DATASETS:
            check(rows(place / "truth/latest", dataset) == rows(place / "out/latest", dataset), f"the rows of {dataset} are those of files")
        import pyarrow.parquet as pq
        paths = pq.read_table(str(place / "out/latest/documents")).column("source_path").to_pylist()
        check("s3://downloads/预算 公开/b/01.txt" in paths, f"documents are called by their addresses: {paths[0]}")
        check(json.loads(said.stdout)["documents"]["total"] == 25, "25 documents, no hidden one and no publication")

        copies = place / "out/.cache-mingxi/copies"
        before = {path.name: path.stat().st_mtime_ns for path in copies.iterdir()}
        s3.put_object(Bucket="downloads", Key="预算 公开/00.txt", Body=dump(0, 500).encode())
        s3.delete_object(Bucket="downloads", Key="预算 公开/24.txt")
        again = json.loads(run("extract", "s3://downloads/预算 公开", "-o", place / "out", "--json").stdout)
        after = {path.name: path.stat().st_mtime_ns for path in copies.iterdir()}
        same = [name for name in after if before.get(name) == after[name] and name != ".lock"]
        check(len(same) == 23 and len(after) == 25, f"{len(same)} of 24 objects were not fetched again")
        check(again["documents"]["kept"] == 23, f"{again['documents']['kept']} results were taken")

        run("extract", "s3://downloads/预算 公开/b/01.txt", local / "02.txt", "-o", place / "one")
        parts = [place / f"part{index}" for index in range(2)]
        for index, part in enumerate(parts):
            run("extract", "s3://downloads/预算 公开", "-o", part, "--shard", f"{index}/2")
        fetched = [len(list((part / ".cache-mingxi/copies").iterdir())) - 1 for part in parts]
        check(sum(fetched) == 24 and min(fetched) > 0, f"parts fetch only what is theirs: {fetched}")

        # What is too large is told by its size and not fetched.
        large = 257 << 20
        upload = s3.create_multipart_upload(Bucket="downloads", Key="large/a.pdf")
        numbers = []
        for number in range(1, large // (64 << 20) + 2):
            size = min(64 << 20, large - (number - 1) * (64 << 20))
            part = s3.upload_part(Bucket="downloads", Key="large/a.pdf", UploadId=upload["UploadId"], PartNumber=number, Body=b"\0" * size)
            numbers.append({"ETag": part["ETag"], "PartNumber": number})
        s3.complete_multipart_upload(Bucket="downloads", Key="large/a.pdf", UploadId=upload["UploadId"], MultipartUpload={"Parts": numbers})
        told = json.loads(run("extract", "s3://downloads/large", "-o", place / "large", "--json", code=1).stdout)["problems"][0]
        check(told["error_kind"] == "limit_exceeded", f"a large object: {told['error_kind']}: {told['error_message']}")
        check(sum(path.stat().st_size for path in (place / "large/.cache-mingxi/copies").iterdir()) == 0, "it was not fetched")
        run("extract", "s3://downloads/nothing", "-o", place / "none", code=2)
        check("no object" in run("extract", "s3://downloads/nothing", "-o", place / "none", code=2).stderr, "an address of nothing is told")
        check("nobucket" in run("extract", "s3://nobucket/x", "-o", place / "none", code=2).stderr, "a bucket that is not there is told")

        # Publications in a store.
        check("--work" in run("extract", local, "-o", "s3://out/data", code=2).stderr, "an output address needs a local folder")
        work = ["--work", place / "work"]
        run("extract", "s3://downloads/预算 公开", "-o", "s3://out/data", *work)
        first = body("data/latest").decode()
        base = f"data/{first.strip()}/"
        stored = {key[len(base):] for key in names(base)}
        kept = {str(path.relative_to((place / "work/latest").resolve())) for path in (place / "work/latest").resolve().rglob("*") if path.is_file()}
        check(stored == kept, f"all {len(kept)} files are there")
        check(all(body(base + name) == (place / "work/latest" / name).read_bytes() for name in kept), "with their bytes")
        run("extract", "s3://downloads/预算 公开", "-o", "s3://out/data", *work)
        check(body("data/latest").decode() == first, "a run without news publishes nothing new")
        times = {one["Key"]: one["LastModified"] for one in s3.list_objects_v2(Bucket="out", Prefix="data/")["Contents"]}
        check(times["data/latest"] >= max(time for key, time in times.items() if not key.endswith("run.json")), "latest came last")
        for number in range(4):
            s3.put_object(Bucket="downloads", Key="预算 公开/00.txt", Body=dump(0, 600 + number).encode())
            run("extract", "s3://downloads/预算 公开", "-o", "s3://out/data", *work)
        kept = {key.split("/")[2] for key in names("data/publications/")}
        check(len(kept) == 3 and body("data/latest").decode().strip().split("/")[1] in kept, f"{len(kept)} publications stay")
        run("extract", "s3://downloads/预算 公开", "-o", "s3://out/data", "--work", place / "fresh", "--min-share", "0.8", code=2)

        # A run that is killed while it uploads leaves what was published; the next one goes on.
        before = body("data/latest")
        for number in range(12):
            s3.put_object(Bucket="downloads", Key="预算 公开/00.txt", Body=dump(0, 700 + number).encode())
            child = subprocess.Popen([mingxi, "extract", "s3://downloads/预算 公开", "-o", "s3://out/data", *map(str, work)],
                                     env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(0.1 + number * 0.08)
            child.kill()
            child.wait()
            name = body("data/latest").decode().strip()
            whole = json.loads(body(f"data/{name}/run.json"))["documents"]["total"] == 24
            if not whole or not {key for key in names(f"data/{name}/")} >= {f"data/{name}/{dataset}/part-0.parquet" for dataset in DATASETS}:
                check(False, f"after kill {number} latest is not whole")
        run("extract", "s3://downloads/预算 公开", "-o", "s3://out/data", *work)
        check(body("data/latest") != before, "after kills the next run publishes")

        # Large files go part by part.
        for number in range(400):
            lines = "\n".join(f"20805{n:02}\t科目{n}{number}{os.urandom(400).hex()}\t{n}.00\t{n}.00\t" for n in range(60))
            (local / f"many{number}.txt").write_text(dump(number, 1) + lines + "\n")
        run("extract", local, "-o", "s3://out/large", "--work", place / "many", code=None)
        name = body("large/latest").decode().strip()
        biggest = max((path for path in (place / "many/latest").resolve().rglob("*.parquet")), key=lambda path: path.stat().st_size)
        key = f"large/{name}/{biggest.relative_to((place / 'many/latest').resolve())}"
        tag = s3.head_object(Bucket="out", Key=key)["ETag"]
        megabytes = biggest.stat().st_size >> 20
        parts = tag.strip('"').partition("-")[2]
        check(body(key) == biggest.read_bytes() and int(parts or 1) > 1, f"{megabytes} MB in {parts or 'one'} parts")
        # Addresses of local files need no store.
        run("extract", f"file://{local.parent}/%E9%A2%84%E7%AE%97%20%E5%85%AC%E5%BC%80/02.txt", "-o", f"file://{place}/byfile")
        check((place / "byfile/latest").exists(), "file:// is a path")
    finally:
        server.stop()
        shutil.rmtree(place, ignore_errors=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
