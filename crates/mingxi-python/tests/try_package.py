"""Tries the installed package: try_package.py ROOT, in a folder that may be written to. Every function is a test."""

import concurrent.futures
import decimal
import doctest
import gc
import glob
import os
import pathlib
import pickle
import pkgutil
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import warnings

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

import mingxi

ROOT = pathlib.Path(sys.argv[1]) if __name__ == "__main__" else None
LARGE = "单位：万元\n" + "项目\t合计\n" * 450_000


def corpus(pattern="*"):
    return sorted((ROOT / "corpus").glob(f"{pattern}/source.*"))


def raised(error_class, kind, call):
    """The error of a call; it is of the class and of the kind."""
    try:
        call()
    except error_class as error:
        assert error.kind == kind, (error.kind, str(error))
        return error
    raise AssertionError(f"no {error_class.__name__}")


def children():
    """Processes of this one."""
    found = []
    for path in glob.glob("/proc/[0-9]*/stat"):
        try:
            fields = pathlib.Path(path).read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == os.getpid() and fields[0] != "Z":
            found.append(int(path.split("/")[2]))
    return found


class Published:
    """A publication of the corpus, made once."""

    made = None

    def __new__(cls):
        if cls.made is None:
            cls.summary = mingxi.extract(corpus(), "corpus-out")
            cls.made = mingxi.open("corpus-out")
        return cls.made


def test_a_document_from_bytes_and_from_a_path():
    from_bytes = mingxi.read(mingxi.EXAMPLE, "预算.txt")
    path = pathlib.Path("预算.txt")
    path.write_bytes(mingxi.EXAMPLE)
    for document in (from_bytes, mingxi.read(path), mingxi.read(str(path)), mingxi.read(bytearray(mingxi.EXAMPLE))):
        assert document.document_id == from_bytes.document_id
        assert (document.agency_name, document.fiscal_year, document.stage) == ("石桥县水利局", 2024, "budget")
        flood = [item for item in document.line_items if item["code"] == "2130314"]
        assert [item["amount_yuan"] for item in flood] == [decimal.Decimal("240000.00")] * 2
        assert all(item["check_status"] == "verified" for item in flood)
    assert mingxi.read(path).facts["source_path"] == "预算.txt"


def test_tables_as_grids():
    document = mingxi.read(corpus("pdf-merged-heads")[0])
    for table in document.tables:
        covered = sum(cell["row_span"] * cell["col_span"] for cell in table.cells)
        assert covered == table.facts["row_count"] * table.facts["column_count"]
        assert len(table.header) == table.facts["column_count"]
        frame = table.to_pandas()
        assert frame.shape == (len(table.grid) - table.header_rows, len(table.header))
    assert any("/" in path for table in document.tables for path in table.header), "merged heads have paths"


def test_every_dataset_equals_its_parquet_to_the_last_digit():
    published = Published()
    names = published.keys()
    assert len(names) == 9
    decimals = nulls = 0
    for name in names:
        expected = pq.read_table(published.folder / name)
        dataset = published[name]
        assert len(dataset) == expected.num_rows
        table = pa.table(dataset)
        assert table.schema.names == expected.schema.names == dataset.columns
        assert table.to_pylist() == expected.to_pylist()
        assert table.schema.equals(expected.schema, check_metadata=False), name
        nulls += sum(column.null_count for column in table.columns)
        decimals += sum(pa.types.is_decimal(kind) for kind in table.schema.types)
        # Python values without any library.
        assert dataset.to_dict() == expected.to_pydict(), name
        # Polars, without pyarrow in between.
        assert dataset.to_polars().equals(pl.read_parquet(sorted((published.folder / name).glob("*.parquet")))), name
        assert pa.schema(dataset).names == dataset.columns
    assert decimals > 20 and nulls > 1000
    print(f"  {sum(len(published[name]) for name in names)} rows, {nulls} nulls", end="")


