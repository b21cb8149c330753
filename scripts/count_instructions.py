#!/usr/bin/env python3
"""Counts the instructions that reading ten fixed documents takes, and those of a program's start, with callgrind.

usage: scripts/count_instructions.py [--accept] [--tolerance 0.03]

Compares with benches/instructions.txt and exits with 1 where a count left its tolerance in either direction; --accept
writes the file anew. Counted are the development build's instructions, which do not depend on the machine's load; hash
maps with their random seeds move them by less than one in a hundred. Allocations of the same documents are counted by
`cargo test --workspace --test costs`. Without valgrind it says so and ends with 0.
"""
import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RECORD = ROOT / "benches/instructions.txt"
START = "(start of a worker)"


def counted(command, *options):
    with tempfile.NamedTemporaryFile() as out:
        valgrind = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out.name}", *options, *command]
        ended = subprocess.run(valgrind, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    found = re.search(r"Collected : (\d+)", ended.stderr)
    if ended.returncode != 0 or not found:
        sys.exit(f"{' '.join(map(str, command))}: {ended.stderr[-500:]}")
    return int(found[1])


def built():
    """The counting program and the command, built as the tests are."""
    tests = ["cargo", "test", "--workspace", "--test", "costs", "--no-run", "--message-format=json"]
    lines = subprocess.run(tests, cwd=ROOT, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    messages = [json.loads(line) for line in lines.splitlines()]
    programs = [one["executable"] for one in messages if one.get("target", {}).get("name") == "costs" and one.get("executable")]
    messages = subprocess.run(["cargo", "build", "--workspace", "--bins", "--message-format=json"], cwd=ROOT, check=True,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    commands = [one["executable"] for one in map(json.loads, messages.splitlines())
                if one.get("target", {}).get("name") == "mingxi" and one.get("executable")]
    return programs[0], commands[0]


def recorded():
    if not RECORD.exists():
        return {}
    lines = [line.rsplit(None, 1) for line in RECORD.read_text().splitlines()[1:]]
    return {name.strip(): int(count) for name, count in lines}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accept", action="store_true")
    parser.add_argument("--tolerance", type=float, default=0.03)
    arguments = parser.parse_args()
    if not shutil.which("valgrind"):
        print("valgrind is not installed; instructions are not counted here")
        return 0
    program, command = built()
    names = [line.split()[0] for line in (ROOT / "benches/allocations.txt").read_text().splitlines()[1:]]
    now = {name: counted([program, "read", ROOT / "corpus" / name], "--toggle-collect=*costs::read_once*") for name in names}
    now[START] = counted([command, "worker"])
    before, failed = recorded(), False
    for name, count in now.items():
        known = before.get(name, 0)
        change = f"{count / known - 1:+.2%}" if known else "new"
        is_near = known and abs(count - known) <= known * arguments.tolerance
        failed = failed or not is_near
        print(f"{'ok    ' if is_near else 'moved '} {name:<32} {count:>14,} {change:>10}")
    if arguments.accept:
        lines = [f"{'document':<32} {'instructions':>14}", *(f"{name:<32} {count:>14}" for name, count in now.items())]
        RECORD.write_text("\n".join(lines) + "\n")
        return 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
