"""The real house for the stories: its own folder and database, a web server and a worker, gone at the end."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
QUEUES = "default,messages,documents,imports"
REDIS_OF_THE_STORIES = 11
"""The first of the numbers that houses take in Redis: the other worker's takes the next."""
LOOK_AGAIN_AFTER = 0.1
HELPING_HAND = "import django; django.setup(); from tests.journeys.arrange import main; main()"


IN_THE_HOUSE = pytest.mark.browser
"""The mark of every story here. Whoever runs several at once opens a house for each hand."""


class NotInTime(AssertionError):
    """What a story waited for did not come."""


def eventually(look: Callable[[], Any], *, within: float = 30, what: str = "") -> Any:
    """What ``look`` finds, as soon as it finds something."""
    deadline = time.monotonic() + within
    pause = threading.Event()
    while not (found := look()):
        if time.monotonic() > deadline:
            raise NotInTime(f"{what or look} did not come within {within:.0f} s")
        pause.wait(LOOK_AGAIN_AFTER)
    return found


class House:
    """Addresses, logs and a helping hand inside."""

    def __init__(self, var: Path, database: str) -> None:
        self.var = var
        with socket.socket() as ear:
            ear.bind(("127.0.0.1", 0))
            self.port = ear.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.logs = var / "logs"
        self.logs.mkdir(parents=True)
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PYTEST")},
            "DJANGO_SETTINGS_MODULE": "lms.settings.development",
            "KROK_ADDRESS": self.address,
            "KROK_DEMO": "1",
            "KROK_VAR": str(var),
            "DATABASE_URL": database,
            "PYTHONUNBUFFERED": "1",
        }
        if redis := os.environ.get("KROK_TEST_REDIS"):
            worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
            number = REDIS_OF_THE_STORIES + int(worker)
            self.environment["REDIS_URL"] = f"{redis.rpartition('/')[0]}/{number}"
        self._asking = threading.Lock()

    # --- its life ------------------------------------------------------------------------------

    @contextmanager
    def open(self) -> Iterator[House]:
        with ExitStack() as running:
            if not is_furnished():
                self._furnish()
            hand = [sys.executable, "-c", HELPING_HAND]
            self._hand = running.enter_context(self._started("arrange", *hand, talks=True))
            self.arrange("bring_up_to_date")
            web = [str(BIN / "gunicorn"), "lms.wsgi", "--bind", f"127.0.0.1:{self.port}", "--threads", "8"]
            web += ["--graceful-timeout", "2", "--worker-tmp-dir", str(self.var), "--no-control-socket"]
            running.enter_context(self._started("web", *web))
            work = [sys.executable, "-m", "celery", "-A", "lms", "worker", "--pool", "solo", "-Q", QUEUES]
            running.enter_context(
                self._started("worker", *work, "-l", "INFO", "--without-mingle", "--without-gossip")
            )
            eventually(self._is_ready, within=60, what="readiness")
            yield self

    def _furnish(self) -> None:
        self._done("translations", sys.executable, "scripts/translations.py", "--compile")
        with self._started("collectstatic", *self._manage("collectstatic")) as static:
            self._done("migrate", *self._manage("migrate"))
            self._done("seed_demo", *self._manage("seed_demo", quiet=False))
            if static.wait(timeout=180):
                raise RuntimeError(f"collectstatic failed:\n{self.log('collectstatic')}")

    def _manage(self, verb: str, *, quiet: bool = True) -> list[str]:
        options = ["--verbosity", "0"] if quiet else []
        return [sys.executable, "manage.py", verb, *(["--noinput"] if quiet else []), *options]

    def _done(self, name: str, *command: str) -> None:
        with self._started(name, *command) as step:
            if step.wait(timeout=300):
                raise RuntimeError(f"{name} failed:\n{self.log(name)}")

    @contextmanager
    def _started(self, name: str, *command: str, talks: bool = False) -> Iterator[subprocess.Popen[str]]:
        """A process in a group of its own, so that it ends with all it started."""
        with (self.logs / f"{name}.log").open("w") as log:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.PIPE if talks else subprocess.DEVNULL,
                stdout=subprocess.PIPE if talks else log,
                stderr=log,
                text=True,
                start_new_session=True,
            )
            try:
                yield process
            finally:
                _end(process)

    def _is_ready(self) -> bool:
        asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            asking.request("GET", "/readyz")
            return asking.getresponse().status == 200
        except (ConnectionError, TimeoutError):
            return False
        finally:
            asking.close()

    # --- what stories ask of it ------------------------------------------------------------------

    def arrange(self, verb: str, **facts: Any) -> Any:
        """Let ``tests.journeys.arrange`` do something inside the house, and give its answer."""
        with self._asking:
            print(json.dumps({"verb": verb, **facts}), file=self._hand.stdin, flush=True)
            answer = self._hand.stdout.readline()
        if not answer:
            raise RuntimeError(f"arrange ended:\n{self.log('arrange')}")
        told = json.loads(answer)
        if "error" in told:
            raise RuntimeError(f"arrange {verb}: {told['error']}")
        return told["answer"]

    def log(self, name: str, *, since: int = 0) -> str:
        file = self.logs / f"{name}.log"
        return file.read_text(errors="replace")[since:] if file.exists() else ""

    def said_so_far(self) -> dict[str, int]:
        return {name: len(self.log(name)) for name in ("web", "worker", "arrange")}


def _end(process: subprocess.Popen[str]) -> None:
    for farewell in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is not None:
            break
        os.killpg(process.pid, farewell)
        try:
            process.wait(timeout=8)
        except subprocess.TimeoutExpired:
            continue
    for pipe in filter(None, (process.stdin, process.stdout)):
        pipe.close()


def is_furnished() -> bool:
    """Whether somebody has loaded the demonstration for us to begin with (``scripts/check.py``)."""
    return "KROK_TEST_FURNISHED" in os.environ


@contextmanager
def own_database(var: Path) -> Iterator[str]:
    """The address of a database: beside the one that the environment names, else the file in ``var``.

    Where the house is furnished it begins as a copy of that one, else empty.
    """
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield f"sqlite:///{var / 'krok.sqlite3'}"
        return
    name = f"krok_journeys_{os.getpid()}"
    with psycopg.connect(given, autocommit=True) as server:
        begins_as = "krok_furnished" if is_furnished() else "template1"
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{begins_as}"')
        try:
            yield f"{given.rpartition('/')[0]}/{name}"
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def open_house(folder: Path) -> Iterator[House]:
    if is_furnished():
        shutil.copytree(os.environ["KROK_TEST_FURNISHED"], folder, dirs_exist_ok=True)
    try:
        with own_database(folder) as database, House(folder, database).open() as house:
            yield house
    finally:
        shutil.rmtree(folder, ignore_errors=True)
