#!/usr/bin/env python3
"""Reads N generated documents, two of a hundred of them hostile, and kills the run on the way.

usage: scripts/soak.py [--count 10000] [--sizes 100,1000] [--kills 5] [--jobs 2] [--formats docx,pdf] [--binary PATH]
                       [--generator PATH] [--keep DIR]

Must hold: every good document is published as `ok`, every hostile one has its row with a reason, no process is left
behind, the parent stays under 300 MB and flat, a killed run leaves what was published readable and the next goes on, cost
is linear from the sizes to the count, supervision costs less than a tenth against --in-process, and a last run without
news takes less than a fiftieth of the work. Builds the programs unless they are given. Exit 1 otherwise.

Told are documents and pages a second, CPU seconds a document at each size, and what one changed file costs. CPU seconds
are those of the parent and its workers, so that other load on the machine moves them little.
"""
import argparse
import functools
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


@functools.cache
def bomb():
    """A Word file that unpacks to 300 MB; packing it takes a second."""
    return word("<w:document><!--" + " " * (300 << 20) + "-->")


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
        bytes_ = io.BytesIO(bomb())
        with zipfile.ZipFile(bytes_, "a") as package:
            package.comment = mark.encode()
        return bytes_.getvalue()
    if kind == "long":
        # More cells than a document may have, in as few bytes as that takes.
        return ("单位：万元 " + mark + "\n" + "项\t计\n" * 600_000).encode()
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


class Run:
    """Exit code, seconds, CPU seconds with workers, and the memory of the parent as time goes on, in megabytes."""

    def __init__(self, command):
        start = time.monotonic()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        self.memory = []
        while True:
            ended, status, usage = os.wait4(child.pid, os.WNOHANG)
            if ended:
                break
            # The system counts the peak of workers as one of their parent, so that it is asked for the parent's own.
            self.memory.append(resident(child.pid))
            time.sleep(min(0.5, 0.02 * (1 + len(self.memory))))
        child.returncode = self.code = os.waitstatus_to_exitcode(status)
        self.seconds = time.monotonic() - start
        self.cpu = usage.ru_utime + usage.ru_stime
        self.peak = max(self.memory, default=0)

    def quarters(self):
        """The most memory in each quarter of the time."""
        step = max(1, len(self.memory) // 4)
        return [round(max(self.memory[at : at + step])) for at in range(0, 4 * step, step) if self.memory[at : at + step]]


def resident(pid):
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0)
    except OSError:
        return 0


def pages_of(publication):
    """Pages of all documents that have pages."""
    try:
        import pyarrow.parquet as pq
    except ImportError:
        return 0
    table = pq.read_table(str(publication / "documents"), columns=["page_count"])
    return sum(count for count in table.column("page_count").to_pylist() if count)


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