def test_pandas_has_exact_numbers_and_text_codes():
    published = Published()
    expected = pq.read_table(published.folder / "line_items").to_pydict()
    for backend in ("numpy", "pyarrow"):
        frame = published.line_items.to_pandas(dtype_backend=backend)
        for name in frame.columns:
            values = [None if pd.isna(value) else value for value in frame[name]]
            assert values == expected[name], (backend, name)
    frame = published.line_items.to_pandas()
    assert isinstance(frame.amount_yuan.dropna().iloc[0], decimal.Decimal)
    assert str(frame.fiscal_year.dtype) == "Int16" and str(frame.row.dtype) == "int32"
    assert "201" in set(frame.code.dropna()) and not any(isinstance(code, int) for code in frame.code)
    documents = published.documents.select("agency_name").to_pandas().agency_name.dropna()
    assert documents.str.contains("县").any()
    assert published.checks.to_pandas().terms.iloc[0][0].keys() == {"table_id", "row", "col", "coefficient"}


def test_duckdb_reads_rows_and_sums_exactly():
    published = Published()
    items = published.line_items
    files = f"{published.folder}/line_items/*.parquet"
    question = "select sum(amount_yuan), count(*), count(code), max(agency_name) from {} where table_kind <> 'other'"
    ours = duckdb.sql(question.format("items")).fetchall()
    assert ours == duckdb.sql(question.format(f"'{files}'")).fetchall()
    assert isinstance(ours[0][0], decimal.Decimal) and ours[0][0] > 0
    assert len(items) > 0


def test_a_document_has_the_rows_that_its_publication_has():
    published = Published()
    paths = {row["document_id"]: row["source_path"] for row in published.documents.select("document_id", "source_path")}
    files = [path for path in corpus("pdf-*") if str(path) in paths.values()][:4]
    assert len(files) == 4
    for path in files:
        document = mingxi.read(path)
        for name in set(published.keys()) - {"documents"}:
            table = pa.table(published[name])
            mine = table.filter(pa.compute.equal(table["document_id"], document.document_id))
            assert mine.to_pylist() == list(getattr(document, name) if name != "tables" else document._datasets[name])


def test_select_and_schema():
    items = Published().line_items
    some = items.select("amount_yuan", "code")
    assert some.columns == ["code", "amount_yuan"]
    assert pa.table(some).num_columns == 2
    error = raised(mingxi.OptionError, "option", lambda: items.select("cod"))
    assert "there is no column cod; there are document_id" in str(error)
    assert isinstance(error, ValueError)
    stage = next(column for column in items.schema if column.name == "stage")
    assert stage.values == ("budget", "final_accounts") and "决算" in stage.description


def test_errors_have_kinds():
    raised(mingxi.DocumentError, "empty", lambda: mingxi.read(b""))
    raised(mingxi.DocumentError, "not_a_document", lambda: mingxi.read(bytes(range(256)) * 20))
    gone = raised(mingxi.DocumentError, "unreadable", lambda: mingxi.read("nothing.pdf"))
    assert "there is no file of this name" in str(gone)
    raised(mingxi.DocumentError, "unreadable", lambda: mingxi.read("."))
    os.mkfifo("pipe.pdf")
    raised(mingxi.DocumentError, "unreadable", lambda: mingxi.read("pipe.pdf"))
    raised(mingxi.PublicationError, "no_publication", lambda: mingxi.open("nothing"))
    raised(mingxi.InputError, "no_input", lambda: mingxi.extract("nothing/*.pdf", "out"))
    raised(mingxi.InputError, "no_input", lambda: mingxi.extract([], "out"))
    for options in ({"jobs": 0}, {"keep": 1}, {"min_share": 2}, {"shard": (2, 2)}, {"timeout": 0}, {"timeout": 1.5}):
        raised(mingxi.OptionError, "option", lambda: mingxi.extract(".", "out", **options))
    pathlib.Path("bad.toml").write_text("nonsense")
    raised(mingxi.OptionError, "vocabulary", lambda: mingxi.extract(corpus("utf8-bom"), "out", vocab=["bad.toml"]))
    copied = pickle.loads(pickle.dumps(gone))
    assert (type(copied), str(copied), copied.kind) == (type(gone), str(gone), gone.kind)
    partial = [path for path in corpus("fail-*")]
    kinds = set()
    for path in partial:
        try:
            document = mingxi.read(path)
            kinds.add(document.error and document.error.kind)
        except mingxi.DocumentError as error:
            kinds.add(error.kind)
    assert {"encrypted", "empty", "truncated"} <= kinds, kinds


