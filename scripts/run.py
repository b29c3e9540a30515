"""`make run`: everything from a bare machine to a running house, and back to silence on Ctrl-C.

Needs nothing but Python 3.11 and its standard library. Everything is written below `KROK_VAR` (`var/`).
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, NoReturn

from bootstrap import PYTHON, TO_RUN, ready_environment
from children import Children
from obstacles import Obstacle, free_port, short, sound_database, writable_folder
from steps import HOUSE, complain, say, step

START_SECONDS = 60
ROOMS = ("lms", "cms", "courses", "sessions", "attendance")


def main() -> int:
    began = time.monotonic()
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGHUP, _interrupt)
    try:
        var = Path(os.environ.get("KROK_VAR") or HOUSE / "var").absolute()
        port = free_port(os.environ.get("PORT") or "8000")
        with writable_folder(var):
            sound_database(var / "krok.sqlite3")
            environment = environment_for(var, port)
            is_first = prepare(var, environment)
            run(var, port, environment, began, is_first=is_first)
    except Obstacle as obstacle:
        complain(str(obstacle))
        return 1
    except OSError as refusal:
        complain(f"{refusal.strerror}: {refusal.filename}")
        return 1
    except KeyboardInterrupt:
        say("\nKrok has stopped.")
    return 0


def environment_for(var: Path, port: int) -> dict[str, str]:
    given = {
        "KROK_DEMO": "1",
        "KROK_ADDRESS": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "lms.settings.development",
    }
    return {**given, **os.environ, "KROK_VAR": str(var), "PYTHONUNBUFFERED": "1"}


def prepare(var: Path, environment: dict[str, str]) -> bool:
    """Do again what has changed since the last start; a plain second start finds nothing to do.

    True when this was the first start.
    """
    manage = [str(PYTHON), "manage.py"]
    log = var / "log"
    notes = var / "prepared.json"
    done = _read(notes)
    own_database = "DATABASE_URL" not in environment
    if own_database and not (var / "krok.sqlite3").exists():
        done = {}
    if not done:
        say("Krok: the first start takes a minute or two.")
    ready_environment(TO_RUN, log=log, environment=environment)

    words = _fingerprint("locale/*/LC_MESSAGES/*.po")
    if done.get("words") != words or not _compiled():
        compile_words = [str(PYTHON), "scripts/translations.py", "--compile"]
        step("Compiling translations", compile_words, log=log / "translations.log", environment=environment)
    tables = _fingerprint(
        "requirements.lock", "*/migrations/*.py", "lms/*/migrations/*.py", "*/translation.py"
    )
    files = _fingerprint("requirements.lock", "lms/settings/base.py", "lms/web/storage.py", "**/static/**/*")
    index = _fingerprint("cms/search/*.py", "lms/people/names.py")
    commands = []
    if done.get("tables") != tables or not own_database:
        commands.append([*manage, "migrate", "--verbosity=0", "--skip-checks"])
    if done.get("files") != files or not (var / "static").exists():
        commands.append([*manage, "collectstatic", "--verbosity=0", "--no-input", "--clear", "--skip-checks"])
    if done and done.get("index") != index:
        commands.append([*manage, "update_index", "--verbosity=0", "--skip-checks"])
    if commands:
        step(
            "Preparing the database and the files",
            *commands,
            log=log / "prepare.log",
            environment=environment,
        )
    if environment["KROK_DEMO"] == "1" and (not done.get("seeded") or not own_database):
        seed = [*manage, "seed_demo", "--skip-checks"]
        step("Writing the demonstration", seed, log=log / "demonstration.log", environment=environment)
    notes.write_text(
        json.dumps({"words": words, "tables": tables, "files": files, "index": index, "seeded": True}),
        encoding="utf-8",
    )
    return not done


def run(var: Path, port: int, environment: dict[str, str], began: float, *, is_first: bool) -> None:
    children = Children(logs=var / "log", environment=environment)
    try:
        children.start("web", web_command(port))
        _wait_until_open(port, children)
        for name, command in background_commands(var).items():
            children.start(name, command)
        is_demo = environment["KROK_DEMO"] == "1"
        welcome(var, port, seconds=time.monotonic() - began, is_demo=is_demo)
        if is_demo and not is_first:
            children.start_errand("refresh", [str(PYTHON), "manage.py", "refresh_demo", "--skip-checks"])
        children.watch()
    finally:
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        children.stop()


def web_command(port: int) -> list[str]:
    """Loaded once, then forked. There is no access log: addresses of passes and codes stand in no file."""
    return [
        *[
            str(PYTHON),
            "-m",
            "gunicorn",
            "lms.wsgi",
            "--bind",
            f"127.0.0.1:{port}",
            "--worker-class",
            "gthread",
        ],
        *["--workers", os.environ.get("WEB_CONCURRENCY", "2"), "--threads", "8", "--preload"],
        *["--log-level", "warning", "--graceful-timeout", "5", "--no-control-socket"],
    ]


def background_commands(var: Path) -> dict[str, list[str]]:
    celery = [str(PYTHON), "-m", "celery", "-A", "lms", "--quiet", "--skip-checks"]
    worker = ["worker", "--pool", "threads", "--concurrency", "2", "--loglevel", "WARNING"]
    beat = ["beat", "--loglevel", "WARNING", "--schedule", str(var / "beat-schedule"), "--pidfile="]
    return {
        "worker": [*celery, *worker, "--without-gossip", "--without-mingle", "--without-heartbeat"],
        "beat": [*celery, *beat],
    }


def welcome(var: Path, port: int, *, seconds: float, is_demo: bool) -> None:
    address = f"http://127.0.0.1:{port}/"
    say(f"\nKrok is open: {address}")
    if is_demo:
        say(f"Come in as anyone, and read the messages that would have been sent: {address}demo/")
    say(f"Data and logs are in {short(var)}. Ctrl-C stops everything. (Ready in {seconds:.0f} s.)")


def _wait_until_open(port: int, children: Children) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        children.check()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise Obstacle(f"The web server did not answer within {START_SECONDS} s. Its log is in var/log/web.log.")


def _fingerprint(*patterns: str) -> str:
    """One sum over the named files of the house: changes when any of them does."""
    total = hashlib.sha256()
    for pattern in patterns:
        for file in sorted(HOUSE.glob(pattern)):
            if (
                file.is_file()
                and ".venv" not in file.parts
                and "var" not in file.relative_to(HOUSE).parts[:1]
            ):
                total.update(f"{file.relative_to(HOUSE)}\0".encode() + file.read_bytes())
    return total.hexdigest()


def _compiled() -> bool:
    return all(
        catalogue.with_suffix(".mo").exists() for catalogue in HOUSE.glob("locale/*/LC_MESSAGES/django*.po")
    )


def _read(notes: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(notes.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def _interrupt(*_ignored: Any) -> NoReturn:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
