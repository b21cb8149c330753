#!/usr/bin/env python3
r"""Validates a publication with frictionless: its description, and its rows on a CSV export.

usage: scripts/validate_package.py OUT [--rows N]

frictionless reads Parquet through pandas, which has no exact integers beside nulls and no lists; so the rows are
exported to CSV (lists as JSON, null as \N) under the same schemas, and types, constraints, primary and foreign keys
are checked there. At most N rows of a dataset are exported (all by default; foreign keys need all). Exit 1 on an error.
Needs pyarrow and frictionless; says so and skips where they are missing.
"""
import argparse
import collections
import csv
import json
import sys
import tempfile
from pathlib import Path


# An empty text is a value: a cell may be blank.
NULL = r"\N"


def text(value):
    """A value as CSV has it."""
    if value is None:
        return NULL
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def export(resource, latest, folder, limit):
    """Writes a dataset as CSV; its description for that file."""
    import pyarrow.parquet as pq

    path = folder / f"{resource['name']}.csv"
    count = 0
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(field["name"] for field in resource["schema"]["fields"])
        for batch in pq.ParquetFile(latest / resource["path"]).iter_batches():
            for row in batch.to_pylist():
                if limit and count >= limit:
                    break
                writer.writerow(text(value) for value in row.values())
                count += 1
    described = {key: resource[key] for key in ("name", "title", "description", "schema", "encoding")}
    described["schema"] = {**described["schema"], "missingValues": [NULL]}
    return {**described, "type": "table", "path": path.name, "format": "csv", "mediatype": "text/csv"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("--rows", type=int, default=0)
    arguments = parser.parse_args()
    try:
        import frictionless
        import pyarrow  # noqa: F401
    except ImportError as error:
        print(f"{error.name} is not installed; the publication is not validated", file=sys.stderr)
        return 0
    latest = (Path(arguments.out) / "latest").resolve()
    package = json.loads((latest / "datapackage.json").read_text())
    csv.field_size_limit(1 << 30)
    found = collections.Counter()
    with tempfile.TemporaryDirectory(prefix="mingxi-package-") as place:
        folder = Path(place)
        resources = [export(resource, latest, folder, arguments.rows) for resource in package["resources"]]
        (folder / "datapackage.json").write_text(json.dumps({**package, "resources": resources}, ensure_ascii=False))
        original = frictionless.Package.metadata_validate(package)
        for error in original:
            found["datapackage.json", error.type, error.message] += 1
        report = frictionless.validate(str(folder / "datapackage.json"))
        for error in report.errors:
            found["datapackage.json", error.type, error.message] += 1
        for task in report.tasks:
            print(f"{task.name}: {task.stats.get('rows', 0)} rows, {task.stats.get('errors', 0)} errors", flush=True)
            for error in task.errors:
                found[task.name, error.type, getattr(error, "field_name", "") or error.message[:160]] += 1
    for (name, kind, what), count in found.most_common(20):
        print(f"  {count} x {name}: {kind}: {what}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
