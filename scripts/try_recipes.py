#!/usr/bin/env python3
"""Asks every recipe of docs/recipes of generated documents, in SQL and in Python, and compares the answers.

try_recipes.py           both must agree, and with docs/recipes/answers
try_recipes.py --accept  writes docs/recipes/answers; read the diff
try_recipes.py --built   with the programs as they are in target/debug, instead of cargo
The documents are four invented counties over five years, and one that contradicts itself.
Needs duckdb, pandas and pyarrow; says so and skips where they are missing.
"""
import csv
import decimal
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

try:
    import duckdb
    import pandas as pd
    import pyarrow  # noqa: F401
except ImportError as missing:
    print(f"{missing.name} is not installed; the recipes are not tried here", file=sys.stderr)
    sys.exit(0)

ROOT = pathlib.Path(__file__).resolve().parent.parent
RECIPES = ROOT / "docs" / "recipes"
ANSWERS = RECIPES / "answers"


def text(value):
    """A value as both sides write it: null as nothing, numbers without meaningless zeros."""
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, (int, float, decimal.Decimal)) and not isinstance(value, bool):
        return format(decimal.Decimal(str(value)).normalize(), "f")
    if hasattr(value, "item"):
        return text(value.item())
    return str(value)


def publish(work):
    """Reads the documents into work/out; paths in it are the same on every machine."""
    run(work, "mingxi-corpus", "questions", "--out", work)
    for path in (pathlib.Path(work) / "documents").iterdir():
        if path.name >= "040":
            path.unlink()
    conflict = next((ROOT / "corpus" / "source-conflict").glob("source.*"))
    shutil.copy(conflict, pathlib.Path(work) / "documents" / f"contradiction{conflict.suffix}")
    run(work, "mingxi", "extract", "documents", "-o", "out")


def run(work, program, *arguments):
    cargo = ["cargo", "run", "--quiet", "--manifest-path", str(ROOT / "Cargo.toml"), "--package", program, "--"]
    command = [str(ROOT / "target" / "debug" / program)] if "--built" in sys.argv[1:] else cargo
    subprocess.run([*command, *arguments], cwd=work, check=True, stdout=subprocess.DEVNULL)


def main():
    accept = "--accept" in sys.argv[1:]
    wrong = 0
    with tempfile.TemporaryDirectory() as work:
        publish(work)
        os.chdir(work)
        os.symlink(RECIPES, "recipes")
        for script in sorted(RECIPES.glob("*.py")):
            name = script.stem
            query = RECIPES / f"{name}.sql"
            query = query if query.exists() else ROOT / "docs" / "queries" / f"{name}.sql"
            table = duckdb.sql(query.read_text(encoding="utf-8"))
            columns, rows = table.columns, table.fetchall()
            space = {}
            exec(compile(script.read_text(encoding="utf-8"), str(script), "exec"), space)
            answer = space["answer"]
            said = sorted([text(value) for value in row] for row in rows)
            same = sorted([text(value) for value in row] for row in answer.itertuples(index=False, name=None))
            path = ANSWERS / f"{name}.csv"
            if accept:
                path.parent.mkdir(exist_ok=True)
                with open(path, "w", encoding="utf-8", newline="") as file:
                    csv.writer(file, lineterminator="\n").writerows([columns, *said])
            with open(path, encoding="utf-8", newline="") as file:
                meant = list(csv.reader(file))[1:]
            faults = []
            if said != same:
                faults.append("SQL and Python differ")
                faults += [f"  SQL only: {row}" for row in said if row not in same][:3]
                faults += [f"  Python only: {row}" for row in same if row not in said][:3]
            if said != meant:
                faults.append("the answer is not that of docs/recipes/answers")
                faults += [f"  now: {row}" for row in said if row not in meant][:3]
                faults += [f"  was: {row}" for row in meant if row not in said][:3]
            if list(columns) != list(answer.columns):
                faults.append(f"columns {list(columns)} and {list(answer.columns)}")
            if not rows:
                faults.append("no row: it shows nothing")
            wrong += bool(faults)
            print(f"{'WRONG' if faults else 'right'}  {name}: {len(rows)} rows")
            for fault in faults:
                print("   ", fault)
    sys.exit(1 if wrong else 0)


main()
