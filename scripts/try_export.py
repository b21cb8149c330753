#!/usr/bin/env python3
"""Exports a publication and opens the files as people do: every value must be that of the Parquet files.

    scripts/try_export.py OUT [--table NAME ...] [--binary PATH] [--keep DIR]

Workbooks are opened by openpyxl and by LibreOffice (headless, every sheet as CSV), Stata files by pandas, CSV files by
Python's own reader. A number must be the double next to the exact one, and where that has more than 15 digits, the row's
`exact_numbers` must have all of them; text must be the same text, codes must be text, and nothing may be a formula. The
ready-made tables are compared with their CSV files, which have every digit. Ends with 1 where a value differs. Needs
pyarrow, pandas and openpyxl, and says so where they or LibreOffice are missing.
"""

import argparse
import csv
import decimal
import itertools
import math
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import warnings

ROOT = pathlib.Path(__file__).resolve().parent.parent
READY_MADE = ["agency_years", "agency_year_items", "agency_indicators", "agency_projects"]
# Every sheet as a file of its own, values and not what the formats show.
LIBREOFFICE_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false,false,false,-1"
# LibreOffice takes `_xa_` for a character, where the format has four digits and this program escapes them; it is not asked.
LIBREOFFICE_ESCAPE = re.compile("_x[0-9A-Fa-f]{1,3}_")
MOST_FAULTS = 20
csv.field_size_limit(1 << 30)

try:
    import openpyxl
    import pandas as pd
    import pyarrow.parquet as pq
    import pyarrow.types
    from openpyxl.utils.escape import unescape
except ImportError as missing:
    print(f"{missing.name} is not installed; exports are not tried here", file=sys.stderr)
    sys.exit(0)


def is_number(text):
    try:
        return decimal.Decimal(text).is_finite()
    except decimal.InvalidOperation:
        return False


class Tried:
    """Counts what was compared and keeps what differs."""

    def __init__(self):
        self.values, self.numbers, self.long, self.faults = 0, 0, 0, []

    def fault(self, text):
        if len(self.faults) < MOST_FAULTS:
            print("WRONG ", text)
        self.faults.append(text)

    def rows(self, what, headings, expected, found):
        """Rows of both sides, in order; a row that is found is a dictionary."""
        before = len(self.faults)
        count = 0
        for number, (wanted, row) in enumerate(itertools.zip_longest(expected, found), 1):
            if wanted is None or row is None:
                self.fault(f"{what}: row {number} is on one side only")
                return
            exact = row.get("exact_numbers") or ""
            for heading, value in zip(headings, wanted):
                if value is not Ellipsis:
                    self.value(f"{what}, row {number}, {heading}", heading, value, row.get(heading), exact)
            count += 1
        print(f"{'same ' if len(self.faults) == before else 'WRONG'}  {what}: {count} rows", flush=True)

    def value(self, where, heading, wanted, found, exact):
        self.values += 1
        if isinstance(found, float) and math.isnan(found):
            found = None
        if wanted is None or wanted == "":
            if found not in (None, ""):
                self.fault(f"{where}: {found!r} where nothing is published")
        elif isinstance(wanted, bool):
            if str(found).lower() not in (str(wanted).lower(), str(int(wanted)), str(float(wanted))):
                self.fault(f"{where}: {found!r} is not {wanted}")
        elif isinstance(wanted, (int, float, decimal.Decimal)):
            self.number(where, heading, wanted, found, exact)
        elif isinstance(found, (int, float)) and not isinstance(found, bool):
            # A ready-made table: what it wants comes from its CSV file, where all is text.
            self.number(where, heading, decimal.Decimal(wanted), found, exact)
        elif str(found) != wanted and not self.same_text(wanted, str(found)):
            self.fault(f"{where}: {found!r} is not {wanted!r}")

    def same_text(self, wanted, found):
        """Text that is another in the file on purpose, and numbers of two CSV files."""
        if "." in wanted and is_number(wanted) and is_number(found):
            self.numbers += 1
            return decimal.Decimal(wanted) == decimal.Decimal(found)
        # What a spreadsheet would compute stands behind an apostrophe in CSV files; what is too long for a cell is cut.
        return "'" in (wanted[0], found[0]) and wanted.removeprefix("'") == found.removeprefix("'") or (
            len(found) > 9000 and found.startswith(wanted[:9000]))

    def number(self, where, heading, wanted, found, exact):
        self.numbers += 1
        if isinstance(found, decimal.Decimal):
            if found != wanted:
                self.fault(f"{where}: {found} is not {wanted}")
            return
        try:
            # LibreOffice writes the first 15 digits of a place on a page; amounts have no more, or are told beside.
            near = isinstance(wanted, float) and isinstance(found, str) and math.isclose(float(found), wanted, rel_tol=1e-14)
            if float(found) != float(wanted) and not near:
                self.fault(f"{where}: {found!r} is not {wanted}")
        except (TypeError, ValueError):
            self.fault(f"{where}: {found!r} is no number")
        digits = len(decimal.Decimal(wanted).normalize().as_tuple().digits) if isinstance(wanted, decimal.Decimal) else 0
        if digits > 15:
            self.long += 1
            if f"{heading}={decimal.Decimal(wanted).normalize():f}" not in exact.split("; "):
                self.fault(f"{where}: {wanted} has {digits} digits, and exact_numbers says {exact!r}")


