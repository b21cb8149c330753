"""How the processes that read are started, and what bounds them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TypedDict, Union

from . import _native
from ._errors import MingxiError, OptionError

PathLike = Union[str, "os.PathLike[str]"]


class Bounds(TypedDict):
    """What bounds the reading of a document."""

    command: list[str]
    timeout: int
    silence: int
    memory: int
    vocab: list[Path]


def program() -> list[str]:
    """What starts the mingxi command: this Python, told to run the launcher and nothing else."""
    if not sys.executable:
        raise MingxiError(
            "Python does not say where its program is (sys.executable is empty), so that no process can be started "
            "that reads; set sys.executable to a Python of this version",
            "worker",
        )
    launcher = Path(__file__).with_name("_launch.py")
    return [sys.executable, "-I", "-S", str(launcher), str(_native.__file__)]


def bounds(timeout: int, memory: int, silence: int, vocab: Iterable[PathLike]) -> Bounds:
    """The bounds, looked at before anything is started."""
    for name, value in (("timeout", timeout), ("memory", memory), ("silence", silence)):
        if not isinstance(value, int) or not 1 <= value < 1 << 40:
            raise OptionError(f"{name} must be a whole number from 1, not {value!r}", "option")
    if isinstance(vocab, (str, bytes, os.PathLike)):
        raise OptionError("vocab takes a list of files", "option")
    files = [Path(file) for file in vocab]
    return Bounds(command=program(), timeout=timeout, silence=silence, memory=memory, vocab=files)
