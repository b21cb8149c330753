#!/usr/bin/env python3
"""Speed of the whole program on PDF files, as ratios to named peers in the same run.

usage: scripts/bench_pdf.py [--binary PATH] [--runs 3] FILE...

Counts CPU seconds (user + system) of one core for: `mingxi extract --jobs 1` over all files, PDF bytes to
Parquet; `pdftotext -bbox` (Debian: poppler-utils), file by file; and pdfplumber's `extract_tables` (PyPI) where
it is installed. Prints pages a second and the ratios.
"""
import argparse, os, subprocess, sys, tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLUMBER = "import sys, pdfplumber\nfor p in sys.argv[1:]:\n  with pdfplumber.open(p) as d:\n    for page in d.pages: page.extract_tables()"


def cpu_seconds(command):
    """User and system seconds of a command and its children; its output is dropped."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    return (usage.ru_utime + usage.ru_stime) if code in (0, 1) else None


def pages(path):
    out = subprocess.run(["pdfinfo", path], capture_output=True, text=True).stdout
    return int(next(line.split()[1] for line in out.splitlines() if line.startswith("Pages:")))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=str(ROOT / "target/release/mingxi"))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("files", nargs="+")
    arguments = parser.parse_args()
    total = sum(pages(path) for path in arguments.files)
    best = {}
    for _ in range(arguments.runs):
        with tempfile.TemporaryDirectory() as out:
            runs = {
                "mingxi": [cpu_seconds([arguments.binary, "extract", "--jobs", "1", "-o", out, *arguments.files])],
                "pdftotext -bbox": [cpu_seconds(["pdftotext", "-bbox", path, os.devnull]) for path in arguments.files],
            }
        for name, seconds in runs.items():
            if None in seconds:
                sys.exit(f"{name} failed")
            best[name] = min(sum(seconds), best.get(name, float("inf")))
    plumber = cpu_seconds([sys.executable, "-c", PLUMBER, *arguments.files])
    if plumber:
        best["pdfplumber extract_tables"] = plumber
    print(f"{len(arguments.files)} files, {total} pages, best of {arguments.runs} runs (pdfplumber: one)")
    for name, seconds in best.items():
        print(f"{name:<26} {seconds:8.2f} CPU s {total / seconds:9.1f} pages/s   mingxi is {seconds / best['mingxi']:6.2f} times as fast")


if __name__ == "__main__":
    main()