def published(out, dataset):
    """Columns of a dataset and its rows as Python values; Ellipsis for lists, which have no one form of text."""
    files = sorted((out / "latest" / dataset).glob("*.parquet"))
    names = [field.name for field in pq.read_schema(files[0]) if field.name != "amount_yuan_f64"]

    def rows():
        for path in files:
            for batch in pq.ParquetFile(path).iter_batches(20_000, columns=names):
                nested = [pyarrow.types.is_nested(field.type) for field in batch.schema]
                columns = [itertools.repeat(..., batch.num_rows) if skip else column.to_pylist()
                           for skip, column in zip(nested, batch.columns)]
                yield from zip(*columns)

    return names, rows


def from_csv(path):
    """Rows of a CSV file."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def from_csv_exact(path, numeric):
    """The same with exact numbers in the columns that have them."""
    for row in from_csv(path):
        yield {name: decimal.Decimal(text) if text and name in numeric else text for name, text in row.items()}


def from_workbook(path, table, tried):
    """Rows of a table that goes on in further sheets."""
    book = openpyxl.load_workbook(path, read_only=True)
    for sheet in book.worksheets:
        if sheet.title != table and not sheet.title.startswith(table + " "):
            continue
        cells = sheet.iter_rows()
        headings = [cell.value for cell in next(cells)]
        for row in cells:
            if any(cell.data_type == "f" for cell in row):
                tried.fault(f"{path.name}, {sheet.title}: a formula")
            # Inline text is handed on as the format escapes it: _x005F_ for a _ before what looks like an escape.
            values = (unescape(cell.value) if isinstance(cell.value, str) else cell.value for cell in row)
            yield dict(itertools.zip_longest(headings, values))


def from_stata(path):
    """Rows of a Stata file, listed values by their labels."""
    # Labels are read a part at a time, of which each knows its own.
    warnings.filterwarnings("ignore", category=pd.errors.CategoricalConversionWarning)
    with pd.read_stata(path, chunksize=20_000) as reader:
        for frame in reader:
            names = list(frame.columns)
            for row in zip(*(frame[name].astype(object) for name in names)):
                yield dict(zip(names, (None if value is pd.NaT else value for value in row)))


def libreoffice(book, work):
    """The sheets of a workbook as LibreOffice reads it."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    folder = work / "libreoffice"
    subprocess.run([program, f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to", LIBREOFFICE_CSV,
                    "--outdir", folder, book], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return folder


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--table", action="append", help="only these tables")
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "target" / "debug" / "mingxi")
    parser.add_argument("--keep", type=pathlib.Path, help="leave the files here")
    asked = parser.parse_args()
    tried = Tried()
    with tempfile.TemporaryDirectory(prefix="mingxi-export-") as work:
        work = pathlib.Path(work)
        folder = asked.keep or work / "export"
        command = [asked.binary.resolve(), "export", asked.out, "-o", folder, "--to", "xlsx,csv,dta"]
        command += [part for name in asked.table or [] for part in ("--table", name)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        for path in sorted(folder.glob("*.csv")):
            compare(asked.out, folder, path.stem, tried, work)
    print(f"{tried.values} values, {tried.numbers} of them numbers, {tried.long} with more than 15 digits; {len(tried.faults)} differ")
    return 1 if tried.faults else 0


def compare(out, folder, table, tried, work):
    book = folder / ("overview.xlsx" if table in READY_MADE else f"{table}.xlsx")
    if table in READY_MADE:
        with open(folder / f"{table}.csv", encoding="utf-8", newline="") as file:
            names = next(csv.reader(file))
        expected = lambda: (tuple(row.values()) for row in from_csv(folder / f"{table}.csv"))  # noqa: E731
    else:
        names, expected = published(out, table)
        schema = pq.read_schema(next((out / "latest" / table).glob("*.parquet")))
        numeric = {field.name for field in schema if pyarrow.types.is_decimal(field.type) or pyarrow.types.is_integer(field.type)}
        tried.rows(f"{table}.csv", names, expected(), from_csv_exact(folder / f"{table}.csv", numeric))
    tried.rows(f"{table} in {book.name}, openpyxl", names, expected(), from_workbook(book, table, tried))
    tried.rows(f"{table}.dta, pandas", names, expected(), from_stata(folder / f"{table}.dta"))
    sheets = libreoffice(book, work)
    if sheets is None:
        print("LibreOffice is missing; workbooks are not opened by it", file=sys.stderr)
        return
    found = sorted(sheets.glob(f"{book.stem}-{table}*.csv"), key=lambda path: (len(path.name), path.name))
    found = [path for path in found if path.stem == f"{book.stem}-{table}" or path.stem.startswith(f"{book.stem}-{table} ")]
    skip = lambda value: ... if isinstance(value, str) and LIBREOFFICE_ESCAPE.search(value) else value  # noqa: E731
    wanted = (tuple(map(skip, row)) for row in expected())
    tried.rows(f"{table} in {book.name}, LibreOffice", names, wanted, itertools.chain.from_iterable(map(from_csv, found)))


if __name__ == "__main__":
    sys.exit(main())
