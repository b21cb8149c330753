#!/usr/bin/env python3
"""Does to runs what machines do: kills them, fills their disk, turns their clock.

usage: scripts/faults.py [kills] [full] [clock] [--kills 200] [--documents 120] [--seed 1] [--binary PATH]

kills  A run is ended by kill -9 at a random moment, again and again, each time with a changed document, while two
       readers beside it open OUT/latest and read all nine datasets. Every read must be whole and of a state that the
       inputs had; the next run must take what the killed ones read; the last one must publish the bytes of a run that
       nobody disturbed. No process and no staging folder may be left.
full   Every write, flush, link and rename of a run fails with ENOSPC, one after the other, once alone and once with all
       that follow (strace injects the error). The run must say so and end in order; OUT/latest must name the old
       publication or the new one, whole, with a report that can be read; the next run must succeed. Then a small tmpfs
       of growing size, where the script may mount one.
clock  Runs at clocks of 1970, 2038 and 2100, backwards from run to run, and with jumps in the middle of a run
       (libfaketime): the datasets must be the same bytes, the list of publications in the order in which they were made.

What is not installed (strace, libfaketime, pyarrow) is told and skipped. Exit 1 where something does not hold.
"""
import argparse
import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from soak import left_behind

ROOT = Path(__file__).resolve().parent.parent
DATASETS = ["documents", "tables", "cells", "line_items", "indicators", "projects", "statements", "checks", "diagnostics"]
FAKETIME = ["/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1"]
WRITES = ["write", "pwrite64", "writev", "fsync", "fdatasync", "ftruncate", "rename", "renameat", "renameat2", "mkdir",
          "mkdirat", "link", "linkat", "symlink", "symlinkat"]


class Checks:
    """What was found not to hold."""

    def __init__(self):
        self.wrong = []

    def __call__(self, holds, what):
        if not holds:
            self.wrong.append(what)
            print(f"FAILED {what}", flush=True)

    def done(self, what):
        print(f"{'ok    ' if not self.wrong else 'failed'} {what}", flush=True)
        return bool(self.wrong)


def dump(number, version):
    """A budget whose total tells its version."""
    basic = 100 + version
    lines = [f"青禾{number}县财政局2024年部门预算", "支出总表", "单位：万元", "科目编码\t科目名称\t合计\t基本支出\t项目支出",
             f"\t合计\t{basic + 7}.00\t{basic}.00\t7.00"]
    lines += [f"2080505\t养老保险\t{basic}.00\t{basic}.00\t", "2130304\t防汛\t7.00\t\t7.00"]
    return "\n".join(lines) + "\n"


def write_inputs(folder, documents):
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(documents):
        (folder / f"{number:04}.txt").write_text(dump(number, 0))


