#!/usr/bin/env python3
"""Reads awkward inputs and says for each: right, told, or silently wrong.

usage: check_cases.py PUBLICATION CASES

PUBLICATION is the folder that `mingxi extract CASES/* -o PUBLICATION` wrote; CASES holds NAME and NAME.expected.txt, a
text that says what is right. Of the expected text only the numbers count: each that is not published has to be told by
a warning or an error, and each published number that it does not name is wrong unless it is `conflict` or a warning
names its cell.
"""
import pathlib
import re
import sys

import duckdb

NOT_EXPECTED = re.compile(r"unread|cannot be seen|under the|struck|hidden|not visible|note mark|not printed|no figure")
FACTS = ("stage", "region", "agency_name", "fiscal_year", "scope", "title", "unknown_header", "unit_unknown")


def numbers(text):
    """The numbers of a text, each sentence that speaks of what is not there left out."""
    found = set()
    for part in re.split(r"[;\n]|\. ", text):
        if not NOT_EXPECTED.search(part):
            found |= {abs(float(n.replace(",", ""))) for n in re.findall(r"\d[\d,]*\.?\d*", part)}
    return found


def main(publication, cases):
    con = duckdb.connect()
    read = lambda name: f"read_parquet('{publication}/latest/{name}/*.parquet')"
    wrong = 0
    for expected in sorted(pathlib.Path(cases).glob("*.expected.txt")):
        name = expected.name.removesuffix(".expected.txt")
        text = expected.read_text()
        rows = con.execute(
            f"select abs(value)::double, l.check_status = 'conflict' or exists (select 1 from {read('diagnostics')} r "
            f"where r.severity <> 'info' and (r.document_id, r.table_id, r.row, r.col) = (l.document_id, l.table_id, "
            f"l.row, l.col)) from {read('line_items')} l join {read('documents')} d using (document_id) "
            f"where d.file_name = ?", [name]).fetchall()
        remarks = con.execute(
            f"select code from {read('diagnostics')} r join {read('documents')} d using (document_id) "
            f"where d.file_name = ? and severity <> 'info'", [name]).fetchall()
        told = sorted({code for (code,) in remarks if code not in FACTS})
        all_numbers = {abs(float(n.replace(",", ""))) for n in re.findall(r"\d[\d,]*\.?\d*", text)}
        alien = [value for value, is_marked in rows if value not in all_numbers and not is_marked]
        published = {value for value, _ in rows}
        wanted = {n for n in numbers(text) if n != int(n) or n >= 1000} - {2023.0, 2022.0}
        codes = {n for n in wanted if n == int(n) and len(str(int(n))) in (3, 5, 7) and str(int(n))[0] in "23"}
        missing = wanted - codes - published
        if len(alien) > len(published) / 2:
            alien = []  # the text names only what is remarkable
        if alien:
            verdict, wrong = f"silent-wrong {alien[:3]}", wrong + 1
        elif missing and not told:
            verdict, wrong = f"silent-lost {sorted(missing)[:3]}", wrong + 1
        elif missing or (not rows and told):
            verdict = f"told ({', '.join(told)})"
        else:
            verdict = "right" + (f" ({', '.join(told)})" if told else "")
        print(f"{name:40} {verdict}")
    return 1 if wrong else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
