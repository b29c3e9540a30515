"""Prepare a machine for the tests: the environment from the lock, and what apt can add.

Run with any Python 3.11 or newer; needs nothing but the standard library.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import html_checker
from bootstrap import TO_TEST, ready_environment
from obstacles import Obstacle

NEEDED_BY_TESTS = {
    "chromium": ("chromium", "the browser stories"),
    "redis-server": ("redis-server", "the stories of the worker"),
    "pg_ctl": ("postgresql", "the suite on PostgreSQL"),
    "xgettext": ("gettext", "the check that every string is translated"),
    "java": ("default-jre-headless", "the check that every page is valid HTML"),
    "npm": ("npm", "fetching the HTML checker, and so the check that every page is valid HTML"),
}


def find_program(name: str) -> str | None:
    """The program's path; PostgreSQL's own are outside PATH on Debian."""
    found = shutil.which(name)
    if found or name != "pg_ctl":
        return found
    newest = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    return str(newest[-1]) if newest else None


def missing_programs() -> list[str]:
    missing = [name for name in NEEDED_BY_TESTS if find_program(name) is None]
    if html_checker.JAR.exists() and "npm" in missing:
        missing.remove("npm")
    return missing


def install_missing() -> None:
    """Ask apt for what is missing, where that is allowed, and npm for the HTML checker."""
    _ask_apt()
    html_checker.fetch()


def _ask_apt() -> None:
    packages = [NEEDED_BY_TESTS[name][0] for name in missing_programs()]
    if not packages or shutil.which("apt-get") is None or os.geteuid() != 0:
        return
    print(f"Installing {', '.join(packages)} with apt …", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], check=False, **quiet
    )


def say_what_is_missing() -> None:
    """Name what will be left out; in CI nothing may be."""
    missing = missing_programs()
    for name in missing:
        package, story = NEEDED_BY_TESTS[name]
        print(
            f"!! {name} is missing (apt install {package}): LEFT OUT: {story}.", file=sys.stderr, flush=True
        )
    if not html_checker.JAR.exists():
        missing.append("vnu")
        print("!! The HTML checker is missing: LEFT OUT: whether every page is valid HTML.", file=sys.stderr)
    if missing and os.environ.get("CI"):
        sys.exit("In CI nothing is left out.")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="krok-prepare-") as log:
        try:
            ready_environment(TO_TEST, log=Path(log), environment=os.environ)
        except Obstacle as obstacle:
            # The folder with the log is about to go.
            sys.exit("\n".join([str(obstacle), *(each.read_text() for each in Path(log).glob("*.log"))]))
    install_missing()
