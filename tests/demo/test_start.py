"""What stands in the way of `make run` is said in one line, and nothing is touched."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]


def start(*, var, port="0", command=(sys.executable, "scripts/run.py"), **environment):
    """Start the house where it cannot start. Gives the exit code and the line that says why."""
    done = subprocess.run(
        command,
        cwd=HOUSE,
        env={"PATH": os.environ["PATH"], "KROK_VAR": str(var), "PORT": str(port), **environment},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def free_port():
    with socket.socket() as ear:
        ear.bind(("127.0.0.1", 0))
        return ear.getsockname()[1]


def one_line(said):
    assert said.count("\n") == 1, said
    assert "Traceback" not in said
    return said


def test_a_busy_port_is_named_together_with_the_next_one(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        code, said = start(var=tmp_path / "var", port=port)

    assert code == 1
    assert f"Port {port} is busy" in one_line(said)
    assert f"PORT={port + 1} make run" in said
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("written", ["eight", "0", "70000", "-1"])
def test_a_port_that_is_none_is_said_so(tmp_path, written):
    code, said = start(var=tmp_path / "var", port=written)

    assert code == 1
    assert "PORT must be a number" in one_line(said)


def test_a_file_that_is_no_database_is_left_alone_and_named(tmp_path, free_port):
    file = tmp_path / "krok.sqlite3"
    file.write_text("Not a database, but somebody's notes of some length. " * 40)

    code, said = start(var=tmp_path, port=free_port)

    assert code == 1
    assert f"The database {file} cannot be read" in one_line(said)
    assert file.read_text().startswith("Not a database")


def test_a_damaged_database_is_named(tmp_path, free_port):
    file = tmp_path / "krok.sqlite3"
    file.write_bytes(b"SQLite format 3\x00" + b"\xff" * 8192)

    code, said = start(var=tmp_path, port=free_port)

    assert code == 1
    assert "cannot be read" in one_line(said)


def test_a_folder_that_cannot_be_written_is_named(tmp_path, free_port):
    (tmp_path / "file").write_text("in the way")

    code, said = start(var=tmp_path / "file" / "var", port=free_port)

    assert code == 1
    assert "Nothing can be written into" in one_line(said)
    assert "KROK_VAR" in said


def test_two_houses_do_not_share_one_folder(tmp_path, free_port):
    import fcntl

    with (tmp_path / "running").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        code, said = start(var=tmp_path, port=free_port)

    assert code == 1
    assert "already running" in one_line(said)


def test_a_machine_without_python_gets_one_line(tmp_path):
    empty = tmp_path / "bin"
    empty.mkdir()

    code, said = start(var=tmp_path, command=("/bin/sh", "scripts/run"), PATH=str(empty))

    assert code == 1
    assert "Krok needs Python 3.11 or newer" in one_line(said)
