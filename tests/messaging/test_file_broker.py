"""The embedded broker hands every message to one worker, whole and in order."""

import threading

import pytest
from kombu import Connection
from kombu.transport import TRANSPORT_ALIASES

from lms.file_broker import Transport

TAKERS = 4
MESSAGES = 60


@pytest.fixture
def connect(tmp_path):
    """Open a connection as `make run` does, to a broker in a folder that is not there yet."""
    Transport.global_state.clear()  # a process remembers what it has bound, and every test has its own folder
    folder = tmp_path / "broker"
    options = {
        "data_folder_in": str(folder / "queue"),
        "data_folder_out": str(folder / "queue"),
        "control_folder": str(folder / "control"),
    }
    return lambda: Connection("filesystem://localhost", transport_options=options)


def take_all(connection):
    with connection, connection.SimpleQueue("messages", no_ack=True) as queue:
        taken = []
        while True:
            try:
                taken.append(queue.get_nowait().payload)
            except queue.Empty:
                return taken


def test_krok_uses_its_own_transport():
    assert TRANSPORT_ALIASES["filesystem"] == "lms.file_broker:Transport"


def test_messages_come_out_whole_and_in_order(connect):
    with connect() as connection, connection.SimpleQueue("messages") as queue:
        for number in range(5):
            queue.put({"number": number, "words": "Зустріч"})

    assert take_all(connect()) == [{"number": number, "words": "Зустріч"} for number in range(5)]
    assert take_all(connect()) == []


def test_several_workers_never_get_the_same_message_and_none_is_lost(connect):
    with connect() as connection, connection.SimpleQueue("messages") as queue:
        for number in range(MESSAGES):
            queue.put(number)
    taken = []

    workers = [threading.Thread(target=lambda: taken.extend(take_all(connect()))) for _ in range(TAKERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(taken) == list(range(MESSAGES))
