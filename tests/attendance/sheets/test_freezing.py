"""What a list said at closing is kept, and two years later one can say whether a file is that list."""

import hashlib
import io
from datetime import timedelta

import pytest
import time_machine

from attendance.door.checkin import note
from attendance.door.marking import Mark, mark
from attendance.models import Sheet
from attendance.records.closing import close_session
from attendance.records.reopening import reopen_session
from attendance.sheets.freezing import freeze, freeze_run, frozen_as
from attendance.sheets.printing import draw
from attendance.tasks import draw_missing_sheets
from tests.attendance.conftest import START

pytestmark = pytest.mark.once


def kept(sheet):
    draw(sheet)
    with sheet.pdf.open("rb") as file:
        return file.read()


def test_closing_keeps_the_words_the_paper_and_its_fingerprint(session, seat, irena, oksana, scanned):
    note(scanned(oksana), session=session, by=irena)

    close_session(session, by=irena)

    sheet = draw(Sheet.objects.get(session=session))
    assert (sheet.purpose, sheet.made_by) == (Sheet.Purpose.RECORD, irena)
    assert sheet.sha256 == hashlib.sha256(kept(sheet)).hexdigest()
    assert [(row["name"], row["status"]) for row in sheet.statement["rows"]] == [
        ("Oksana Shevchenko", "present")
    ]
    assert sheet.statement["closing"].endswith("24 listopada 2026, 17.00.")


def test_the_words_stand_at_once_and_the_paper_is_drawn_when_they_are_committed(
    session, seat, irena, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as drawings:
        close_session(session, by=irena)
        sheet = Sheet.objects.get()
        assert (sheet.statement["rows"][0]["status"], sheet.sha256) == ("absent", "")

    for drawing in drawings:
        drawing()

    drawn = Sheet.objects.get()
    assert drawn.sha256 == hashlib.sha256(kept(drawn)).hexdigest()


def test_a_paper_that_nobody_drew_is_drawn_in_the_hour_and_then_stays(session, seat, irena):
    close_session(session, by=irena)

    draw_missing_sheets()
    first = Sheet.objects.get()
    draw_missing_sheets()

    assert len(first.sha256) == 64
    assert Sheet.objects.get().pdf.name == first.pdf.name


def test_one_that_cannot_be_drawn_stands_in_no_others_way(session, seat, irena):
    close_session(session, by=irena)
    whole = Sheet.objects.get()
    broken = Sheet.objects.create(
        session=session, purpose=Sheet.Purpose.RECORD, statement={"kind": "session"}, made_by=irena
    )

    draw_missing_sheets()

    whole.refresh_from_db()
    broken.refresh_from_db()
    assert (len(whole.sha256), broken.sha256) == (64, "")


def test_freezing_the_same_closing_twice_is_one_sheet(session, seat, irena):
    close_session(session, by=irena)
    session.refresh_from_db()

    assert freeze(session, by=irena) == freeze(session, by=irena) == Sheet.objects.get()


def test_a_list_closed_again_gets_a_new_sheet_and_the_old_one_stays(session, seat, irena, pan_adam, oksana):
    close_session(session, by=irena)
    first = Sheet.objects.get()
    before = kept(first)
    with time_machine.travel(START + timedelta(hours=3), tick=False):
        reopen_session(session, by=pan_adam, reason="Oksana was there")
        session.refresh_from_db()
        mark(Mark.CAME, oksana, session=session, by=pan_adam)
        close_session(session, by=pan_adam)

    second, old = Sheet.objects.filter(session=session)

    assert old == first
    assert kept(old) == before
    assert [row["status"] for row in old.statement["rows"]] == ["absent"]
    assert [row["status"] for row in second.statement["rows"]] == ["present"]
    assert kept(old) != kept(second)


def test_a_file_is_the_frozen_one_or_it_is_not(session, seat, irena):
    close_session(session, by=irena)
    sheet = Sheet.objects.get()
    content = kept(sheet)

    changed = content.replace(b"%%EOF", b"%%EOG")

    assert frozen_as(io.BytesIO(content), among=Sheet.objects.all()) == sheet
    assert frozen_as(io.BytesIO(changed), among=Sheet.objects.all()) is None
    assert frozen_as(io.BytesIO(b""), among=Sheet.objects.all()) is None


def test_a_run_is_kept_when_asked_and_anew_when_something_changed(session, seat, irena, oksana, scanned):
    first = freeze_run(session.run, by=irena)
    again = freeze_run(session.run, by=irena)
    note(scanned(oksana), session=session, by=irena)
    changed = freeze_run(session.run, by=irena)

    assert first == again
    assert changed != first
    assert changed.run == session.run
