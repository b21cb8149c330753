#!/usr/bin/env bash
# Generates 300 disclosures of 30 invented counties in 10 provincial styles, reads them, and compares what the
# queries in docs/queries say of the published Parquet with the generator's own answers.
# Needs python3 with duckdb; says so and skips where they are missing.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! python3 -c 'import duckdb' 2>/dev/null; then
  echo "python3 with duckdb is missing; the SQL questions are not asked" >&2
  exit 0
fi
work="${1:-$(mktemp -d)}"
[ "$#" -gt 0 ] || trap 'rm -rf "$work"' EXIT
cargo corpus questions --out "$work" --seed "${2:-1}"
cargo run --quiet --package mingxi -- extract "$work/documents" -o "$work/out" >"$work/summary.txt" 2>&1 || true
queries="$PWD/docs/queries"
cd "$work"
python3 - "$queries" <<'PYTHON'
import csv, glob, os, sys
import duckdb

wrong = 0
for path in sorted(glob.glob(os.path.join(sys.argv[1], "*.sql"))):
    name = os.path.basename(path)[:-4]
    said = [tuple("" if v is None else str(v) for v in row) for row in duckdb.sql(open(path).read()).fetchall()]
    with open(f"answers/{name}.csv") as answers:
        meant = [tuple(row) for row in csv.reader(answers)]
    missing, extra = sorted(set(meant) - set(said)), sorted(set(said) - set(meant))
    is_right = sorted(meant) == sorted(said)
    wrong += not is_right
    print(f"{'right' if is_right else 'WRONG'}  {name}: {len(meant)} answers, {len(missing)} missing, {len(extra)} other")
    for row in missing[:5]: print("    missing:", *row)
    for row in extra[:5]: print("    instead:", *row)
documents = duckdb.sql("select count(*), count(*) filter (status = 'ok') from 'out/latest/documents/*.parquet'").fetchall()
print("%d documents, %d ok" % documents[0])
sys.exit(1 if wrong else 0)
PYTHON
