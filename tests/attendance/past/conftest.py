from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from attendance.past.columns import HEADS
from sessions.models.session import WARSAW
from tests.factories.sessions import PlaceFactory, RunFactory, SessionFactory

MEETING = datetime(2026, 3, 2, 17, tzinfo=WARSAW)
BORN = date(1988, 5, 30)


@pytest.fixture(autouse=True)
def _november():
    with time_machine.travel(datetime(2026, 11, 28, 12, tzinfo=WARSAW), tick=False):
        yield


@pytest.fixture
def run(mops):
    return RunFactory(organiser=mops, code="OPIEK-1")


@pytest.fixture
def session(run):
    """Two hours in March, its list never handed in."""
    return SessionFactory(run=run, starts_at=MEETING, ends_at=MEETING + timedelta(hours=2))


@pytest.fixture
def seat(run, oksana):
    oksana.date_of_birth = BORN
    oksana.save()
    return PlaceFactory(run=run, person=oksana)


def row(**said):
    """A row about Oksana, who was there."""
    return {
        "run": "OPIEK-1",
        "day": date(2026, 3, 2),
        "name": "Oksana Shevchenko",
        "birth": BORN,
        "attendance": "present",
        **said,
    }


def workbook(*rows, heads=None, above=()):
    """A file with these rows, as bytes; heads are those of the language in which it is made."""
    book = Workbook()
    sheet = book.active
    for line in above:
        sheet.append(line)
    sheet.append([str(head) for head in HEADS.values()] if heads is None else heads)
    for said in rows:
        sheet.append([said.get(column) for column in HEADS])
    return saved(book)


def saved(book):
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def upload(*rows, content=None, name="marzec.xlsx"):
    return SimpleUploadedFile(name, workbook(*rows) if content is None else content)
