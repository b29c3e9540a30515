"""The environment: `.venv` with exactly what a lock names; renewed when the lock changes."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from obstacles import Obstacle
from steps import HOUSE, step

VENV = HOUSE / ".venv"
PYTHON = VENV / "bin" / "python"
TO_RUN = HOUSE / "requirements.lock"
TO_TEST = HOUSE / "requirements-dev.lock"
OLDEST_PYTHON = (3, 11)


def ready_environment(lock: Path, *, log: Path, environment: Mapping[str, str]) -> None:
    """Make or renew `.venv`. Nothing to do takes no time."""
    installed = VENV / f".{lock.stem}"
    if sys.version_info < OLDEST_PYTHON:
        raise Obstacle(f"Krok needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if _works() and installed.exists() and installed.read_text(encoding="utf-8") == wanted:
        return
    if not _works():
        _make(log=log, environment=environment)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    exactly = ["--require-hashes", "--no-deps", "--no-compile", "-r", str(lock)]
    step("Installing packages", [*pip, *exactly], log=log / "install.log", environment=environment)
    installed.write_text(wanted, encoding="utf-8")


def _works() -> bool:
    """Whether `.venv` is there and its Python still is (an update of the system may have taken it away)."""
    if not PYTHON.exists():
        return False
    return (
        subprocess.run([str(PYTHON), "-m", "pip", "--version"], capture_output=True, check=False).returncode
        == 0
    )


def _make(*, log: Path, environment: Mapping[str, str]) -> None:
    make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    try:
        step("Making .venv", make, log=log / "venv.log", environment=environment)
    except Obstacle as failure:
        shutil.rmtree(VENV, ignore_errors=True)
        raise Obstacle(f"{failure} On Debian and Ubuntu it needs: apt install python3-venv") from failure
