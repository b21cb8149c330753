"""The mingxi command as a process of its own: documents are read and pages drawn by it.

It is started by its path with ``python -I -S``, so that neither the folder in which a program runs nor the environment
decides what is imported, and it needs nothing but the native module, whose path is its first argument.
"""

import os
import sys
from importlib.machinery import ExtensionFileLoader
from importlib.util import module_from_spec, spec_from_loader


def main() -> None:
    native, *arguments = sys.argv[1:]
    loader = ExtensionFileLoader("_native", native)
    spec = spec_from_loader("_native", loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    code = module.command(arguments, [sys.executable, "-I", "-S", os.path.abspath(__file__), native])
    # A document that took too long still has its thread: nobody waits for it.
    os._exit(code)


if __name__ == "__main__":
    main()
