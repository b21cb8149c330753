#!/usr/bin/env python3
"""What hostile files and large honest ones cost: outcome, seconds and peak memory of each kind.

usage: scripts/hostile.py [KIND ...] [--fast] [--timeout 60] [--memory 4096] [--binary PATH] [--keep DIR]

Makes each kind in a temporary folder (see hostile_kinds.py, hostile_office.py), runs `mingxi extract` on it alone and prints what
came of it. A kind is given by its name or the first letters of it; without one all are run. For honest shapes several
sizes are run, and the exponent with which the seconds grow is printed (1.0 is linear).

Exit 1 where a hostile file ended by the limits of its worker (timed_out, out_of_memory, crashed) and not by a bound
of the decoder, took longer than 20 s or more than 2 GB, or where an honest shape grows faster than size^1.25.
"""
import argparse, json, math, os, shutil, subprocess, sys, tempfile, time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import hostile_office
from hostile_kinds import HONEST, HOSTILE

ROOT = Path(__file__).resolve().parent.parent
SECONDS, MEGABYTES, EXPONENT = 20.0, 2048.0, 1.25
BY_WORKER = ("timed_out", "out_of_memory", "crashed", "internal")


def run(mingxi, source, out, arguments):
    """Outcome, its message, wall seconds, CPU seconds, and peak memory in MB of the largest process."""
    command = [mingxi, "extract", source, "-o", out, "--json", "--no-cache", "--jobs", "1",
               "--timeout", str(arguments.timeout), "--memory", str(arguments.memory)]
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as log:
        start = time.monotonic()
        child = subprocess.Popen([str(word) for word in command], stdout=said, stderr=log)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - start
        said.seek(0)
        log.seek(0)
        cpu, memory = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
        try:
            summary = json.loads(said.read())
        except ValueError:
            return "no summary", f"exit {os.waitstatus_to_exitcode(status)}: {log.read()[-300:]}", seconds, cpu, memory
        problems = summary["problems"]
        if not problems:
            return "ok", "", seconds, cpu, memory
        one = problems[0]
        return f"{one['status']} {one['error_kind']}", one["error_message"], seconds, cpu, memory


def measure(name, recipe, ending, size, mingxi, folder, arguments):
    source, out = folder / f"{name}.{ending}", folder / "out"
    # In a process of its own: what it takes must not count as the peak of what is started next.
    subprocess.run([sys.executable, recipe.__code__.co_filename, recipe.__name__, source, str(size)], check=True)
    try:
        result = run(mingxi, source, out, arguments)
    finally:
        source.unlink()
        shutil.rmtree(out, ignore_errors=True)
    outcome, message, seconds, cpu, memory = result
    print(f"{name:21} {size:>14} {outcome:24} {seconds:8.1f} {cpu:8.1f} {memory:8.0f}  {message[:150]}", flush=True)
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*")
    parser.add_argument("--fast", action="store_true", help="smaller files of the hostile kinds, no honest shapes")
    parser.add_argument("--timeout", type=int, default=60)
    parser.add_argument("--memory", type=int, default=4096)
    parser.add_argument("--binary")
    parser.add_argument("--keep", help="folder for the files; a temporary one by default")
    arguments = parser.parse_args()
    mingxi = arguments.binary or Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "debug" / "mingxi"
    is_wanted = lambda name: not arguments.kinds or any(name.startswith(kind) for kind in arguments.kinds)
    folder = Path(arguments.keep or tempfile.mkdtemp(prefix="mingxi-hostile-"))
    folder.mkdir(exist_ok=True)
    faults = []
    print(f"{'kind':21} {'size':>14} {'outcome':24} {'seconds':>8} {'CPU s':>8} {'peak MB':>8}")
    try:
        for name, (recipe, ending, full, small) in (HOSTILE | hostile_office.KINDS).items():
            if not is_wanted(name):
                continue
            size = small if arguments.fast else full
            outcome, _, seconds, _, memory = measure(name, recipe, ending, size, mingxi, folder, arguments)
            if outcome.endswith(BY_WORKER) or outcome == "no summary" or seconds > SECONDS or memory > MEGABYTES:
                faults.append(name)
        for name, (recipe, ending, sizes) in HONEST.items():
            if arguments.fast or not is_wanted(name):
                continue
            costs = []
            for size in sizes:
                outcome, _, _, cpu, _ = measure(name, recipe, ending, size, mingxi, folder, arguments)
                costs.append(cpu)
                if outcome.endswith(BY_WORKER):
                    break
            exponent = math.log(costs[-1] / costs[0]) / math.log(sizes[len(costs) - 1] / sizes[0]) if costs[1:] else 9
            print(f"{name:21} grows as size^{exponent:.2f}", flush=True)
            if exponent > EXPONENT or outcome.endswith(BY_WORKER):
                faults.append(name)
    finally:
        if not arguments.keep:
            shutil.rmtree(folder, ignore_errors=True)
    if faults:
        sys.exit(f"not bounded: {', '.join(faults)}")


if __name__ == "__main__":
    main()