def write_documents(place, documents, generator, arguments, good, bad):
    """The good ones and the hostile ones; the folder has its name when all are there."""
    made, whole = place / "made", place / "whole"
    generate = [generator, "gen", "--count", str(good), "--seed", str(arguments.seed), "--out", str(made)]
    generate += ["--formats", arguments.formats] if arguments.formats else []
    subprocess.run(generate, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    whole.mkdir(parents=True)
    for path in made.iterdir():
        if path.is_file() and path.suffix != ".csv":
            path.rename(whole / path.name)
    random_ = random.Random(arguments.seed)
    for number in range(bad):
        kind = KINDS[number % len(KINDS)]
        (whole / f"hostile_{number:04}_{kind}.bin").write_bytes(hostile(kind, random_))
    whole.rename(documents)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--sizes", default="100,1000", help="smaller numbers of documents that the cost is compared with")
    parser.add_argument("--formats", help="formats of the generated documents; all by default")
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--binary")
    parser.add_argument("--generator")
    parser.add_argument("--keep", help="folder for documents and output, a temporary one by default; documents in it are taken as they are")
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
        if not documents.is_dir():
            write_documents(place, documents, generator, arguments, good, bad)
        good = sum(1 for path in documents.iterdir() if not path.name.startswith("hostile"))
        bad = sum(1 for _ in documents.iterdir()) - good
        extract = [mingxi, "extract", "--jobs", str(arguments.jobs), "--timeout", "60", "--memory", "600"]
        costs = {}
        for size in map(int, arguments.sizes.split(",")):
            some = sorted(path for path in documents.iterdir())[:: max(1, (good + bad) // size)][:size]
            listed = place / "list"
            listed.write_text("\n".join(map(str, some)))
            run = Run([*extract, "--inputs-from", str(listed), "-o", str(place / f"out{size}")])
            costs[len(some)] = run.cpu / len(some)
            print(f"       {len(some)} documents: {run.cpu / len(some) * 1000:.1f} CPU ms a document, {run.peak:.0f} MB", flush=True)
        plain = [path for path in some if not path.name.startswith("hostile")]
        listed.write_text("\n".join(map(str, plain)))
        compared = [*extract, "--inputs-from", str(listed), "--no-cache", "-o", str(place / "compared")]
        within, beside = Run([*compared, "--in-process"]).cpu, Run(compared).cpu
        check(beside < within * 1.1, f"supervision costs {beside / within - 1:+.1%} CPU time on {len(plain)} documents")
        command = [*extract, str(documents), "-o", str(out)]
        for kill in range(arguments.kills):
            child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
            time.sleep(1 + random_.random() * 4)
            child.send_signal(signal.SIGKILL)
            child.wait()
        time.sleep(1)
        check(not left_behind(place), f"no process is left behind by {arguments.kills} killed runs")
        first = Run(command)
        report = json.loads((out / "latest/run.json").read_text())
        counts, failures = report["documents"], report["failures"]
        read = counts["total"] - counts["kept"]
        pages = pages_of(out / "latest") * read / counts["total"]
        print(f"       {counts['total']} documents, {read} of them read in {first.seconds:.1f} s: {read / first.seconds:.1f} documents and "
              f"{pages / first.seconds:.1f} pages a second, {read / first.cpu:.1f} and {pages / first.cpu:.1f} a CPU second; {failures}")
        check(first.code == 1, f"the exit code is 1, not {first.code}")
        check(counts["ok"] == good, f"{counts['ok']} of {good} good documents are ok")
        named = {problem["source_path"].rsplit("/", 1)[-1] for problem in report["problems"]}
        unnamed = [path.name for path in documents.glob("hostile_*") if path.name not in named][:3]
        check(not unnamed, f"every one of {bad} hostile documents has its reason {unnamed or ''}")
        check(arguments.kills == 0 or counts["kept"] > 0, f"{counts['kept']} results of killed runs were taken")
        costs[counts["total"]] = first.cpu / max(1, read)
        least = min(costs.values())
        check(costs[counts["total"]] < least * 1.25, f"CPU ms a document by size: { {size: round(cost * 1000, 1) for size, cost in costs.items()} }")
        check(first.peak < MEMORY_LIMIT_MB, f"the parent took {first.peak:.0f} MB; by quarters of the time {first.quarters()}")
        check(not left_behind(place), "no process is left behind")
        again = Run(command)
        check(again.cpu * 50 < first.cpu, f"again: {again.seconds:.2f} s, {again.cpu:.2f} CPU s; before {first.seconds:.1f} s, {first.cpu:.1f} CPU s")
        # Bytes behind the end change neither a dump's rows nor what a reader of packed files finds.
        changed = min(path for path in documents.iterdir() if not path.name.startswith("hostile"))
        changed.write_bytes(changed.read_bytes() + b"\n")
        run = Run(command)
        kept = json.loads((out / "latest/run.json").read_text())["documents"]["kept"]
        check(kept == counts["total"] - 1, f"one changed file: {run.seconds:.1f} s, {run.cpu:.1f} CPU s, {run.peak:.0f} MB, {kept} results taken")
    finally:
        if not arguments.keep:
            shutil.rmtree(place, ignore_errors=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
