"""Requests on loopback, bounded in number, and what they took."""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Ask:
    """One request."""

    path: str
    method: str = "GET"
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    expects: int = 200
    leads_to: str = ""
    """How the address ends to which the answer must lead."""


@dataclass
class Figures:
    """What a round of requests took. Times in milliseconds."""

    name: str
    seconds: float
    times: list[float]
    queries: set[int]
    statuses: dict[int, int]
    size: int

    @property
    def throughput(self) -> float:
        return len(self.times) / self.seconds

    @property
    def p50(self) -> float:
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.times, n=20)[-1] if len(self.times) > 1 else self.times[0]


def measure(name: str, address: str, asks: Sequence[Ask], *, at_once: int = 4) -> Figures:
    """Send every request once over ``at_once`` kept connections. Raises when one is answered otherwise."""
    times: list[float] = []
    queries: set[int] = set()
    statuses: dict[int, int] = {}
    sizes: list[int] = []
    wrong: list[str] = []
    lock = threading.Lock()
    waiting = iter(list(asks))
    host = urlsplit(address).netloc
    starting = threading.Barrier(at_once + 1)

    def worker() -> None:
        connection = http.client.HTTPConnection(host, timeout=120)
        starting.wait()
        while True:
            with lock:
                ask = next(waiting, None)
            if ask is None:
                break
            began = time.perf_counter()
            connection.request(ask.method, ask.path, ask.body or None, ask.headers)
            answer = connection.getresponse()
            body = answer.read()
            took = (time.perf_counter() - began) * 1000
            with lock:
                times.append(took)
                statuses[answer.status] = statuses.get(answer.status, 0) + 1
                queries.add(int(answer.headers.get("X-Queries", -1)))
                sizes.append(len(body))
                led_to = answer.headers.get("Location", "")
                if answer.status != ask.expects or not led_to.endswith(ask.leads_to):
                    wrong.append(f"{ask.method} {ask.path}: {answer.status} {led_to} {body[:200]!r}")
        connection.close()

    threads = [threading.Thread(target=worker, daemon=True) for _ in range(at_once)]
    for thread in threads:
        thread.start()
    starting.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    if wrong:
        raise RuntimeError(f"{name}: {len(wrong)} answered otherwise, the first: {wrong[0]}")
    return Figures(name, seconds, times, queries, statuses, max(sizes))
