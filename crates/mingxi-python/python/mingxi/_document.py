"""One document."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Optional, Union

from . import _native
from ._bounds import Bounds, PathLike, bounds
from ._dataset import Dataset, of_rows
from ._errors import DocumentError, OptionError
from ._table import Table


def read(
    source: Union[PathLike, bytes],
    name: Optional[str] = None,
    *,
    timeout: int = 120,
    memory: int = 4096,
    silence: int = 30,
    vocab: Iterable[PathLike] = (),
) -> Document:
    """Reads one document (PDF, Word, Excel, OFD, web page or text dump) in a process of its own.

    Whatever the document does, it does to that process: this one goes on, with an exception that says what happened.

    >>> import mingxi
    >>> document = mingxi.read(mingxi.EXAMPLE, "预算.txt")
    >>> document.agency_name, document.fiscal_year, document.stage
    ('石桥县水利局', 2024, 'budget')
    >>> document.status, len(document.tables), len(document.checks) > 0
    ('ok', 1, True)

    Args:
        source: The path of its file, or its bytes.
        name: Its file name, if not that of the path. It serves where the document does not say its agency or year.
        timeout: Seconds that it may take.
        memory: Mebibytes of memory that it may take (Linux).
        silence: Seconds after which a process that gives no sign of life is given up.
        vocab: Further vocabularies (TOML files) over the built-in one.

    Raises:
        DocumentError: Nothing of it could be read; ``kind`` says why.
        OptionError: An argument that cannot be.
    """
    limits = bounds(timeout, memory, silence, vocab)
    if isinstance(source, (bytes, bytearray, memoryview)):
        content: Union[bytes, Path] = bytes(source)
    elif isinstance(source, (str, os.PathLike)):
        content = Path(source)
    else:
        raise OptionError(f"read takes a path or bytes, not {type(source).__name__}", "option")
    return Document(_native.read(content, name, limits), content, limits)


class Document:
    """A document that was read: what it states, and what proves it.

    Its datasets are those of a publication with its rows alone, see :class:`Dataset`.

    >>> import mingxi
    >>> document = mingxi.read(mingxi.EXAMPLE)
    >>> document.facts["region_name"], document.facts["format"]
    (None, 'txt')
    >>> sorted({check["outcome"] for check in document.checks})
    ['holds', 'unverifiable']
    """

    def __init__(
        self, rows: dict[str, _native.Rows], source: Union[bytes, Path], limits: Bounds
    ) -> None:
        self._datasets = of_rows(rows)
        self._source = source
        self._bounds = limits

    @cached_property
    def facts(self) -> Mapping[str, Any]:
        """Its row of the ``documents`` dataset: agency, region, year, stage, format, counts ..."""
        return next(iter(self.documents))

    @property
    def document_id(self) -> str:
        """The SHA-256 of its bytes (文件标识)."""
        return str(self.facts["document_id"])

    @property
    def status(self) -> str:
        """``ok``, or ``partial`` where something is missing: see :attr:`error`."""
        return str(self.facts["status"])

    @property
    def error(self) -> Optional[DocumentError]:
        """Why it was read only in part; ``None`` if nothing is missing."""
        if self.facts["error_kind"] is None:
            return None
        return DocumentError(self.facts["error_message"], self.facts["error_kind"])

    @property
    def agency_name(self) -> Optional[str]:
        """The agency that discloses (公开单位)."""
        return self._text("agency_name")

    @property
    def region_code(self) -> Optional[str]:
        """The division code of its region (行政区划代码)."""
        return self._text("region_code")

    @property
    def fiscal_year(self) -> Optional[int]:
        """The year that it is about (预算年度)."""
        year = self.facts["fiscal_year"]
        return None if year is None else int(year)

    @property
    def stage(self) -> Optional[str]:
        """``budget`` (预算) or ``final_accounts`` (决算)."""
        return self._text("stage")

    @cached_property
    def tables(self) -> list[Table]:
        """Its tables in reading order; ``table.number`` counts from 1."""
        cells: dict[int, list[dict[str, Any]]] = {}
        items: dict[int, list[dict[str, Any]]] = {}
        for rows, by_table in ((self.cells, cells), (self.line_items, items)):
            for row in rows:
                by_table.setdefault(row["table_id"], []).append(row)
        tables = self._datasets["tables"]
        return [Table(row, cells.get(row["table_id"], []), items.get(row["table_id"], [])) for row in tables]

    @property
    def documents(self) -> Dataset:
        """Its row about itself."""
        return self._datasets["documents"]

    @property
    def cells(self) -> Dataset:
        """Every cell of every table."""
        return self._datasets["cells"]

    @property
    def line_items(self) -> Dataset:
        """Every number of its fiscal tables (收支条目)."""
        return self._datasets["line_items"]

    @property
    def indicators(self) -> Dataset:
        """Its performance indicators (绩效指标)."""
        return self._datasets["indicators"]

    @property
    def projects(self) -> Dataset:
        """Its projects (项目)."""
        return self._datasets["projects"]

    @property
    def statements(self) -> Dataset:
        """Amounts that its prose states."""
        return self._datasets["statements"]

    @property
    def checks(self) -> Dataset:
        """Accounting identities (勾稽关系) with their numbers."""
        return self._datasets["checks"]

    @property
    def diagnostics(self) -> Dataset:
        """What a person should know about how it was read."""
        return self._datasets["diagnostics"]

    def page_png(self, page: int, dpi: int = 144) -> bytes:
        """A page of a PDF file as it is printed, as a PNG file, drawn by a process of its own.

        Boxes of cells are in points from the top left: times ``dpi / 72`` they are pixels.

        >>> import mingxi
        >>> try:
        ...     mingxi.read(mingxi.EXAMPLE).page_png(1)
        ... except mingxi.PageError as error:
        ...     print(error)
        a txt file has no pages that could be drawn

        Args:
            page: Its number, from 1.
            dpi: Pixels an inch.

        Raises:
            PageError: There is no such page, it cannot be drawn so large, or the file has changed.
            DocumentError: The page ended the process that drew it, or took too long.
        """
        for name, value in (("page", page), ("dpi", dpi)):
            if not isinstance(value, int) or not 0 <= value < 1 << 32:
                raise OptionError(f"{name} must be a whole number, not {value!r}", "option")
        return _native.page_png(self._source, self.document_id, page, dpi, self._bounds)

    def _text(self, column: str) -> Optional[str]:
        value = self.facts[column]
        return None if value is None else str(value)

    def __repr__(self) -> str:
        what = f"{self.agency_name} {self.fiscal_year} {self.stage}"
        return f"<mingxi.Document {self.facts['file_name']!r}: {what}, {self.status}>"
