"""A line between a browser and the house that can be cut and mended, so that also service workers feel it."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

AT_ONCE = 65_536


class Line:
    """Forwards connections to the house. Cut, it refuses new ones and drops those that were open."""

    def __init__(self, port_of_the_house: int) -> None:
        self._house = ("127.0.0.1", port_of_the_house)
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._ear: socket.socket | None = None
        self.port = 0
        self.mend()
        self.address = f"http://127.0.0.1:{self.port}"

    def mend(self) -> None:
        ear = socket.create_server(("127.0.0.1", self.port), backlog=64)
        self.port = ear.getsockname()[1]
        self._ear = ear
        threading.Thread(target=self._listen, args=(ear,), daemon=True).start()

    def cut(self) -> None:
        ear, self._ear = self._ear, None
        with self._lock:
            sockets = [*self._open]
            self._open.clear()
        for one in [ear, *sockets]:
            if one is not None:
                _hang_up(one)

    def _listen(self, ear: socket.socket) -> None:
        while True:
            try:
                browser, _address = ear.accept()
                house = socket.create_connection(self._house)
            except OSError:
                return
            with self._lock:
                if self._ear is not ear:
                    _hang_up(browser)
                    _hang_up(house)
                    return
                self._open |= {browser, house}
            for here, there in ((browser, house), (house, browser)):
                threading.Thread(target=self._carry, args=(here, there), daemon=True).start()

    def _carry(self, here: socket.socket, there: socket.socket) -> None:
        with suppress(OSError):
            while said := here.recv(AT_ONCE):
                there.sendall(said)
        for one in (here, there):
            with self._lock:
                self._open.discard(one)
            _hang_up(one)


def _hang_up(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    with suppress(OSError):
        one.close()


@contextmanager
def line_to(port: int) -> Iterator[Line]:
    line = Line(port)
    try:
        yield line
    finally:
        line.cut()
