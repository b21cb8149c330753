"""A publication as a Dagster asset, with what the run tells of itself. MINGXI, DOWNLOADS and OUT may be set."""
import json
import os
import subprocess
from pathlib import Path

import dagster as dg

MINGXI = os.environ.get("MINGXI", "mingxi")
DOWNLOADS = os.environ.get("DOWNLOADS", "/data/downloads")
OUT = os.environ.get("OUT", "/data/out")


@dg.asset(retry_policy=dg.RetryPolicy(max_retries=3, delay=600))
def disclosures(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    command = [MINGXI, "extract", DOWNLOADS, "-o", OUT, "--min-share", "0.8", "--fail-on", "nothing"]
    run = subprocess.run(command, capture_output=True, text=True)
    context.log.info(run.stdout)
    if run.returncode == 1:
        raise dg.Failure(run.stderr, allow_retries=False)
    if run.returncode != 0:
        raise dg.Failure(run.stderr)
    report = json.loads((Path(OUT) / "latest/run.json").read_text())
    changes = report["changes"] or {}
    return dg.MaterializeResult(
        metadata={
            "publication": report["publication"],
            "documents": report["documents"]["total"],
            "failed": report["documents"]["failed"],
            "broken_checks": report["checks"]["broken"],
            "seconds": report["seconds"]["total"],
            "changed": {kind: changes[kind]["count"] for kind in ("new", "changed", "gone") if kind in changes},
        }
    )


@dg.asset_check(asset=disclosures)
def most_were_read() -> dg.AssetCheckResult:
    documents = json.loads((Path(OUT) / "latest/run.json").read_text())["documents"]
    return dg.AssetCheckResult(passed=documents["failed"] * 20 <= documents["total"], metadata={"documents": documents})


nightly = dg.ScheduleDefinition(job=dg.define_asset_job("nightly", "disclosures"), cron_schedule="30 2 * * *")
defs = dg.Definitions(assets=[disclosures], asset_checks=[most_were_read], schedules=[nightly])
