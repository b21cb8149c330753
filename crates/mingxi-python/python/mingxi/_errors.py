"""What can go wrong, in the sentences that the command prints."""

from __future__ import annotations


class MingxiError(Exception):
    """The base of all errors of this package.

    ``kind`` is a stable name for programs, the text of the exception a sentence for people.

    >>> import mingxi
    >>> try:
    ...     mingxi.read(b"")
    ... except mingxi.MingxiError as error:
    ...     print(type(error).__name__, error.kind)
    DocumentError empty
    """

    def __init__(self, message: str, kind: str) -> None:
        super().__init__(message)
        self.kind = kind

    def __reduce__(self) -> tuple[type[MingxiError], tuple[str, str]]:
        return type(self), (str(self), self.kind)


class DocumentError(MingxiError):
    """Nothing of a document could be read.

    ``kind`` is one of the ``error_kind`` of the documents dataset: ``empty``, ``not_a_document``,
    ``unsupported_format``, ``encrypted``, ``truncated``, ``corrupt``, ``limit_exceeded``, ``timed_out``, ``crashed``,
    ``out_of_memory``, ``unreadable``, ``needs_ocr``, ``internal``.
    """


class PageError(MingxiError):
    """A page could not be drawn: ``not_drawn``, or ``changed`` where the file is not the one that was read."""


class InputError(MingxiError):
    """The inputs of a run name not one file (``no_input``)."""


class OptionError(MingxiError, ValueError):
    """An argument that cannot be: ``option``, or ``vocabulary`` for a mistake in a vocabulary file."""


class PublicationError(MingxiError):
    """There is no publication (``no_publication``), or a file of it cannot be read (``unreadable``)."""


class OutputError(MingxiError):
    """A publication could not be written; the one before is untouched.

    ``kind`` is ``no_space``, ``io``, ``not_a_folder``, ``foreign_latest`` or another of the engine's names.
    """


class BusyError(OutputError):
    """Another run writes into the output folder (``busy``); try again later."""


class TooFewError(OutputError):
    """Less of the last publication was there than ``min_share`` asks for (``too_few``); nothing was published."""


class AmbiguousWarning(UserWarning):
    """Cells of a panel for which the documents state several amounts, or rows that have no place in it."""
