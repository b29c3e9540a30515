"""Oksana reads what is recorded of her, and how it came to be recorded."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from attendance.door.checkin import note
from attendance.door.marking import Mark, mark
from attendance.models import Scan
from attendance.records.closing import close_session
from attendance.records.correcting import correct
from attendance.records.history import rows_of
from sessions.models import Session
from tests.attendance.conftest import START
from tests.factories.attendance import AttendanceFactory, KeptApartFactory, ScanFactory, WalkInFactory
from tests.factories.courses import CourseFactory
from tests.factories.sessions import PlaceFactory, RunFactory, SessionFactory


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def the_row(seat, *, reader=None):
    return rows_of(seat, reader=reader or seat.person)[0]


def said(row):
    return [(line.what, line.by, line.how, line.is_undone) for line in row.lines]


def test_staff_are_what_they_are_and_not_names(session, seat, oksana, irena, scanned):
    note(scanned(oksana), session=session, by=irena)

    row = the_row(seat)

    assert said(row) == [("came", "by the trainer", "pass scanned", False)]
    assert irena.full_name not in str(row.lines)


def test_a_mark_taken_back_is_still_told(session, seat, oksana, irena):
    mark(Mark.ABSENT, oksana, session=session, by=irena)
    with time_machine.travel(START + timedelta(minutes=1), tick=False):
        mark(Mark.UNDO, oksana, session=session, by=irena)

    assert said(the_row(seat)) == [
        ("absent", "by the trainer", "ticked on the list", True),
        ("taken back", "by the trainer", "ticked on the list", False),
    ]


def test_a_correction_says_by_whom_and_why(session, seat, oksana, irena, pan_adam):
    with time_machine.travel(START + timedelta(hours=3), tick=False):
        close_session(session, by=irena)
    with time_machine.travel(START + timedelta(hours=4), tick=False):
        correct(oksana, session=session, by=pan_adam, reason="Podpis na liście", act=Scan.Act.ENTER)

    row = the_row(seat)

    assert said(row) == [
        ("absent", "by the closing of the list", "nobody had noted anything", True),
        ("came", "by the coordinator", "corrected afterwards", False),
    ]
    assert row.lines[-1].why == "Podpis na liście"
    assert (row.status, row.attendance.minutes) == ("present", 120)


def test_what_she_did_herself_is_by_you(session, seat, oksana):
    ScanFactory(session=session, person=oksana, noted_by=oksana, method=Scan.Method.ROOM)

    assert said(the_row(seat)) == [("came", "by you", "code in the room scanned", False)]


def test_what_was_noted_of_her_as_a_walk_in_is_hers(session, seat, oksana, irena):
    walk_in = WalkInFactory(session=session, matched_to=oksana)
    ScanFactory(session=session, person=walk_in.person, noted_by=irena, method=Scan.Method.LIST)

    assert said(the_row(seat)) == [("came", "by the trainer", "ticked on the list", False)]


def test_nothing_tells_of_people_who_must_not_meet(client, session, seat, oksana, marta, irena):
    KeptApartFactory(one=oksana, other=marta)
    ScanFactory(
        session=session, person=oksana, noted_by=irena, verdict=Scan.Verdict.CALL_COORDINATOR, reason="apart"
    )
    client.force_login(oksana.user)

    page = client.get(reverse("records:show", args=[seat.uuid])).content.decode()

    assert the_row(seat).lines == []
    assert "apart" not in page
    assert marta.full_name not in page


def test_of_another_nothing_is_told(client, session, seat, marta):
    client.force_login(marta.user)

    assert client.get(reverse("records:show", args=[seat.uuid])).status_code == 404


def test_whoever_cares_for_a_child_reads_its_record(client, session, run, oksana, danylo):
    place = PlaceFactory(run=run, person=danylo, booked_by=oksana)
    client.force_login(oksana.user)

    assert client.get(reverse("records:show", args=[place.uuid])).status_code == 200


def test_whoever_booked_for_another_adult_sees_neither_record_nor_progress(
    client, session, run, oksana, marta
):
    AttendanceFactory(
        session=session, person=marta, place=PlaceFactory(run=run, person=marta, booked_by=oksana)
    )
    place = marta.places.get()
    client.force_login(oksana.user)

    page = client.get(reverse("my:place", args=[place.uuid]))

    assert page.status_code == 200
    assert "<progress" not in page.content.decode()
    assert client.get(reverse("records:show", args=[place.uuid])).status_code == 404


def test_a_confidential_page_names_neither_course_nor_topic(client, session, run, seat, oksana):
    run.visibility = "confidential"
    run.save()
    session.topic = "Wyjście z przemocy"
    session.save()
    client.force_login(oksana.user)

    page = client.get(reverse("records:show", args=[seat.uuid])).content.decode()

    assert run.course.title not in page
    assert session.topic not in page


def queries_of(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def held(run, *, weeks, person, trainer):
    starts_at = START - timedelta(weeks=weeks)
    session = SessionFactory(run=run, starts_at=starts_at, trainers=[trainer])
    ScanFactory(session=session, person=person, noted_by=trainer)
    AttendanceFactory(session=session, person=person, place=run.places.get(person=person))
    session.status, session.closed_at = Session.Status.CLOSED, starts_at
    session.save()


def test_my_record_asks_as_much_for_three_meetings_as_for_one(client, run, seat, oksana, irena):
    client.force_login(oksana.user)
    page = reverse("records:show", args=[seat.uuid])
    held(run, weeks=1, person=oksana, trainer=irena)
    queries_of(client, page)
    one = queries_of(client, page)

    for weeks in (2, 3):
        held(run, weeks=weeks, person=oksana, trainer=irena)

    assert queries_of(client, page) == one


def test_my_krok_asks_as_much_for_three_courses_as_for_one(client, five_o_clock, oksana, irena):
    client.force_login(oksana.user)

    def course_under_way():
        run = RunFactory(course=CourseFactory())
        PlaceFactory(run=run, person=oksana)
        held(run, weeks=1, person=oksana, trainer=irena)
        SessionFactory(run=run)

    course_under_way()
    queries_of(client, reverse("my:home"))
    one = queries_of(client, reverse("my:home"))
    for _ in range(2):
        course_under_way()

    assert queries_of(client, reverse("my:home")) == one
