#!/usr/bin/env bash
# Scores the program against the reference documents of MINGXI_SHARED and fails below the targets.
# Needs python3 with duckdb; says so and skips where they are missing.
set -euo pipefail
cd "$(dirname "$0")/.."
: "${MINGXI_SHARED:?set MINGXI_SHARED to the folder with seeds, rendered, gold and tools}"
if ! python3 -c 'import duckdb' 2>/dev/null && ! pip install --quiet duckdb 2>/dev/null; then
  echo "python3 with duckdb is missing; the shared documents are not scored" >&2
  exit 0
fi
out="$(mktemp -d)"
trap 'rm -rf "$out"' EXIT
cargo run --quiet -- extract "$MINGXI_SHARED/seeds" "$MINGXI_SHARED/rendered/*.docx" \
  "$MINGXI_SHARED/rendered/*.txt" "$MINGXI_SHARED/rendered/*.pdf" "$MINGXI_SHARED/real/budget" \
  "$MINGXI_SHARED/real/cities" "$MINGXI_SHARED/rendered-cities/*.docx" "$MINGXI_SHARED/rendered-cities/*.txt" \
  -o "$out" >/dev/null || [ $? -eq 1 ] # one of the files is a scan
python3 "$MINGXI_SHARED/tools/score.py" "$out/latest" "$MINGXI_SHARED/gold"
# The cells of the reference grids, with their spans, at their places.
python3 scripts/score_grids.py "$out/latest" "$MINGXI_SHARED/gold" --floor 99.9 --only '^[a-z]+_[0-9]+b[du]_'
python3 scripts/score_grids.py "$out/latest" "$MINGXI_SHARED/gold" --floor 96.5 | tail -1
python3 "$MINGXI_SHARED/tools/score.py" "$out/latest" "$MINGXI_SHARED/gold" --json | python3 -c '
import json, sys
rows = json.load(sys.stdin)
def pooled(name, select, floors, silent=0):
    part = [r for r in rows if select(r["file"])]
    total = lambda key: sum(r[key] for r in part)
    share = lambda a, b: 100.0 * a / b if b else 100.0
    got = (share(total("strict"), total("gold")), share(total("strict"), total("emitted")),
           share(total("ind"), total("gold_ind")), share(total("ind"), total("ind_emitted")))
    facts = all(all(r["meta_ok"]) for r in part)
    ok = bool(part) and (facts or name.startswith("city")) and total("silent") <= silent and all(g >= f for g, f in zip(got, floors))
    print("%-6s %s strict R %.2f P %.2f, indicators R %.2f P %.2f, silent %d, facts %s"
          % (name, "ok  " if ok else "FAIL", *got, total("silent"), facts))
    return ok
# 001 prints one indicator whose upper levels it leaves open; the gold leaves it out, so that the pooled
# precision of indicators stays at 99.19. Calc sheets and the real files have no target for indicators.
# A dump of a city has no cover that names its agency; a dump of cells may leave a head open that no sum tells.
def city(end):
    return lambda f: not f[0].isdigit() and not f.startswith("putuo") and f.endswith(end)
def pdf(*names):
    return lambda f: f.endswith(".pdf") and any(f.split(".")[1] == n for n in names)
good = [
    pooled("docx", lambda f: f[0].isdigit() and f.endswith(".docx"), (100, 100, 100, 99)),
    pooled("seeds", lambda f: f[0].isdigit() and "_" in f and f.endswith(".txt"), (98, 99, 98, 98)),
    pooled("dumps", lambda f: f[0].isdigit() and f.endswith((".tika.txt", ".tab.txt")), (98, 99, 98, 98)),
    pooled("pdf", pdf("lo", "rl_cid", "rl_ttf", "linear", "encrypted", "rotated", "chromium"), (99.5, 99.9, 99, 99)),
    pooled("calc", pdf("calc"), (98, 99.5, 0, 0)),
    pooled("three", pdf("rl_three_line"), (98, 99.5, 97, 97)),
    pooled("plain", pdf("rl_plain"), (96, 99, 95, 95)),
    pooled("citypdf", city(".pdf"), (99.5, 99.8, 99, 99), 1),
    pooled("cityword", city(".docx"), (99.5, 99.8, 99, 99), 1),
    pooled("citytab", city(".tab.txt"), (99.5, 99.5, 99, 99), 5),
    pooled("citytika", city(".tika.txt"), (98, 99, 99, 99), 20),
    pooled("real", lambda f: f.startswith("putuo"), (99.5, 99.9, 0, 0)),
]
sys.exit(0 if all(good) else 1)'