def test_a_hostile_document_costs_its_process_alone():
    large = LARGE.encode()
    error = raised(mingxi.DocumentError, "out_of_memory", lambda: mingxi.read(large, memory=400))
    assert "--memory" in str(error), error
    raised(mingxi.DocumentError, "timed_out", lambda: mingxi.read(large, timeout=1))
    assert mingxi.read(mingxi.EXAMPLE).status == "ok"
    assert children() == []


def test_a_worker_that_is_shot_costs_its_document_alone():
    def shoot():
        until = time.monotonic() + 30
        while time.monotonic() < until:
            for child in children():
                os.kill(child, signal.SIGSEGV)
                return
            time.sleep(0.01)

    thread = threading.Thread(target=shoot)
    thread.start()
    raised(mingxi.DocumentError, "crashed", lambda: mingxi.read(LARGE.encode()))
    thread.join()


def test_shared_hostile_files():
    shared = pathlib.Path(os.environ.get("MINGXI_SHARED", "/nothing"), "cases", "hostile")
    for path in sorted(shared.glob("*")):
        try:
            print(f"  {path.name}: {mingxi.read(path, timeout=20, memory=1024).status}", end="")
        except mingxi.DocumentError as error:
            print(f"  {path.name}: {error.kind}", end="")
    assert mingxi.read(mingxi.EXAMPLE).status == "ok"