def fingerprint(publication):
    """The hash of every deterministic file of a publication."""
    files = sorted(path for path in publication.rglob("*") if path.is_file() and path.name != "run.json")
    return {str(path.relative_to(publication)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


# ---- kill -9 ----

class Reader(threading.Thread):
    """Reads the publication again and again, each time a whole one."""

    def __init__(self, latest, state):
        super().__init__(daemon=True)
        self.latest, self.state, self.ended, self.reads, self.faults = latest, state, False, 0, []

    def run(self):
        while not self.ended:
            try:
                # As a reader does that wants one state: where the link leads is looked up once.
                publication = self.latest.resolve(strict=True)
                fault = fault_of(publication, self.state)
            except Exception as error:  # noqa: BLE001 - any failure to read is the finding
                fault = repr(error)
            self.reads += 1
            if fault:
                self.faults.append(fault)


def fault_of(publication, known_states):
    import pyarrow.parquet as pq

    tables = {name: pq.read_table(str(publication / name)) for name in DATASETS}
    ids = set(tables["documents"].column("document_id").to_pylist())
    for name, table in tables.items():
        strangers = set(table.column("document_id").to_pylist()) - ids
        if strangers:
            return f"{name} has rows of {len(strangers)} documents that are not there"
    state = frozenset(ids)
    return "" if state in known_states else f"{len(ids)} documents are no state that the inputs had"


def kills(place, mingxi, arguments, check):
    random_ = random.Random(arguments.seed)
    folder, out = place / "in", place / "out"
    write_inputs(folder, arguments.documents)
    identity = lambda path: hashlib.sha256(path.read_bytes()).hexdigest()
    state = {path.name: identity(path) for path in folder.iterdir()}
    states = {frozenset(state.values())}
    command = [mingxi, "extract", str(folder), "-o", str(out), "--jobs", "2"]
    start = time.monotonic()
    assert subprocess.run(command, stdout=subprocess.DEVNULL).returncode == 0
    whole = time.monotonic() - start
    readers = [Reader(out / "latest", states) for _ in range(2)]
    for reader in readers:
        reader.start()
    met, runs, kept, took, phases = 0, 0, 0, [whole], Counter()
    while met < arguments.kills and runs < 4 * arguments.kills:
        # A third of the documents is new to a run, so that it reads, keeps, publishes and sweeps.
        runs += 1
        for number in random_.sample(range(arguments.documents), arguments.documents // 3):
            path = folder / f"{number:04}.txt"
            path.write_text(dump(number, runs))
            state[path.name] = identity(path)
        states.add(frozenset(state.values()))
        child = subprocess.Popen([*command, "--json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            child.wait(random_.random() * max(took[-5:]))
        except subprocess.TimeoutExpired:
            phases[phase(out)] += 1
            child.send_signal(signal.SIGKILL)
            met += 1
        child.communicate()
        if runs % 10 == 0:
            start = time.monotonic()
            ended = subprocess.run([*command, "--json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            took.append(time.monotonic() - start)
            check(ended.returncode == 0, f"the run after kill {met} ended with {ended.returncode}")
            if ended.returncode == 0:
                kept += json.loads(ended.stdout)["documents"]["kept"]
    time.sleep(1)
    check(not left_behind(place), f"processes are left: {left_behind(place)}")
    ended = subprocess.run([*command, "--json"], stdout=subprocess.PIPE)
    check(ended.returncode == 0, f"the last run ended with {ended.returncode}")
    kept += json.loads(ended.stdout)["documents"]["kept"] if ended.returncode == 0 else 0
    for reader in readers:
        reader.ended = True
    for reader in readers:
        reader.join()
    faults = [fault for reader in readers for fault in reader.faults]
    check(not faults, f"{len(faults)} reads were not whole: {faults[:3]}")
    alone = [mingxi, "extract", str(folder), "-o", str(place / "alone")]
    assert subprocess.run(alone, stdout=subprocess.DEVNULL).returncode == 0
    same = fingerprint((out / "latest").resolve()) == fingerprint((place / "alone/latest").resolve())
    check(same, "the last publication is not that of an undisturbed run")
    staging = [path.name for path in out.iterdir() if path.name.startswith(".staging")]
    check(not staging, f"staging folders are left: {staging}")
    check(kept > 0, "nothing that killed runs read was taken")
    check(met == arguments.kills, f"only {met} runs were met")
    return (f"{met} of {runs} runs were met by kill -9 ({dict(phases.most_common())}), "
            f"{sum(reader.reads for reader in readers)} reads beside them were whole, {kept} results of killed runs taken")


def phase(out):
    """What a run was doing by its status file, which is a second old at most."""
    try:
        return json.loads((out / ".mingxi.status.json").read_text())["state"]
    except (OSError, ValueError, KeyError):
        return "unknown"


# ---- full disks ----

def full(place, mingxi, arguments, check):
    if not shutil.which("strace"):
        return "skipped: strace is not installed"
    folder, out, base = place / "in", place / "out", place / "base"
    write_inputs(folder, 3)
    command = [mingxi, "extract", str(folder), "-o", str(out), "--jobs", "1", "--in-process"]
    assert subprocess.run([*command[:4], str(base), *command[5:]], stdout=subprocess.DEVNULL).returncode == 0
    old = fingerprint((base / "latest").resolve())
    (folder / "0001.txt").write_text(dump(1, 5))
    (folder / "new.txt").write_text(dump(77, 1))
    fresh = lambda: (shutil.rmtree(out, ignore_errors=True), shutil.copytree(base, out, symlinks=True))
    fresh()
    trace = place / "trace"
    counted = subprocess.run(["strace", "-f", "-qq", "-e", f"trace={','.join(WRITES)}", "-o", str(trace), *command],
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert counted.returncode == 0, "strace cannot watch the program here"
    new = fingerprint((out / "latest").resolve())
    # Files are told by their names in a trace with -y; here only how often each call is made matters.
    calls = Counter(match[1] for line in trace.read_text().splitlines() if (match := re.match(r"\d+ +(\w+)\(", line)))
    outcomes, runs = Counter(), 0
    for call, count in sorted(calls.items()):
        for number in range(1, count + 1):
            for rest in ("", "+"):
                fresh()
                inject = f"inject={call}:error=ENOSPC:when={number}{rest}"
                ended = subprocess.run(["strace", "-f", "-qq", "-e", f"trace={call}", "-e", inject, "-o", "/dev/null", *command],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
                runs += 1
                what = f"{call} {number}{rest} of {count}"
                said = ended.stderr.decode(errors="replace")
                now = fingerprint((out / "latest").resolve())
                outcomes[(ended.returncode, "new" if now == new else "old" if now == old else "neither")] += 1
                check(now in (old, new), f"{what}: latest is neither the old publication nor the new one")
                check(ended.returncode in (0, 1, 2), f"{what}: exit code {ended.returncode}: {said[-300:]}")
                check("panicked" not in said, f"{what}: a panic: {said[-300:]}")
                # Streams that are closed are not a disk that is full.
                check(ended.returncode != 0 or now == new, f"{what}: success was told and nothing published")
                report_whole(out, what, check)
                after = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
                check(after.returncode == 0, f"{what}: the next run ended with {after.returncode}: {after.stderr[-300:]}")
                check(fingerprint((out / "latest").resolve()) == new, f"{what}: the next run published something else")
    small = small_disks(place, mingxi, base, folder, old, new, check)
    told = ", ".join(f"exit {code} with the {state} publication {times} times" for (code, state), times in sorted(outcomes.items()))
    return f"{runs} runs with ENOSPC at each of {sum(calls.values())} calls ({dict(calls)}), alone and for good: {told}; {small}"


def report_whole(out, what, check):
    report = out / "latest/run.json"
    try:
        check(not report.exists() or "documents" in json.loads(report.read_text()), f"{what}: the report lacks its counts")
    except ValueError as error:
        check(False, f"{what}: the report cannot be read: {error}")


def small_disks(place, mingxi, base, folder, old, new, check):
    """Runs on disks with more and more room beside the old publication, until one is enough."""
    disk = place / "disk"
    disk.mkdir()
    used = sum((path.lstat().st_size + 8191) // 4096 * 4 for path in base.rglob("*"))
    sizes = 0
    for spare in list(range(0, 400, 8)) + list(range(400, 4000, 200)):
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={used + spare}k", "mingxi", str(disk)],
                                 stderr=subprocess.DEVNULL)
        if mounted.returncode != 0:
            return "no tmpfs can be mounted here"
        try:
            try:
                shutil.copytree(base, disk / "out", symlinks=True)
            except shutil.Error:
                continue
            sizes += 1
            command = [mingxi, "extract", str(folder), "-o", str(disk / "out"), "--jobs", "2"]
            ended = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            now, what = fingerprint((disk / "out/latest").resolve()), f"a disk with {spare} kB of room"
            check(now in (old, new), f"{what}: latest is neither publication")
            check(ended.returncode in (0, 1, 2), f"{what}: exit code {ended.returncode}: {ended.stderr[-300:]}")
            check(b"panicked" not in ended.stderr, f"{what}: a panic")
            report_whole(disk / "out", what, check)
            if ended.returncode == 0:
                return f"{sizes} small disks, the first with enough room had {spare} kB"
        finally:
            subprocess.run(["umount", str(disk)], check=True)
    return f"{sizes} small disks, none large enough"


# ---- clocks ----

def clock(place, mingxi, arguments, check):
    library = next((path for path in FAKETIME if Path(path).exists()), None)
    if library is None:
        return "skipped: libfaketime is not installed"
    folder, out = place / "in", place / "out"
    write_inputs(folder, 30)

    def run(when, to, *options, steps=()):
        """A run at a clock; `steps` are clocks that it meets on the way."""
        setting = place / "clock"
        setting.write_text(when)
        environment = {**os.environ, "LD_PRELOAD": library, "FAKETIME_TIMESTAMP_FILE": str(setting), "FAKETIME_NO_CACHE": "1",
                       "FAKETIME_DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1"}
        child = subprocess.Popen([mingxi, "extract", str(folder), "-o", str(to), "--jobs", "2", "--json", *options],
                                 env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for step in steps:
            time.sleep(0.15)
            setting.write_text(step)
        said, log = child.communicate(timeout=120)
        check(child.returncode == 0, f"at {when} the run ended with {child.returncode}: {log[-300:]}")
        return json.loads(said) if child.returncode == 0 else {"documents": {"kept": -1}}

    subprocess.run([mingxi, "extract", str(folder), "-o", str(place / "now")], check=True, stdout=subprocess.DEVNULL)
    truth = fingerprint((place / "now/latest").resolve())
    count = 0
    for number, (when, steps) in enumerate([
        ("@1970-01-01 00:00:10", ()), ("@2038-01-19 03:14:00", ()), ("@2100-03-01 00:00:00", ()),
        ("@2026-06-01 12:00:00", ("@2020-01-01 00:00:00", "@2030-01-01 00:00:00", "@1980-01-01 00:00:00")),
        ("@2026-06-01 12:00:00", ("@2090-01-01 00:00:00",)),
    ]):
        to = place / f"at{number}"
        run(when, to, "--timeout", "20", steps=steps)
        check(fingerprint((to / "latest").resolve()) == truth, f"other datasets at {when} {steps}")
        report_whole(to, when, check)
        status = json.loads((to / ".mingxi.status.json").read_text())
        check(status["state"] == "done", f"at {when} the status is {status['state']}")
        count += 1
    # Later publications at earlier times.
    made = []
    for number, year in enumerate([2026, 2020, 2035, 2001]):
        (folder / "0000.txt").write_text(dump(0, number + 10))
        kept = run(f"@{year}-05-05 05:05:05", out)["documents"]["kept"]
        check(kept == (0 if number == 0 else 29), f"in {year} {kept} results were taken")
        made.append((out / "latest").resolve().name)
        count += 1
    names = [line.split()[-1] for line in subprocess.run([mingxi, "publish", str(out), "--list"], check=True, text=True,
                                                          stdout=subprocess.PIPE).stdout.splitlines()]
    listed = [name for name in made if any(name in line for line in names)]
    order = [next(index for index, line in enumerate(names) if name in line) for name in listed]
    check(listed == made[-3:], f"kept are {listed} of {made}")
    check(order == sorted(order), f"publications are listed as {names}, made as {made}")
    again = run("@1999-01-01 00:00:00", out)["documents"]["kept"]
    check(again == 30, f"without news {again} results were taken")
    subprocess.run([mingxi, "publish", str(out), "--rollback"], check=True, stdout=subprocess.DEVNULL)
    check((out / "latest").resolve().name == made[-2], "the way back does not lead to the publication before")
    return f"{count + 1} runs at clocks from 1970 to 2100, backwards and with jumps: the same bytes, publications in their order"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("faults", nargs="*")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--documents", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--binary", default=str(Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "debug/mingxi"))
    arguments = parser.parse_args()
    known = {"kills": kills, "full": full, "clock": clock}
    if unknown := [name for name in arguments.faults if name not in known]:
        parser.error(f"{unknown[0]} is none of {', '.join(known)}")
    failed = False
    for name, try_it in known.items():
        if arguments.faults and name not in arguments.faults:
            continue
        place = Path(tempfile.mkdtemp(prefix=f"mingxi-{name}-"))
        check = Checks()
        try:
            if name == "kills":
                try:
                    import pyarrow.parquet  # noqa: F401
                except ImportError:
                    print("kills  skipped: pyarrow is not installed", flush=True)
                    continue
            result = try_it(place, str(Path(arguments.binary).resolve()), arguments, check)
            failed = check.done(f"{name}: {result}") or failed
        finally:
            shutil.rmtree(place, ignore_errors=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
