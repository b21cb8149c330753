"""The mingxi command, as ``mingxi`` or ``python -m mingxi``."""

import sys

from . import _bounds, _native


def main() -> None:
    """Runs the command with the arguments of the process, and ends it."""
    sys.exit(_native.command(sys.argv[1:], _bounds.program()))


if __name__ == "__main__":
    main()
