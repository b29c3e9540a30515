"""Real servers for the tests: PostgreSQL and Redis on free ports of 127.0.0.1, gone when the tests end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from prepare import find_program


def free_port() -> int:
    with socket.socket() as ear:
        ear.bind(("127.0.0.1", 0))
        return int(ear.getsockname()[1])


@contextmanager
def postgres() -> Iterator[str]:
    """A throw-away PostgreSQL; gives its DATABASE_URL. It refuses to run as root, so root lends it a user."""
    pg_ctl = Path(find_program("pg_ctl") or "pg_ctl")
    port = free_port()
    folder = Path(tempfile.mkdtemp(prefix="krok-postgres-"))
    as_postgres: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        as_postgres = ["runuser", "-u", "postgres", "--"]
    settings = (
        f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} "
        "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
    )
    data = folder / "data"
    initdb = [
        pg_ctl.parent / "initdb",
        "-D",
        data,
        "-U",
        "krok",
        "--auth=trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    ]
    # Its working folder must be one the lent user may enter.
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
    try:
        subprocess.run([*as_postgres, *map(str, initdb)], **quiet)
        start = [pg_ctl, "-D", data, "-o", settings, "-l", folder / "log", "-w", "start"]
        subprocess.run([*as_postgres, *map(str, start)], **quiet)
        try:
            yield f"postgres://krok@127.0.0.1:{port}/postgres"
        finally:
            stop = [pg_ctl, "-D", data, "-m", "immediate", "-w", "stop"]
            subprocess.run([*as_postgres, *map(str, stop)], **quiet)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(server: str, name: str, *, like: str = "template1") -> str:
    """Make a database beside the one whose DATABASE_URL is given, empty or as a copy; returns its name."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    return name


@contextmanager
def redis() -> Iterator[str]:
    """A throw-away Redis that keeps nothing; gives its address."""
    port = free_port()
    command = ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(timeout=10)
