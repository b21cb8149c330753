"""A whole run: many documents, one publication."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Optional, TextIO, Union

from . import _native
from ._bounds import PathLike, bounds
from ._errors import InputError
from ._publication import Publication


@dataclass(frozen=True)
class Progress:
    """What a run tells while it works."""

    phase: str
    """``found`` (reading begins, or more was found inside of documents), ``done`` (a document), ``publishing``."""
    done: int
    """Documents that are done."""
    total: int
    """Documents that were found."""
    path: Optional[str] = None
    """The document that is done."""
    status: Optional[str] = None
    """``ok``, ``partial`` or ``failed``."""
    kind: Optional[str] = None
    """Why it is not ``ok``, from the closed list."""
    message: Optional[str] = None
    """The same in a sentence."""


@dataclass(frozen=True)
class Problem:
    """A document that was not read in full."""

    path: str
    status: str
    kind: str
    message: str


@dataclass(frozen=True)
class Summary:
    """What a run came to. ``print(summary)`` prints what the command prints."""

    ok: int
    """Documents that were read in full."""
    partial: int
    """Documents that were read in part."""
    failed: int
    """Documents of which nothing was read; they have their rows in ``documents`` all the same."""
    kept: int
    """Documents whose results an earlier run had kept."""
    problems: tuple[Problem, ...]
    """Every document that is not ``ok``, and why."""
    tables: Mapping[str, int]
    """Number of tables by kind."""
    line_items: int
    """Number of line items, and of those below what the identities say of them."""
    verified: int
    repaired: int
    conflict: int
    unverified: int
    checks_hold: int
    """Accounting identities that hold, are broken, or could not be evaluated."""
    checks_broken: int
    checks_unverifiable: int
    out: Path
    """The output folder."""
    publication: str
    """The name of the publication that ``out/latest`` names."""
    unchanged: bool
    """Whether it is the one before, because nothing is new."""
    seconds: float
    """How long the run took."""
    text: str
    """All of it as the command prints it."""

    @property
    def documents(self) -> int:
        """All documents."""
        return self.ok + self.partial + self.failed

    def open(self) -> Publication:
        """Opens the publication."""
        return Publication(self.out)

    def __str__(self) -> str:
        return self.text


def extract(
    inputs: Union[PathLike, Iterable[PathLike]],
    out: PathLike,
    *,
    jobs: Optional[int] = None,
    timeout: int = 120,
    memory: int = 4096,
    silence: int = 30,
    progress: Union[bool, None, Callable[[Progress], object]] = None,
    vocab: Iterable[PathLike] = (),
    follow_links: bool = False,
    cache: bool = True,
    retry_failed: bool = False,
    keep: int = 3,
    min_share: Optional[float] = None,
    shard: Optional[tuple[int, int]] = None,
) -> Summary:
    """Reads files, folders and patterns, and publishes the datasets in ``out/latest`` in one step.

    The options are those of ``mingxi extract``. Documents that fail do not end the run: see ``summary.problems``.
    Ctrl-C ends it within seconds with ``KeyboardInterrupt``; then what was published before is as it was, and what was
    read is kept for the next run.

    >>> import mingxi, pathlib, tempfile
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "预算.txt").write_bytes(mingxi.EXAMPLE)
    >>> summary = mingxi.extract(folder, folder / "out", jobs=1)
    >>> summary.ok, summary.failed, summary.line_items, summary.verified
    (1, 0, 7, 7)
    >>> summary.open().line_items
    <mingxi.Dataset line_items: 7 rows>

    Args:
        inputs: A path or pattern, or several.
        out: The folder that gets ``latest``.
        jobs: Documents that are read at the same time; one per core if ``None``.
        timeout: Seconds that a document may take.
        memory: Mebibytes that a document may take (Linux).
        silence: Seconds after which a process that gives no sign of life is given up.
        progress: ``True`` for a line on stderr, or a function that is called with a :class:`Progress`. What it raises
            ends the run as Ctrl-C does.
        vocab: Further vocabularies (TOML files) over the built-in one.
        follow_links: Whether links that lead out of an input folder are followed.
        cache: Whether results of earlier runs are used, and kept for later ones.
        retry_failed: Whether documents are tried again that crashed, timed out or took too much memory.
        keep: How many publications stay, at least 2.
        min_share: The part of the last publication's documents, from 0 to 1, that must be there again.
        shard: ``(index, count)``: only this part of the inputs, for runs on several machines.

    Raises:
        InputError: The inputs name not one file.
        BusyError: Another run writes into the folder.
        TooFewError: Less than ``min_share`` was there.
        OutputError: The datasets could not be written.
    """
    limits = bounds(timeout, memory, silence, vocab)
    listed = [inputs] if isinstance(inputs, (str, os.PathLike)) else list(inputs)
    if not listed:
        raise InputError("no input was named; name files, folders or patterns that exist", "no_input")
    request = {
        "inputs": [Path(path) for path in listed],
        "out": Path(out),
        "jobs": jobs,
        "follow_links": follow_links,
        "shard": shard,
        "cache": cache,
        "retry_failed": retry_failed,
        "keep": keep,
        "min_share": min_share,
    }
    line = _Line(sys.stderr) if progress is True else None
    tell = line if line is not None else progress if callable(progress) else None
    try:
        told, text = _native.extract(request, limits, _Counting(tell) if tell is not None else None)
    finally:
        if line is not None:
            line.end()
    return _summary(json.loads(told), text, Path(out))


class _Counting:
    """Counts the documents of a run for the function that is told of it."""

    def __init__(self, tell: Callable[[Progress], object]) -> None:
        self._tell = tell
        self._done = 0
        self._total = 0

    def __call__(
        self,
        phase: str,
        path: Optional[str],
        status: Optional[str],
        kind: Optional[str],
        message: Optional[str],
        total: Optional[int],
    ) -> None:
        if total is not None:
            self._total = total
        self._done += phase == "done"
        self._tell(Progress(phase, self._done, self._total, path, status, kind, message))


class _Line:
    """A line that says how far a run is, and one for each document that is not ok."""

    def __init__(self, to: TextIO) -> None:
        self._to = to
        self._shown = 0.0
        self._is_open = False

    def __call__(self, progress: Progress) -> None:
        if progress.message is not None:
            self._clear()
            print(f"{_plain(progress.path)}: {progress.kind}: {_plain(progress.message)}", file=self._to)
        is_last = progress.phase == "publishing" or progress.done == progress.total
        if is_last or time.monotonic() - self._shown > 0.1:
            self._shown = time.monotonic()
            what = "  writing" if progress.phase == "publishing" else ""
            self._clear()
            self._to.write(f"{progress.done}/{progress.total} documents{what}")
            self._to.flush()
            self._is_open = True

    def _clear(self) -> None:
        if self._is_open:
            self._to.write("\r" + " " * 60 + "\r")
            self._is_open = False

    def end(self) -> None:
        """Leaves the line behind."""
        if self._is_open:
            self._to.write("\n")
            self._to.flush()


def _plain(text: Optional[str]) -> str:
    """A text of a document or of its path without what steers a terminal."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text or "")


def _summary(told: dict[str, Any], text: str, out: Path) -> Summary:
    documents, items, checks = told["documents"], told["line_items"], told["checks"]
    problems = [
        Problem(one["source_path"], one["status"], one["error_kind"], one["error_message"])
        for one in told["problems"]
    ]
    return Summary(
        ok=documents["ok"],
        partial=documents["partial"],
        failed=documents["failed"],
        kept=documents["kept"],
        problems=tuple(problems),
        tables=told["tables"]["by_kind"],
        line_items=items["total"],
        verified=items["verified"],
        repaired=items["repaired"],
        conflict=items["conflict"],
        unverified=items["unverified"],
        checks_hold=checks["holds"],
        checks_broken=checks["broken"],
        checks_unverifiable=checks["unverifiable"],
        out=out,
        publication=told["publication"]["name"],
        unchanged=told["publication"]["unchanged"],
        seconds=told["elapsed_seconds"],
        text=text,
    )