def test_other_threads_run_while_one_reads():
    large = LARGE[: len(LARGE) // 8].encode()
    counted = 0
    is_over = threading.Event()

    def count():
        nonlocal counted
        while not is_over.is_set():
            counted += 1
            time.sleep(0.005)

    thread = threading.Thread(target=count)
    thread.start()
    start = time.monotonic()
    mingxi.read(large)
    took = time.monotonic() - start
    is_over.set()
    thread.join()
    # Half of the turns that an idle interpreter would have, however busy the machine.
    assert counted > took / 0.005 / 20, (counted, took)


def test_threads_read_side_by_side():
    files = corpus("pdf-*")[:6]
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        read = list(pool.map(lambda path: mingxi.read(path).document_id, files))
    assert len(set(read)) == 6


def test_pages_as_pictures():
    path = corpus("pdf-merged-heads")[0]
    document = mingxi.read(path)
    picture = document.page_png(1, dpi=100)
    assert picture.startswith(b"\x89PNG")
    width, height = (int.from_bytes(picture[start : start + 4], "big") for start in (16, 20))
    # A4 has 595 by 842 points.
    assert (width, height) == (826, 1169)
    assert mingxi.read(path.read_bytes()).page_png(1, dpi=100) == picture
    pathlib.Path("page.png").write_bytes(picture)
    error = raised(mingxi.PageError, "not_drawn", lambda: document.page_png(99))
    assert "the file has no page 99" in str(error)
    error = raised(mingxi.PageError, "not_drawn", lambda: document.page_png(1, dpi=5000))
    assert "there can be 1 to" in str(error)
    copy = pathlib.Path("copy.pdf")
    shutil.copy(path, copy)
    document = mingxi.read(copy)
    copy.write_bytes(b"%PDF-1.4")
    raised(mingxi.PageError, "changed", lambda: document.page_png(1))


def test_a_run_and_its_progress():
    seen = []
    summary = mingxi.extract(corpus("pdf-*"), "progress-out", progress=seen.append, jobs=2)
    assert summary.documents == seen[-1].done == seen[-1].total == sum(one.phase == "done" for one in seen)
    assert [seen[0].phase, seen[-1].phase] == ["found", "publishing"]
    assert str(summary) == summary.text and "documents" in summary.text
    assert summary.open().folder == pathlib.Path("progress-out/latest").resolve()
    again = mingxi.extract(corpus("pdf-*"), "progress-out")
    assert again.unchanged and again.kept == summary.documents and again.publication == summary.publication
    failing = mingxi.extract(corpus("fail-*"), "failing-out", progress=True)
    assert failing.failed == len(failing.problems) - failing.partial > 0
    assert {problem.kind for problem in failing.problems} >= {"encrypted", "empty"}


def test_a_busy_folder_says_so():
    folder = many_documents("for-busy", 60, 0)
    tried = []

    def nested(progress):
        if progress.phase == "done" and not tried:
            tried.append(raised(mingxi.BusyError, "busy", lambda: mingxi.extract(corpus("utf8-bom"), "busy-out")))

    mingxi.extract(folder, "busy-out", progress=nested, jobs=1)
    assert "another run of mingxi is writing" in str(tried[0])


def many_documents(folder, count, lines):
    folder = pathlib.Path(folder)
    folder.mkdir()
    for number in range(count):
        text = mingxi.EXAMPLE.decode().replace("石桥", f"石桥{number}")
        (folder / f"{number}.txt").write_text(text + "2130314\t防汛\t0\t\t\n" * lines, encoding="utf-8")
    return folder


def test_what_progress_raises_ends_the_run():
    folder = many_documents("many", 40, 0)
    before = mingxi.extract(corpus("utf8-bom"), "ended-out").publication

    def stop(progress):
        if progress.done == 3:
            raise RuntimeError("enough")

    try:
        mingxi.extract(folder, "ended-out", progress=stop, jobs=1)
    except RuntimeError as error:
        assert str(error) == "enough"
    else:
        raise AssertionError("nothing was raised")
    assert mingxi.open("ended-out").folder.name == before
    assert children() == []
    # What was read is kept.
    assert mingxi.extract(folder, "ended-out").kept >= 3


INTERRUPTED = """
import mingxi, sys
try:
    mingxi.extract("slow", "interrupted-out", jobs=2, progress=lambda step: print(step.phase, flush=True))
except KeyboardInterrupt:
    print("interrupted", flush=True)
    print(mingxi.open("interrupted-out").folder.name, flush=True)
"""


def test_ctrl_c_ends_a_run_and_leaves_the_old_publication():
    many_documents("slow", 400, 300)
    before = mingxi.extract(corpus("utf8-bom"), "interrupted-out").publication
    process = subprocess.Popen([sys.executable, "-c", INTERRUPTED], stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        if line == "done\n":
            break
    start = time.monotonic()
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=60)[0].split()
    took = time.monotonic() - start
    assert said[-2:] == ["interrupted", before], said
    assert process.returncode == 0
    assert took < 15, took
    print(f"  {took:.1f} s", end="")


def test_ctrl_c_ends_the_reading_of_one_document():
    pathlib.Path("large.txt").write_text(LARGE, encoding="utf-8")
    script = "import mingxi; print('begins', flush=True); mingxi.read('large.txt')"
    pipe = subprocess.PIPE
    process = subprocess.Popen([sys.executable, "-c", script], stdout=pipe, stderr=pipe, text=True)
    assert process.stdout.readline() == "begins\n"
    time.sleep(0.3)
    start = time.monotonic()
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=60)[1]
    assert said.splitlines()[-1] == "KeyboardInterrupt", said
    assert time.monotonic() - start < 15


