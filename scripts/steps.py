"""Steps of a start: one word while they run, the time when they are done, the last line when they fail."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from obstacles import Obstacle, short

HOUSE = Path(__file__).resolve().parent.parent


def say(words: str, *, end: str = "\n") -> None:
    print(words, end=end, flush=True)


def step(title: str, *commands: Sequence[str], log: Path, environment: Mapping[str, str]) -> None:
    """Run commands side by side and wait for all. Raises ``Obstacle`` when one fails."""
    say(f"  {title} … ", end="")
    began = time.monotonic()
    failed = _run(commands, log=log, environment=environment)
    if failed is not None:
        say("failed")
        raise Obstacle(f"{title} failed: {_last_line(failed)} The whole story is in {short(failed)}.")
    say(f"{time.monotonic() - began:.0f} s")


def _run(commands: Sequence[Sequence[str]], *, log: Path, environment: Mapping[str, str]) -> Path | None:
    """The log of the first command that failed, or none."""
    with ExitStack() as closing:
        running = []
        for number, command in enumerate(commands):
            place = log.with_name(f"{log.stem}{number or ''}{log.suffix}")
            file = closing.enter_context(place.open("w", encoding="utf-8"))
            process = subprocess.Popen(
                list(command), cwd=HOUSE, env=dict(environment), stdout=file, stderr=subprocess.STDOUT
            )
            running.append((process, place))
        try:
            codes = [(process.wait(), place) for process, place in running]
        except BaseException:
            for process, _place in running:
                process.terminate()
                process.wait()
            raise
    return next((place for code, place in codes if code), None)


def _last_line(log: Path) -> str:
    lines = [
        line.strip()
        for line in log.read_text(encoding="utf-8", errors="replace").splitlines()
        if line.strip()
    ]
    return lines[-1].rstrip(".") + "." if lines else "it said nothing."


def complain(words: str) -> None:
    print(f"Krok: {words}", file=sys.stderr, flush=True)
