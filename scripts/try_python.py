#!/usr/bin/env python3
"""Builds the Python wheel with maturin, installs it into a fresh venv and tries it there as a user would.

try_python.py              with maturin and the libraries (pandas, polars, duckdb, pyarrow, mypy) of this Python;
                           says so and skips where one is missing
try_python.py --install    gets them from PyPI into the fresh venv
try_python.py --wheel W    tries a wheel that is there already
The wheel is built in the development profile, in the project's target folder, where only crates are compiled that are
not there; `maturin build --release` makes the one for people.
"""
import argparse
import importlib.util
import os
import pathlib
import subprocess
import sys
import sysconfig
import tempfile
import venv

ROOT = pathlib.Path(__file__).resolve().parent.parent
CRATE = ROOT / "crates" / "mingxi-python"
LIBRARIES = ["pandas", "polars", "duckdb", "pyarrow", "mypy"]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--install", action="store_true")
    arguments.add_argument("--wheel", type=pathlib.Path)
    arguments = arguments.parse_args()
    needed = LIBRARIES if arguments.wheel else [*LIBRARIES, "maturin"]
    missing = [name for name in needed if importlib.util.find_spec(name) is None]
    if missing and not arguments.install:
        print(f"{', '.join(missing)} not installed; the Python package is not tried here (see --install)", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory(prefix="mingxi-python-") as work:
        work = pathlib.Path(work)
        python = make_venv(work / "venv", arguments.install)
        wheel = arguments.wheel or build(python if arguments.install else sys.executable, python, work / "dist")
        run(python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--ignore-installed", "--disable-pip-version-check", wheel)
        size = wheel.stat().st_size / 1e6
        print(f"{wheel.name}: {size:.1f} MB", flush=True)
        types(python, work)
        # Not in the crate's folder: the installed package is meant, not its sources.
        run(python, CRATE / "tests" / "try_package.py", ROOT, cwd=work)
    print("the Python package: ok")


def make_venv(folder, install):
    """A venv that has the libraries: its own, or those of this Python."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    if install:
        run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *LIBRARIES, "maturin", "pandas-stubs")
    else:
        script = "import sysconfig; print(sysconfig.get_path('purelib'))"
        site = subprocess.run([python, "-c", script], check=True, capture_output=True, text=True).stdout.strip()
        (pathlib.Path(site) / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def build(with_maturin, python, dist):
    command = [with_maturin, "-m", "maturin", "build", "--quiet", "--profile", "dev", "--locked"]
    command += ["--manifest-path", CRATE / "Cargo.toml", "--target-dir", ROOT / "target", "--out", dist]
    run(*command, "--interpreter", python)
    (wheel,) = dist.glob("mingxi-*.whl")
    return wheel


def types(python, work):
    """The package and a sample of its use, as strictly as mypy can."""
    config = work / "mypy.ini"
    config.write_text("[mypy]\nstrict = True\n[mypy-pyarrow.*]\nignore_missing_imports = True\n")
    sample = CRATE / "tests" / "sample.py"
    run(python, "-m", "mypy", "--config-file", config, "--package", "mingxi", cwd=work)
    run(python, "-m", "mypy", "--config-file", config, sample, cwd=work)


def run(*command, cwd=None):
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    subprocess.run([str(part) for part in command], check=True, cwd=cwd, env=environment)


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"{' '.join(error.cmd[:4])} ... ended with {error.returncode}")
