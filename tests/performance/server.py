"""The house under gunicorn on a free port, for as long as the bench lasts."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import urlopen

PATIENCE = 60  # seconds


@contextmanager
def serve() -> Iterator[str]:
    with socket.socket() as ear:
        ear.bind(("127.0.0.1", 0))
        port = ear.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    options = ["--worker-class", "gthread", "--workers", "2", "--threads", "8", "--log-level", "error"]
    command = [sys.executable, "-m", "gunicorn", "lms.wsgi", "--bind", f"127.0.0.1:{port}", *options]
    server = subprocess.Popen(command, env=os.environ)
    try:
        _wait_for(f"{address}/floor/empty", server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError("gunicorn did not start")
        try:
            urlopen(address, timeout=5).close()  # noqa: S310 - our own address
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(address)
