"""The neutral site to which the quick exit of a house leads."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.journeys.house import House


class Elsewhere(ThreadingHTTPServer):
    """The neutral site, which remembers where its visitors said they came from."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Weather)
        self.referrers: list[str | None] = []
        self.sensitive: list[str] = []
        """A sensitive page of the house in each language."""
        self.address = f"http://127.0.0.1:{self.server_port}/"


class Weather(BaseHTTPRequestHandler):
    server: Elsewhere

    def do_GET(self) -> None:
        if self.path == "/":
            self.server.referrers.append(self.headers.get("Referer"))
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Weather</title><h1>Sunny</h1>")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """The test tells what matters."""


@contextmanager
def elsewhere_of(house: House) -> Iterator[Elsewhere]:
    """Stand where the house sends those who leave, until the story is told."""
    site = Elsewhere()
    threading.Thread(target=site.serve_forever, daemon=True).start()
    told = house.arrange("leave_for", address=site.address)
    site.sensitive = told["sensitive"]
    yield site
    house.arrange("leave_for", address=told["before"])
    site.shutdown()
    site.server_close()