def test_a_panel():
    folder = many_documents("panel", 3, 0)
    text = mingxi.EXAMPLE.decode()
    (folder / "2023.txt").write_text(text.replace("2024", "2023").replace("石桥", "石桥0").replace("24.00", "25.00"))
    publication = mingxi.extract(folder, "panel-out").open()
    asked = {"kind": "general_budget_expenditure", "measure": "total"}
    panel = publication.panel(**asked, code="2130314")
    assert list(panel.columns) == [2023, 2024] and panel.index.names == ["region_code", "agency_name"]
    names = [name for _, name in panel.index]
    assert names == ["石桥0县水利局", "石桥1县水利局", "石桥2县水利局"]
    first = panel.iloc[0].tolist()
    assert first == [decimal.Decimal("250000.00"), decimal.Decimal("240000.00")]
    assert panel.iloc[1].tolist() == [None, decimal.Decimal("240000.00")]
    totals = publication.panel(**asked)
    assert totals.iloc[1, 1] == decimal.Decimal("550000.00")
    status = publication.panel(**asked, value="check_status")
    assert status.iloc[0].tolist() == ["conflict", "verified"], status
    # Another document of the same agency and year that states another amount.
    (folder / "other.txt").write_text(text.replace("石桥", "石桥1").replace("55.00", "56.00").replace("31.00", "32.00"))
    publication = mingxi.extract(folder, "panel-out").open()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        totals = publication.panel(**asked)
    assert totals.iloc[1, 1] is None
    assert caught[0].category is mingxi.AmbiguousWarning and caught[0].filename == __file__
    assert "石桥1县水利局 2024: 550000.00, 560000.00" in str(caught[0].message), caught[0].message
    assert len(totals.attrs["ambiguous"]) == 1
    raised(mingxi.OptionError, "option", lambda: publication.panel(**asked, value="other"))


def test_the_command_comes_along():
    command = str(pathlib.Path(sys.executable).with_name("mingxi"))
    version = subprocess.run([command, "--version"], check=True, capture_output=True, text=True).stdout
    assert version.split()[-1] == mingxi.__version__, version
    ended = subprocess.run([command, "extract", *corpus("fail-*"), "-o", "command-out"], capture_output=True, text=True)
    assert ended.returncode == 1, ended.stderr
    assert len(mingxi.open("command-out").documents) > 3
    folder = Published().folder
    command = [sys.executable, "-m", "mingxi", "report", folder, "-o", "site", "--images", "all"]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert ended.returncode == 0 and pathlib.Path("site/index.html").is_file(), ended.stderr
    # Pages are drawn by processes of the command.
    assert " 0 pictures" not in ended.stdout and list(pathlib.Path("site/p").glob("*.png")), ended.stdout


def test_nothing_in_the_folder_is_imported_by_workers():
    with tempfile.TemporaryDirectory() as folder:
        for name in ("encodings", "os", "sitecustomize", "_native", "mingxi"):
            pathlib.Path(folder, f"{name}.py").write_text("raise SystemExit('imported from the working folder')")
        script = "import sys, mingxi, os; os.chdir(sys.argv[1]); print(mingxi.read(mingxi.EXAMPLE).status)"
        environment = {**os.environ, "PYTHONSTARTUP": "", "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(
            [sys.executable, "-c", script, folder], capture_output=True, text=True, env=environment
        )
        assert done.stdout == "ok\n", done.stderr


def test_streams_are_let_go():
    items = Published().line_items
    for _ in range(200):
        items.__arrow_c_stream__()
    gc.collect()
    files = len(os.listdir("/proc/self/fd"))
    for _ in range(50):
        pa.table(items.select("code"))
    assert len(os.listdir("/proc/self/fd")) <= files + 2


def test_examples_of_the_documentation():
    tried = 0
    for module in pkgutil.iter_modules(mingxi.__path__, "mingxi."):
        if module.name.split(".")[-1] in ("_native", "_launch", "__main__"):
            continue
        found = doctest.testmod(__import__(module.name, fromlist=["_"]))
        assert found.failed == 0
        tried += found.attempted
    found = doctest.testfile(str(ROOT / "docs" / "python.md"), module_relative=False)
    assert found.failed == 0
    tried += found.attempted
    assert tried > 30
    print(f"  {tried} examples", end="")


def main():
    assert ROOT not in pathlib.Path(mingxi.__file__).parents, "the installed package is tried, not its sources"
    asked = sys.argv[2:]
    tests = {name: test for name, test in globals().items() if name.startswith("test_")}
    for name, test in tests.items():
        if asked and not any(part in name for part in asked):
            continue
        start = time.monotonic()
        print(name.replace("_", " "), end="", flush=True)
        test()
        print(f"  ({time.monotonic() - start:.1f} s)", flush=True)


if __name__ == "__main__":
    main()
