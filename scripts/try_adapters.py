#!/usr/bin/env python3
"""Tries the adapters with the real engines in local mode, and compares with a publication row by row.

usage: scripts/try_adapters.py [dask] [ray] [spark] [--binary target/debug/mingxi]

Reads generated dumps, a broken file and a hostile one on each engine that is installed (all of them unless named),
and the same files with `mingxi extract`; the union of the engine's rows must be the publication's, for every dataset.
Spark runs two executor processes, one of which is killed in the middle. Engines that are not installed are skipped
with a message. Exit 1 on a difference.
"""
import argparse
import glob
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "adapters"))


def make_inputs(folder):
    """Forty budgets of invented counties, noise, an empty file, and a document that ends its worker."""
    for number in range(40):
        lines = [f"青禾{number}县财政局2024年部门预算", "支出总表", "单位：万元", "科目编码\t科目名称\t合计\t基本支出\t项目支出"]
        lines += [f"\t合计\t{number + 2}.00\t{number + 1}.00\t1.00", f"2080505\t养老保险\t{number + 2}.00\t{number + 1}.00\t1.00"]
        (folder / f"{number:02}.txt").write_text("\n".join(lines) + "\n")
    (folder / "noise.bin").write_bytes(bytes((i * 7919) % 251 for i in range(5000)))
    (folder / "empty.docx").write_bytes(b"")
    # More text than the memory that workers get here can hold.
    (folder / "hostile.txt").write_text("单位：万元\n" + "项目\t合计\n" * 6_000_000)


def tables_of(rows):
    """Rows of every dataset, sorted, without what only the way of reading decides."""
    found = {}
    for dataset, table in rows.items():
        lines = []
        for row in table.to_pylist():
            if dataset == "documents" and row["error_kind"] in ("crashed", "timed_out", "out_of_memory"):
                row["error_kind"] = row["error_message"] = "quarantined"
            lines.append(repr(sorted((name, str(value)) for name, value in row.items())))
        found[dataset] = sorted(lines)
    return found


def expected(binary, folder, out, options):
    import pyarrow.parquet as pq

    command = [binary, "extract", str(folder), "-o", str(out), *options]
    code = subprocess.run(command, stdout=subprocess.DEVNULL).returncode
    assert code == 1, f"{command} ended with {code}"
    from mingxi_worker import DATASETS

    return tables_of({name: pq.read_table(str(out / "latest" / name)) for name in DATASETS})


def with_dask(binary, folder, options):
    import dask
    import dask_mingxi
    import pyarrow as pa
    from mingxi_worker import DATASETS, rows

    parts = dask_mingxi.extract(sorted(glob.glob(f"{folder}/*")), partitions=7, program=binary, **options)
    tables = dask.compute(*parts, scheduler="threads", num_workers=2)
    frame = dask_mingxi.rows_of(parts[0], "documents").compute(scheduler="sync")
    assert len(frame) == tables[0].num_rows
    return {name: pa.concat_tables([rows(table, name) for table in tables]) for name in DATASETS}


def with_ray(binary, folder, options):
    import pyarrow as pa
    import ray
    import ray_mingxi
    from mingxi_worker import DATASETS, rows

    ray.init(num_cpus=4, include_dashboard=False, log_to_driver=False, runtime_env={"env_vars": {"PYTHONPATH": str(ROOT / "adapters")}})
    files = ray.data.read_binary_files(str(folder), include_paths=True)
    read = ray_mingxi.extract(files, concurrency=2, program=binary, **options)
    tables = [ray.get(part) for part in read.to_arrow_refs()]
    ray.shutdown()
    tables = [table for table in tables if table.num_rows]
    return {name: pa.concat_tables([rows(table, name) for table in tables]) for name in DATASETS}


def with_spark(binary, folder, options):
    import pyarrow as pa
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    import spark_mingxi
    from mingxi_worker import DATASETS, rows

    spark = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.executorEnv.PYTHONPATH", str(ROOT / "adapters"))
        .config("spark.sql.files.maxPartitionBytes", "100000")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "4")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    killed = []
    threading.Thread(target=lambda: killed.extend(kill_an_executor()), daemon=True).start()
    files = spark.read.format("binaryFile").load(str(folder)).repartition(16)
    table = spark_mingxi.extract(spark, files, program=binary, **options).toArrow()
    spark.stop()
    print(f"spark: {len(killed)} executor killed in the middle", flush=True)
    assert killed, "no executor was met"
    return {name: rows(table.combine_chunks(), name) for name in DATASETS}


def kill_an_executor():
    """Waits until an executor has a worker that reads, and kills that executor."""
    for _ in range(1200):
        time.sleep(0.05)
        for line in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = line.read_bytes().split(b"\0")
                if any(b"CoarseGrainedExecutorBackend" in word for word in words) and descendants(int(line.parent.name)):
                    os.kill(int(line.parent.name), signal.SIGKILL)
                    return [line.parent.name]
            except OSError:
                pass
    return []


def descendants(pid):
    """Whether a process has a descendant that is a mingxi worker."""
    for child in Path(f"/proc/{pid}/task").glob("*/children"):
        for number in child.read_text().split():
            words = Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0")
            if b"worker" in words or descendants(int(number)):
                return True
    return False


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engines", nargs="*", default=[])
    parser.add_argument("--binary", default=str(ROOT / "target/debug/mingxi"))
    arguments = parser.parse_args()
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        print("pyarrow is not installed; the adapters are not tried", flush=True)
        return 0
    binary = str(Path(arguments.binary).resolve())
    place = Path(tempfile.mkdtemp(prefix="mingxi-adapters-"))
    failed = False
    try:
        folder = place / "in"
        folder.mkdir()
        make_inputs(folder)
        truth = expected(binary, folder, place / "out", ["--memory", "300", "--timeout", "60"])
        quarantined = sum("'quarantined'" in line for line in truth["documents"])
        print(f"publication: {len(truth['documents'])} documents, {quarantined} quarantined", flush=True)
        assert quarantined >= 1, "the hostile document did no harm"
        for engine, run in [("dask", with_dask), ("ray", with_ray), ("spark", with_spark)]:
            if arguments.engines and engine not in arguments.engines:
                continue
            try:
                __import__("pyspark" if engine == "spark" else engine)
            except ImportError:
                print(f"{engine}: not installed, skipped", flush=True)
                continue
            if engine == "spark" and not shutil.which("java"):
                print("spark: there is no Java, skipped", flush=True)
                continue
            found = tables_of(run(binary, folder, {"memory": 300, "timeout": 60}))
            # Spark's file sources pass over files of no bytes.
            passed_over = "('size_bytes', '0')" if engine == "spark" else "none"
            due = {name: [line for line in lines if passed_over not in line] for name, lines in truth.items()}
            wrong = [name for name in due if due[name] != found[name]]
            print(f"{engine}: {'differs in ' + ', '.join(wrong) if wrong else 'the same rows'}", flush=True)
            failed = failed or bool(wrong)
            for name in wrong[:1]:
                print(f"  {len(due[name])} rows against {len(found[name])}; only in one of them:")
                print(*sorted(set(due[name]) ^ set(found[name]))[:2], sep="\n", flush=True)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
