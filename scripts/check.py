"""What `make lint`, `make test` and `make bench` do, step by step, with the time each took."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack

import servers
from prepare import find_program, install_missing, say_what_is_missing
from steps import HOUSE

BIN = HOUSE / ".venv" / "bin"
PYTHON = str(BIN / "python")
ROOMS = ["lms", "cms", "courses", "sessions", "attendance"]


def step(title: str, *command: str, **environment: str) -> None:
    """Run one step; the first that fails ends the whole."""
    print(f"── {title}", flush=True)
    began = time.monotonic()
    done = subprocess.run(command, cwd=HOUSE, env={**os.environ, **environment}, check=False)
    if done.returncode:
        sys.exit(f"✗ {title} failed.")
    print(f"   {time.monotonic() - began:.0f} s", flush=True)


def templates() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "templates"], cwd=HOUSE, check=True, capture_output=True, text=True
    )
    return [name for name in listed.stdout.splitlines() if name.endswith(".html")]


def lint() -> None:
    with tempfile.TemporaryDirectory(prefix="krok-lint-") as var:
        settings = {"KROK_VAR": var, "DJANGO_SETTINGS_MODULE": "lms.settings.test"}
        step("ruff: rules", str(BIN / "ruff"), "check", ".")
        step("ruff: format", str(BIN / "ruff"), "format", "--check", ".")
        step("templates: format", str(BIN / "djade"), "--check", "--target-version", "5.2", *templates())
        step("imports run one way", str(BIN / "lint-imports"), "--no-cache")
        step("types", str(BIN / "mypy"), *ROOMS, **settings)
        step(
            "migrations are complete",
            PYTHON,
            "manage.py",
            "makemigrations",
            "--check",
            "--dry-run",
            **settings,
        )
        step("translations are complete", PYTHON, "scripts/translations.py", **settings)
        step("no address or path of a machine", PYTHON, "scripts/addresses.py")


def run_suite(*arguments: str) -> None:
    """The suite on SQLite, then on PostgreSQL with Redis and Chromium, as far as they are there."""
    pytest = [str(BIN / "pytest"), "-q", "-n", "2", "--dist", "loadgroup", *arguments]
    with ExitStack() as house:
        var = house.enter_context(tempfile.TemporaryDirectory(prefix="krok-test-"))
        step("translations", PYTHON, "scripts/translations.py", "--compile", KROK_VAR=var)
        step("the suite on SQLite", *pytest, "-m", "not browser", KROK_VAR=var)
        environment = {"KROK_VAR": var}
        has_chromium = find_program("chromium") is not None
        if find_program("redis-server"):
            environment["KROK_TEST_REDIS"] = house.enter_context(servers.redis())
        if find_program("pg_ctl"):
            environment["DATABASE_URL"] = house.enter_context(servers.postgres())
            chosen = "not once" if has_chromium else "not once and not browser"
            step("the suite on PostgreSQL", *pytest, "-m", chosen, **environment)
        elif has_chromium:
            step("the browser's stories on SQLite", *pytest, "-m", "browser", **environment)


def bench(*arguments: str) -> None:
    with ExitStack() as house:
        var = house.enter_context(tempfile.TemporaryDirectory(prefix="krok-bench-"))
        environment = {"KROK_VAR": var}
        if find_program("pg_ctl"):
            environment["DATABASE_URL"] = house.enter_context(servers.postgres())
        step("bench", PYTHON, "-m", "tests.performance.bench", *arguments, **environment)


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    install_missing()
    if what != "lint":
        say_what_is_missing()
    {"lint": lint, "test": run_suite, "bench": bench}[what](*rest)
