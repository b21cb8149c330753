#!/usr/bin/env python3
"""Compares recovered grids with the grids of the reference documents, cell by cell.

usage: score_grids.py OUT/latest [GOLD] [--only REGEX] [--show N] [--floor PERCENT]

GOLD is MINGXI_SHARED/gold where it is not given. For each document: how many cells of the gold tables were found with
the same text, at the same place and with the same spans; how many of those that hold text; and how many cells the
matched tables have beyond them. A gold table is compared with the table that shares the most cells with it.
`--show N` prints up to N differing cells of each table. Fails where the documents as a whole are below the floor.
"""
import argparse
import collections
import glob
import json
import os
import re
import sys

import duckdb

parser = argparse.ArgumentParser()
parser.add_argument("dataset")
parser.add_argument("gold", nargs="?")
parser.add_argument("--only", default="", help="only documents whose file name this expression is found in")
parser.add_argument("--show", type=int, default=0)
parser.add_argument("--floor", type=float, default=0.0)
parser.add_argument("--suffix", default=".pdf", help="the format to compare")
args = parser.parse_args()
gold = args.gold or os.path.join(os.environ["MINGXI_SHARED"], "gold")

sys.path.insert(0, os.path.join(os.path.dirname(gold.rstrip("/")), "tools"))
from goldlib import squeeze  # noqa: E402

con = duckdb.connect()
path = lambda name: f"read_parquet('{args.dataset}/{name}/*.parquet')"
files = dict(con.execute(f"select file_name, document_id from {path('documents')}").fetchall())


def tables_of(document):
    """Per table id its cells as a set of (row, column, rows, columns, text)."""
    out = collections.defaultdict(set)
    query = f"select table_id, row, col, row_span, col_span, text from {path('cells')} where document_id = ?"
    for table, row, col, rows, cols, text in con.execute(query, [document]).fetchall():
        out[table].add((row, col, rows, cols, squeeze(text)))
    return out


def compared(wanted, found):
    """The pairs of gold and recovered tables, each recovered one at most once, those that share the most first."""
    shares = [(len(w & f), -i, -t) for i, w in enumerate(wanted) for t, f in found.items()]
    pair, taken = {}, set()
    for share, i, t in sorted(shares, reverse=True):
        if share and -i not in pair and -t not in taken:
            pair[-i] = -t
            taken.add(-t)
    return pair


total = collections.Counter()
for name in sorted(os.path.basename(p)[:-5] for p in glob.glob(f"{gold}/*.json")):
    matching = [f for f in files if f.startswith(name) and f.endswith(args.suffix)]
    matching = [f for f in matching if re.search(args.only, f)]
    blocks = json.load(open(f"{gold}/{name}.json", encoding="utf-8"))["blocks"]
    tables = [b for b in blocks if b["type"] == "table"]
    wanted = [{(c["r"], c["c"], c["rs"], c["cs"], squeeze(c["t"])) for c in b["cells"]} for b in tables]
    for file in sorted(matching):
        found = tables_of(files[file])
        pair = compared(wanted, found)
        count = collections.Counter()
        notes = []
        for i, cells in enumerate(wanted):
            got = found.get(pair.get(i), set())
            filled = {c for c in cells if c[4]}
            count.update(gold=len(cells), same=len(cells & got), filled=len(filled), inked=len(filled & got))
            count.update(extra=len(got - cells), missing=i not in pair)
            if args.show and cells != got:
                notes.append(f"  {tables[i]['title']}: table {pair.get(i)}, "
                             f"{len(cells & got)} of {len(cells)} cells, {len(got - cells)} extra")
                key = lambda c: (c[0], c[1])
                notes += [f"    - {c}" for c in sorted(cells - got, key=key)[:args.show]]
                notes += [f"    + {c}" for c in sorted(got - cells, key=key)[:args.show]]
        total.update(count)
        print(f"{file:34} {count['same']:6} of {count['gold']:6} cells ({100 * count['same'] / count['gold']:6.2f} %), "
              f"{count['inked']:6} of {count['filled']:6} with text, {count['extra']:5} extra, "
              f"{count['missing']} tables missing")
        print("\n".join(notes), end="\n" if notes else "")
if not total["gold"]:
    sys.exit("none of the gold documents is in the dataset")
share = 100 * total["same"] / total["gold"]
print(f"{'all':34} {total['same']:6} of {total['gold']:6} cells ({share:6.2f} %), "
      f"{total['inked']:6} of {total['filled']:6} with text, {total['extra']:5} extra, {total['missing']} tables missing")
if share < args.floor:
    sys.exit(f"below the floor of {args.floor} %")
