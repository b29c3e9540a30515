"""What can stand in the way of a start, each said in one line with what to do about it."""

from __future__ import annotations

import errno
import fcntl
import os
import socket
import sqlite3
from pathlib import Path
from typing import IO


class Obstacle(Exception):
    """One line for the person at the keyboard."""


def free_port(written: str) -> int:
    """The port that was asked for, if it is a number and nobody listens there."""
    if not written.isdigit() or not 0 < int(written) < 65536:
        raise Obstacle(f"PORT must be a number from 1 to 65535, and it is “{written}”.")
    port = int(written)
    with socket.socket() as ear:
        ear.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            ear.bind(("127.0.0.1", port))
        except PermissionError as refusal:
            raise Obstacle(
                f"Port {port} is not for ordinary users. Choose another: PORT=8080 make run"
            ) from refusal
        except OSError as taken:
            if taken.errno != errno.EADDRINUSE:
                raise Obstacle(f"Port {port} cannot be used: {taken.strerror}.") from taken
            raise Obstacle(
                f"Port {port} is busy: another program uses it. Stop that one or choose another port: "
                f"PORT={port + 1} make run"
            ) from taken
    return port


def writable_folder(folder: Path) -> IO[str]:
    """Make the folder for all that Krok writes and keep it for this start alone, until the file is closed."""
    try:
        for part in ("log", "broker/queue", "broker/control", "cache", "media", "private"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        lock = (folder / "running").open("a+")
    except OSError as refusal:
        raise Obstacle(
            f"Nothing can be written into {folder} ({refusal.strerror}). Set KROK_VAR to another folder."
        ) from refusal
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as held:
        lock.close()
        raise Obstacle(f"Krok is already running with the data in {folder}. Stop it first.") from held
    return lock


def sound_database(file: Path) -> None:
    """A database file that is something else, or damaged, is left alone and named."""
    if not file.exists() or (file.is_file() and file.stat().st_size == 0):
        return
    try:
        connection = sqlite3.connect(f"file:{file}?mode=rw", uri=True, timeout=5)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            connection.close()
    except sqlite3.Error as damage:
        raise Obstacle(
            f"The database {file} cannot be read ({damage}). Move it away to start afresh."
        ) from damage


def short(path: Path) -> str:
    """The path as seen from where the person stands, when that is shorter."""
    relative = os.path.relpath(path)
    return min(str(path), relative, key=len)
