#!/usr/bin/env python3
"""Time and memory of `mingxi extract` on generated documents.

usage: scripts/bench_extract.py [--counts 250,500,1000] [--seed 1] [--runs 3] [--jobs N] [--binary PATH] [--keep DIR]

Generates the documents (the same for a seed), runs the release binary on each count and reports, for the
fastest run: seconds, documents a second, peak memory of the process, and the ratio of seconds a document to
the smallest count (1.00 is linear). Builds the release binary unless one is given. Exit 1 when memory or
linearity is beyond the limits (300 MB; 1.25).
"""
import argparse, os, shutil, subprocess, sys, tempfile, time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEMORY_LIMIT_MB = 300
LINEARITY_LIMIT = 1.25


def run(command):
    """Seconds, peak memory in MB and exit code of a command; its output goes to a file that errors show."""
    with tempfile.TemporaryFile("w+") as log:
        start = time.monotonic()
        child = subprocess.Popen(command, stdout=log, stderr=log)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - start
        code = os.waitstatus_to_exitcode(status)
        if code not in (0, 1):  # 1: some document failed, which is reported below
            log.seek(0)
            sys.exit(f"{' '.join(map(str, command))} ended with {code}:\n{log.read()[-2000:]}")
        scale = 1024 * 1024 if sys.platform == "darwin" else 1024
        return seconds, usage.ru_maxrss / scale, code


def binary(given):
    """The binary to measure; built for release unless given."""
    if given:
        return Path(given).resolve()
    subprocess.run(["cargo", "build", "--release", "--package", "mingxi"], cwd=ROOT, check=True)
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    return target / "release" / "mingxi"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counts", default="250,500,1000")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--binary")
    parser.add_argument("--keep", help="folder for the documents and outputs; a temporary one by default")
    arguments = parser.parse_args()
    counts = sorted(int(n) for n in arguments.counts.split(","))
    mingxi = binary(arguments.binary)
    folder = Path(arguments.keep) if arguments.keep else Path(tempfile.mkdtemp(prefix="mingxi-bench-"))
    results = []
    try:
        for count in counts:
            documents = folder / f"documents-{count}"
            shutil.rmtree(documents, ignore_errors=True)
            generate = ["cargo", "run", "--quiet", "--package", "mingxi-corpus", "--", "gen",
                        "--count", str(count), "--seed", str(arguments.seed), "--out", str(documents)]
            subprocess.run(generate, cwd=ROOT, check=True)
            # The facts are no input.
            shutil.move(documents / "truth", folder / f"truth-{count}-{os.getpid()}")
            size = sum(path.stat().st_size for path in documents.iterdir()) / 1e6
            command = [str(mingxi), "extract", str(documents), "-o", str(folder / f"out-{count}")]
            if arguments.jobs:
                command += ["--jobs", str(arguments.jobs)]
            runs = []
            for _ in range(arguments.runs):
                shutil.rmtree(folder / f"out-{count}", ignore_errors=True)
                runs.append(run(command))
            seconds = min(r[0] for r in runs)
            results.append((count, size, seconds, max(r[1] for r in runs), max(r[2] for r in runs)))
    finally:
        if not arguments.keep:
            shutil.rmtree(folder, ignore_errors=True)
    base = results[0][2] / results[0][0]
    print(f"{mingxi}, seed {arguments.seed}, best of {arguments.runs} runs, {os.cpu_count()} processors")
    print(f"{'documents':>9} {'MB in':>7} {'seconds':>8} {'docs/s':>8} {'peak MB':>8} {'s/doc ratio':>11} {'exit':>5}")
    bad = False
    for count, size, seconds, memory, code in results:
        ratio = seconds / count / base
        bad |= memory > MEMORY_LIMIT_MB or ratio > LINEARITY_LIMIT
        print(f"{count:>9} {size:>7.1f} {seconds:>8.2f} {count / seconds:>8.1f} {memory:>8.1f} {ratio:>11.2f} {code:>5}")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
