"""The programs of the house: web, worker and beat, started together, watched together, stopped together."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from obstacles import Obstacle, short
from steps import HOUSE

PATIENCE_SECONDS = 10


class Children:
    """Each in a group of its own, so that Ctrl-C reaches this program alone, which then stops them all."""

    def __init__(self, *, logs: Path, environment: Mapping[str, str]) -> None:
        self.logs = logs
        self.environment = dict(environment)
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.errands: list[subprocess.Popen[bytes]] = []

    def start(self, name: str, command: Sequence[str]) -> None:
        """Start one that must run as long as the house is open."""
        self.running[name] = self._begin(name, command)

    def start_errand(self, name: str, command: Sequence[str]) -> None:
        """Start one that may end by itself."""
        self.errands.append(self._begin(name, command))

    def _begin(self, name: str, command: Sequence[str]) -> subprocess.Popen[bytes]:
        with (self.logs / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                list(command),
                cwd=HOUSE,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def check(self) -> None:
        """Raise ``Obstacle`` when one has died."""
        for name, child in self.running.items():
            if child.poll() is not None:
                log = short(self.logs / f"{name}.log")
                raise Obstacle(f"The {name} stopped by itself (code {child.returncode}). Why is in {log}.")

    def watch(self) -> None:
        """Look after them for ever."""
        while True:
            self.check()
            time.sleep(0.5)

    def stop(self) -> None:
        """Ask all to finish what they are doing; those that do not within some seconds are ended."""
        children = [*self.running.values(), *self.errands]
        for child in children:
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + PATIENCE_SECONDS
        for child in children:
            try:
                child.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
