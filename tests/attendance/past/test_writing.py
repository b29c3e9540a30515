"""Attendance from before Krok comes in whole or not at all, twice as well as once, and never by a guess."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from attendance.door.checkin import note
from attendance.door.events import DoorEvent
from attendance.models import Attendance, PastImport, Scan
from attendance.past import writing
from attendance.past.words import explain_cell
from attendance.records.closing import close_session
from sessions.models import Place, Session
from sessions.models.session import WARSAW
from tests.attendance.past.conftest import BORN, MEETING, row, upload
from tests.factories.people import PersonFactory
from tests.factories.sessions import PlaceFactory, RunFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def brought(pan_adam):
    """A file that pan Adam has uploaded and looked at."""

    def bring(*rows, by=pan_adam):
        return writing.read_rows(writing.receive(upload(*rows), by=by))

    return bring


@pytest.fixture
def written(brought):
    def bring_and_write(*rows):
        past_import = brought(*rows)
        writing.ask_to_write(past_import)
        return writing.write(past_import)

    return bring_and_write


def effects(past_import):
    return [outcome["effect"] for outcome in past_import.outcomes]


def problems(past_import):
    found = [problem for outcome in past_import.outcomes for problem in outcome["problems"]]
    assert all(explain_cell(problem) for problem in found)
    return [(problem["column"], problem["code"]) for problem in found]


def test_a_row_becomes_attendance_with_its_author_and_its_way(written, session, seat, oksana, pan_adam):
    past_import = written(row(came="17:20"))

    attendance = Attendance.objects.get(session=session, person=oksana)
    scan = Scan.objects.get()
    assert (attendance.status, attendance.minutes, attendance.place) == ("late", 100, seat)
    assert (scan.method, scan.noted_by, scan.reason) == (Scan.Method.IMPORT, pan_adam, "marzec.xlsx")
    assert scan.stated_at == MEETING + timedelta(minutes=20)
    assert (past_import.status, past_import.rows_written) == (PastImport.Status.DONE, 1)


@pytest.mark.parametrize(
    ("said", "status", "minutes", "excuse"),
    [
        ({}, "present", 120, ""),
        ({"left": "18:30"}, "left_early", 90, ""),
        ({"came": "16:55", "left": "19:05"}, "present", 120, ""),
        ({"attendance": "Excused", "excuse": "health"}, "excused", 0, "health"),
        ({"attendance": "absent"}, "absent", 0, ""),
    ],
)
def test_what_a_row_says_is_what_becomes_known(written, session, seat, said, status, minutes, excuse):
    written(row(**said))

    attendance = Attendance.objects.get()
    assert (attendance.status, attendance.minutes, attendance.excuse) == (status, minutes, excuse)


def test_the_preview_writes_nothing(brought, session, seat):
    past_import = brought(row())

    assert effects(past_import) == ["new"]
    assert past_import.outcomes[0]["becomes"] == {"status": "present", "minutes": 120, "excuse": ""}
    assert not Scan.objects.exists()


def test_the_same_file_twice_changes_nothing(written, session, seat):
    written(row(came="17:20"))
    before = list(Scan.objects.values_list("pk", flat=True))

    again = written(row(came="17:20"))

    assert again.rows_written == 0
    assert list(Scan.objects.values_list("pk", flat=True)) == before


def test_a_file_put_right_replaces_what_the_first_one_said(written, brought, session, seat):
    written(row(came="17:20", left="18:00"))

    assert effects(brought(row(came="17:30"))) == ["changes"]
    written(row(came="17:30"))

    attendance = Attendance.objects.get()
    assert (attendance.status, attendance.minutes) == ("late", 90)


def test_writing_it_twice_at_once_writes_it_once(brought, session, seat):
    past_import = brought(row())

    assert [writing.ask_to_write(past_import) for _click in range(2)] == [True, False]
    writing.write(past_import)
    writing.write(past_import)

    assert Scan.objects.count() == 1


def test_one_wrong_row_and_none_is_written(brought, written, session, seat):
    rows = row(), row(name="Nobody Atall", birth=date(1999, 1, 1))
    past_import = brought(*rows)

    assert (effects(past_import), past_import.rows_wrong) == (["new", "wrong"], 1)
    assert not writing.ask_to_write(past_import)
    with pytest.raises(writing.RowsWrong):
        writing.write(past_import)
    assert not Scan.objects.exists()


def test_what_has_changed_since_the_preview_stops_it_all(brought, session, seat, irena):
    other = PlaceFactory(run=session.run, person=PersonFactory(date_of_birth=BORN))
    past_import = brought(row(name=other.person.full_name), row())
    writing.ask_to_write(past_import)
    told = DoorEvent(
        event_id=uuid4(),
        device="phone",
        happened_at=MEETING + timedelta(hours=1),
        act=Scan.Act.MARK_ABSENT,
        method=Scan.Method.LIST,
        person=seat.person.uuid,
    )
    note(told, session=session, by=irena)

    with pytest.raises(writing.RowsWrong):
        writing.write(past_import)

    past_import.refresh_from_db()
    assert Scan.objects.filter(method=Scan.Method.IMPORT).count() == 0
    assert past_import.status == PastImport.Status.READY
    assert problems(past_import) == [("attendance", "known_otherwise")]


def test_a_file_overrules_the_closing_of_a_list_and_gives_the_minutes_anew(written, session, seat, irena):
    close_session(session, by=irena)
    seat.refresh_from_db()
    assert seat.status == Place.Status.NO_SHOW

    written(row())

    seat.refresh_from_db()
    assert Attendance.objects.get().minutes == 120
    assert seat.status == Place.Status.CONFIRMED
    assert seat.enrolment.theory_minutes == 120
    assert Session.objects.get(pk=session.pk).status == Session.Status.CLOSED


def test_a_file_does_not_reach_a_list_that_was_handed_in_and_says_the_same(written, session, seat, irena):
    close_session(session, by=irena)
    before = Scan.objects.count()

    written(row(attendance="absent"))

    assert Scan.objects.count() == before


@pytest.mark.parametrize(
    "name", ["Oksana Shevchenko", "Szewczenko Oksana", "Шевченко Оксана", "OKSANA  SHEVCHENKO"]
)
def test_a_person_is_known_by_any_spelling_and_the_date_of_birth(brought, session, seat, name):
    assert effects(brought(row(name=name))) == ["new"]


def test_a_person_is_known_by_name_and_e_mail(brought, session, seat, oksana):
    assert effects(brought(row(birth=None, email=oksana.email.upper()))) == ["new"]


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"birth": date(1988, 5, 31)}, ("name", "nobody")),
        ({"name": "Marta Shevchenko"}, ("name", "nobody")),
        ({"name": "Oks"}, ("name", "nobody")),
        ({"email": "somebody@example.org"}, ("name", "nobody")),
        ({"birth": None}, ("birth", "birth_or_email")),
        ({"birth": "1988"}, ("birth", "not_a_day")),
        ({"name": ""}, ("name", "empty")),
        ({"name": "=A1"}, ("name", "formula")),
        ({"run": "OPIEK-9"}, ("run", "no_such_run")),
        ({"day": date(2026, 3, 3)}, ("day", "no_meeting_that_day")),
        ({"day": None}, ("day", "empty")),
        ({"start": "18:00"}, ("start", "no_meeting_then")),
        ({"attendance": "maybe"}, ("attendance", "unknown_word")),
        ({"attendance": "excused", "excuse": "lazy"}, ("excuse", "unknown_word")),
        ({"excuse": "health"}, ("excuse", "not_excused")),
        ({"attendance": "absent", "came": "17:00"}, ("came", "away_has_no_hours")),
        ({"came": "19:00"}, ("came", "outside_meeting")),
        ({"left": "17:00"}, ("left", "outside_meeting")),
        ({"came": "18:00", "left": "17:30"}, ("left", "left_before_coming")),
        ({"came": "soon"}, ("came", "not_an_hour")),
    ],
)
def test_what_cannot_be_written_is_told_by_row_and_column(brought, session, seat, said, problem):
    past_import = brought(row(**said))

    assert problem in problems(past_import)
    assert [outcome["row"] for outcome in past_import.outcomes] == [2]


def test_of_two_people_who_fit_none_is_taken_and_both_are_named(brought, session, seat, oksana):
    twin = PersonFactory(
        given_name="Oksana", family_name="Shevchenko", date_of_birth=BORN, email="other@example.org"
    )
    PlaceFactory(run=session.run, person=twin)

    several, one = brought(row()), brought(row(email="other@example.org"))

    [problem] = several.outcomes[0]["problems"]
    assert problem["code"] == "several_people"
    assert "other@example.org" in explain_cell(problem)
    assert oksana.email in explain_cell(problem)
    assert effects(one) == ["new"]


def test_nobody_learns_from_a_file_who_is_known_to_others(brought, session, marta):
    marta.date_of_birth = BORN
    marta.save()

    assert problems(brought(row(name=marta.full_name))) == [("name", "nobody")]


def test_a_run_of_another_organisation_is_not_there(brought, session, seat, pani_beata):
    assert ("run", "no_such_run") in problems(brought(row(), by=pani_beata))


def test_only_what_is_over_is_written(brought, run, seat):
    SessionFactory(run=run, starts_at=timezone.now() - timedelta(minutes=30))

    assert problems(brought(row(day=timezone.localdate()))) == [("day", "still_to_come")]


def test_a_meeting_called_off_has_nobody(brought, run, seat):
    SessionFactory(run=run, starts_at=MEETING, status=Session.Status.CANCELLED)

    assert problems(brought(row())) == [("day", "called_off")]


def test_of_two_meetings_of_a_day_the_hour_decides(brought, run, session, seat):
    SessionFactory(run=run, starts_at=MEETING.astimezone(WARSAW).replace(hour=9))

    assert problems(brought(row())) == [("start", "several_meetings")]
    assert effects(brought(row(start="9:00"))) == ["new"]


def test_the_same_person_twice_at_a_meeting_is_told(brought, session, seat):
    past_import = brought(row(), row(attendance="absent"))

    assert past_import.outcomes[1]["problems"][0]["facts"] == {"row": 2}


def test_whoever_has_no_place_is_counted_apart_and_that_is_said(brought, written, session, mops, oksana):
    oksana.date_of_birth = BORN
    oksana.save()
    PlaceFactory(run=RunFactory(organiser=mops), person=oksana)

    assert brought(row()).outcomes[0]["has_place"] is False
    written(row())

    assert Attendance.objects.get().place is None


def test_nothing_is_kept_of_the_file_once_it_is_written(
    written, session, seat, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        past_import = written(row())

    past_import.refresh_from_db()
    assert (past_import.outcomes, past_import.file.name) == ([], "")
    storage = PastImport._meta.get_field("file").storage
    assert not storage.exists(f"past-imports/2026/{past_import.uuid}.xlsx")


def test_a_file_nobody_had_written_is_thrown_away_after_a_week(brought, written, session, seat):
    kept, abandoned = written(row()), brought(row())
    PastImport.objects.update(uploaded_at=timezone.now() - timedelta(days=8))

    writing.forget_abandoned(before=timezone.now() - timedelta(days=7))

    assert list(PastImport.objects.all()) == [kept]
    assert not abandoned.file.storage.exists(abandoned.file.name or "x")


def test_reading_thirty_rows_asks_no_more_than_reading_three(
    brought, session, django_assert_num_queries, django_assert_max_num_queries
):
    people = [
        PlaceFactory(run=session.run, person=PersonFactory(date_of_birth=BORN + timedelta(days=day))).person
        for day in range(30)
    ]
    rows = [row(name=person.full_name, birth=person.date_of_birth) for person in people]

    with django_assert_max_num_queries(30) as three:
        brought(*rows[:3])

    with django_assert_num_queries(len(three)):
        assert set(effects(brought(*rows))) == {"new"}


def test_writing_thirty_rows_asks_no_more_than_writing_three(
    written, session, django_assert_num_queries, django_assert_max_num_queries
):
    people = [
        PlaceFactory(run=session.run, person=PersonFactory(date_of_birth=BORN + timedelta(days=day))).person
        for day in range(33)
    ]
    rows = [row(name=person.full_name, birth=person.date_of_birth) for person in people]

    with django_assert_max_num_queries(90) as three:
        written(*rows[:3])

    with django_assert_num_queries(len(three)):
        written(*rows[3:])
