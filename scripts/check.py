"""What `make lint`, `make test` and `make bench` do, step by step, with the time each took."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import servers
from prepare import find_program, install_missing, say_what_is_missing
from steps import HOUSE

BIN = HOUSE / ".venv" / "bin"
PYTHON = str(BIN / "python")
ROOMS = ["lms", "cms", "courses", "sessions", "attendance"]


@dataclass(frozen=True)
class Step:
    """One command, told by name."""

    title: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, **options: Any) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, **self.environment}
        return subprocess.run(self.command, cwd=HOUSE, env=environment, check=False, text=True, **options)


def step(title: str, *command: str, **environment: str) -> None:
    """Run one step; the first that fails ends the whole."""
    print(f"── {title}", flush=True)
    began = time.monotonic()
    if Step(title, command, environment).run().returncode:
        sys.exit(f"✗ {title} failed.")
    print(f"   {time.monotonic() - began:.0f} s", flush=True)


def side_by_side(*steps: Step) -> None:
    """Run steps that need nothing of each other, two at a time; what each said stands under its name."""
    failed = []
    with ThreadPoolExecutor(max_workers=2) as hands:
        running = [
            (each, hands.submit(each.run, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)) for each in steps
        ]
        for each, done in running:
            said = done.result()
            print(f"── {each.title}\n{said.stdout}", end="", flush=True)
            if said.returncode:
                failed.append(each.title)
    if failed:
        sys.exit(f"✗ {', '.join(failed)} failed.")


def templates() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "templates"], cwd=HOUSE, check=True, capture_output=True, text=True
    )
    return [name for name in listed.stdout.splitlines() if name.endswith(".html")]


def lint() -> None:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="krok-lint-") as var:
        settings = {"KROK_VAR": var, "DJANGO_SETTINGS_MODULE": "lms.settings.test"}
        manage = (PYTHON, "manage.py")
        djade = (str(BIN / "djade"), "--check", "--target-version", "5.2", *templates())
        side_by_side(
            Step("types", (str(BIN / "mypy"), *ROOMS), settings),
            Step("ruff: rules", (str(BIN / "ruff"), "check", ".")),
            Step("ruff: format", (str(BIN / "ruff"), "format", "--check", ".")),
            Step("templates: format", djade),
            Step("imports run one way", (str(BIN / "lint-imports"), "--no-cache")),
            Step("migrations are complete", (*manage, "makemigrations", "--check", "--dry-run"), settings),
            Step("translations are complete", (PYTHON, "scripts/translations.py"), settings),
            Step("no address or path of a machine", (PYTHON, "scripts/addresses.py")),
        )
    print(f"   {time.monotonic() - began:.0f} s", flush=True)


def run_suite(*arguments: str) -> None:
    """The suite on SQLite, then on PostgreSQL with Redis and Chromium, as far as they are there."""
    pytest = [
        str(BIN / "pytest"),
        "-q",
        "-n",
        "2",
        "--dist",
        "loadgroup",
        "--no-loadscope-reorder",
        *arguments,
    ]
    with ExitStack() as house:
        var = house.enter_context(tempfile.TemporaryDirectory(prefix="krok-test-"))
        on_sqlite = {"KROK_VAR": var}
        on_postgres = {"KROK_VAR": var}
        if find_program("redis-server"):
            on_postgres["KROK_TEST_REDIS"] = house.enter_context(servers.redis())
        if find_program("pg_ctl"):
            on_postgres["DATABASE_URL"] = house.enter_context(servers.postgres())
        step("translations", PYTHON, "scripts/translations.py", "--compile", **on_sqlite)
        lay_tables(on_sqlite, on_postgres)
        has_chromium = find_program("chromium") is not None
        if has_chromium:
            furnish_house(on_postgres)
        step("the suite on SQLite", *pytest, "-m", "not browser", **on_sqlite)
        if "DATABASE_URL" in on_postgres:
            chosen = "not once" if has_chromium else "not once and not browser"
            step("the suite on PostgreSQL", *pytest, "-m", chosen, **on_postgres)
        elif has_chromium:
            step("the browser's stories on SQLite", *pytest, "-m", "browser", **on_postgres)


def lay_tables(on_sqlite: dict[str, str], on_postgres: dict[str, str]) -> None:
    """Migrate once for each kind of database; whoever tests starts from a copy of that."""
    began = time.monotonic()
    migrate = (PYTHON, "manage.py", "migrate", "--verbosity", "0")
    settings = {"DJANGO_SETTINGS_MODULE": "lms.settings.test"}
    for environment in (on_sqlite, on_postgres):
        environment["KROK_TEST_LAID"] = str(Path(environment["KROK_VAR"]) / "krok.sqlite3")
    steps = [Step("tables on SQLite", migrate, {**settings, **on_sqlite})]
    if server := on_postgres.get("DATABASE_URL"):
        on_postgres["KROK_TEST_LAID"] = servers.new_database(server, "krok_laid")
        laid = {"DATABASE_URL": f"{server.rpartition('/')[0]}/krok_laid"}
        steps.append(Step("tables on PostgreSQL", migrate, {**settings, **on_postgres, **laid}))
    side_by_side(*steps)
    print(f"   {time.monotonic() - began:.0f} s", flush=True)


def furnish_house(environment: dict[str, str]) -> None:
    """Load the demonstration once; every house of the browser's stories begins as a copy of it."""
    began = time.monotonic()
    var = Path(environment["KROK_VAR"]) / "furnished"
    var.mkdir()
    environment["KROK_TEST_FURNISHED"] = str(var)
    settings = {"DJANGO_SETTINGS_MODULE": "lms.settings.development", "KROK_DEMO": "1", "KROK_VAR": str(var)}
    if server := environment.get("DATABASE_URL"):
        name = servers.new_database(server, "krok_furnished", like=environment["KROK_TEST_LAID"])
        settings["DATABASE_URL"] = f"{server.rpartition('/')[0]}/{name}"
    else:
        shutil.copy(environment["KROK_TEST_LAID"], var / "krok.sqlite3")
    side_by_side(
        Step("the demonstration", (PYTHON, "manage.py", "seed_demo"), settings),
        Step("static files", (PYTHON, "manage.py", "collectstatic", "--noinput", "-v", "0"), settings),
    )
    print(f"   {time.monotonic() - began:.0f} s", flush=True)


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
