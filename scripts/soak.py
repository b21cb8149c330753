#!/usr/bin/env python3
"""Reads N generated documents, two of a hundred of them hostile, and kills the run on the way.

usage: scripts/soak.py [--count 10000] [--kills 5] [--jobs 2] [--binary PATH] [--generator PATH] [--keep DIR]

Must hold: every good document is published as `ok`, every hostile one has its row with a reason, no process is left
behind, the parent stays under 300 MB, a killed run leaves what was published readable and the next goes on, and a last
run without news takes less than a fiftieth of the work. Builds the programs unless they are given. Exit 1 otherwise.
"""
import argparse
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEMORY_LIMIT_MB = 300


def word(document):
    """A Word file around the XML of its main part."""
    bytes_ = io.BytesIO()
    with zipfile.ZipFile(bytes_, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/'
            'document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main'
            '+xml"/></Types>',
        )
        package.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        package.writestr("word/document.xml", document)
    return bytes_.getvalue()


def hostile(kind, random_):
    """The bytes of a document that does harm or is none; no two are alike."""
    mark = str(random_.random())
    if kind == "noise":
        return random_.randbytes(20_000)
    if kind == "cut":
        return word("<w:document>" + mark * 400)[:-300]
    if kind == "nested":
        return word("<w:p>" * 200_000 + mark)
    if kind == "bomb":
        return word("<w:document><!--" + mark + " " * (300 << 20) + "-->")
    if kind == "long":
        return ("单位：万元 " + mark + "\n" + "项目\t合计\n" * 6_000_000).encode()
    if kind == "pages":
        return b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n<</Type/Pages/Kids[%d 0 R]>>\nendobj\n" % (n, n % 900 + 1) for n in range(1, 901)) + (
            b"trailer<</Root 1 0 R/Mark(%s)>>\n%%%%EOF" % mark.encode()
        )
    raise ValueError(kind)


KINDS = ["noise", "cut", "nested", "bomb", "long", "pages"]


def program(given, package, name):
    if given:
        return str(Path(given).resolve())
    subprocess.run(["cargo", "build", "--release", "--package", package], cwd=ROOT, check=True)
    return str(Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release" / name)


def usage_of(command):
    """Exit code, seconds, CPU seconds and peak megabytes of a command."""
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    cpu = usage.ru_utime + usage.ru_stime
    return os.waitstatus_to_exitcode(status), time.monotonic() - start, cpu, usage.ru_maxrss / 1024


def left_behind(place):
    """Processes that still work for this run."""
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if str(place).encode() in line.read_bytes() and int(line.parent.name) != os.getpid():
                found.append(line.parent.name)
        except OSError:
            pass
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--binary")
    parser.add_argument("--generator")
    parser.add_argument("--keep", help="folder for documents and output; a temporary one by default")
    arguments = parser.parse_args()
    mingxi = program(arguments.binary, "mingxi", "mingxi")
    generator = program(arguments.generator, "mingxi-corpus", "mingxi-corpus")
    random_ = random.Random(arguments.seed)
    place = Path(arguments.keep or tempfile.mkdtemp(prefix="mingxi-soak-"))
    documents, out = place / "in", place / "out"
    bad = max(1, arguments.count // 50)
    good = arguments.count - bad
    wrong = []

    def check(holds, what):
        print(f"{'ok    ' if holds else 'FAILED'} {what}", flush=True)
        if not holds:
            wrong.append(what)

    try:
        made = place / "made"
        generate = [generator, "gen", "--count", str(good), "--seed", str(arguments.seed), "--out", str(made)]
        subprocess.run(generate, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        documents.mkdir(parents=True)
        for path in made.iterdir():
            if path.is_file() and path.suffix != ".csv":
                path.rename(documents / path.name)
        good = sum(1 for _ in documents.iterdir())
        for number in range(bad):
            kind = KINDS[number % len(KINDS)]
            (documents / f"hostile_{number:04}_{kind}.bin").write_bytes(hostile(kind, random_))
        command = [mingxi, "extract", str(documents), "-o", str(out), "--jobs", str(arguments.jobs)]
        command += ["--timeout", "60", "--memory", "600"]
        for kill in range(arguments.kills):
            child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
            time.sleep(1 + random_.random() * 4)
            child.send_signal(signal.SIGKILL)
            child.wait()
        time.sleep(1)
        check(not left_behind(place), f"no process is left behind by {arguments.kills} killed runs")
        code, seconds, cpu, memory = usage_of(command)
        report = json.loads((out / "latest/run.json").read_text())
        counts, failures = report["documents"], report["failures"]
        print(f"       {counts['total']} documents in {seconds:.1f} s ({counts['total'] / seconds:.1f} a second), {failures}")
        check(code == 1, f"the exit code is 1, not {code}")
        check(counts["ok"] == good, f"{counts['ok']} of {good} good documents are ok")
        named = {problem["source_path"].rsplit("/", 1)[-1] for problem in report["problems"]}
        unnamed = [path.name for path in documents.glob("hostile_*") if path.name not in named][:3]
        check(not unnamed, f"every one of {bad} hostile documents has its reason {unnamed or ''}")
        check(arguments.kills == 0 or counts["kept"] > 0, f"{counts['kept']} results of killed runs were taken")
        check(memory < MEMORY_LIMIT_MB, f"the parent took {memory:.0f} MB")
        check(not left_behind(place), "no process is left behind")
        _, again, again_cpu, _ = usage_of(command)
        check(again_cpu * 50 < cpu, f"again: {again:.2f} s, {again_cpu:.2f} CPU s, before {cpu:.1f} CPU s with workers")
    finally:
        if not arguments.keep:
            shutil.rmtree(place, ignore_errors=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
