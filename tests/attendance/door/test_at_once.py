"""Two phones at two doors of one room, at the same moment.

Real threads with connections of their own, on a SQLite file as on PostgreSQL.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from attendance.codes.passes import pass_of
from attendance.door.checkin import note, note_batch
from attendance.door.derive import derive
from attendance.door.events import DoorEvent, WalkInWords
from attendance.models import Attendance, GuardianConsent, Scan, WalkIn
from attendance.records.closing import close_session
from courses.models import Certificate, Course
from tests.factories.courses import EnrolmentFactory
from tests.factories.people import PersonFactory
from tests.factories.sessions import PlaceFactory, SessionFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def trainer():
    return PersonFactory(email="")


@pytest.fixture
def place(trainer):
    """A seat in a run of one session, which began an hour ago."""
    session = SessionFactory(starts_at=timezone.now() - timedelta(hours=1))
    person = PersonFactory(email="")
    enrolment = EnrolmentFactory(person=person, course=session.run.course)
    return PlaceFactory(run=session.run, person=person, enrolment=enrolment)


@pytest.fixture
def session(place):
    return place.run.sessions.select_related("run__course").get()


def all_at_once(*acts):
    starting_line = Barrier(len(acts))

    def run(act):
        try:
            connection.ensure_connection()
            starting_line.wait(timeout=30)
            return act()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(acts)) as pool:
        return list(pool.map(run, acts))


def event(secret, *, device, at, act=Scan.Act.ENTER):
    return DoorEvent(event_id=uuid4(), device=device, happened_at=at, code=secret, act=act)


def noting(told, *, session, by):
    return lambda: note(told, session=session, by=by)


def test_what_two_phones_tell_of_one_person_is_put_together(session, place, trainer):
    secret = pass_of(place.person).secret
    log = [(5, "enter"), (20, "leave"), (30, "enter"), (40, "leave"), (50, "enter"), (55, "enter")]
    told = [
        event(secret, device=f"phone-{minute}", at=session.starts_at + timedelta(minutes=minute), act=act)
        for minute, act in log
    ]

    noted = all_at_once(*(noting(each, session=session, by=trainer) for each in told))

    attendance = Attendance.objects.get()
    known = derive(Scan.objects.all(), starts_at=session.starts_at, ends_at=session.ends_at)
    assert [each.scan.pk is not None for each in noted] == [True] * 6
    assert Scan.objects.count() == 6
    assert (attendance.minutes, attendance.arrived_at) == (known.minutes, known.arrived_at)
    assert attendance.minutes == 100


@pytest.mark.parametrize("known", [True, False])
def test_one_event_told_eight_times_at_once_is_one_entry(session, place, trainer, known):
    told = event(pass_of(place.person).secret if known else "no pass", device="phone-1", at=timezone.now())

    noted = all_at_once(*[noting(told, session=session, by=trainer)] * 8)

    assert Scan.objects.count() == 1
    assert {each.scan.event_id for each in noted} == {told.event_id}


def test_two_phones_that_tell_of_the_same_people_in_different_ways_wait_for_no_circle(session, trainer):
    people = [PlaceFactory(run=session.run, person=PersonFactory(email="")).person for _number in range(8)]
    secrets = {person: pass_of(person).secret for person in people}

    def batch(device):
        """Every other one scanned, the rest tapped; the other phone the other way round."""
        at = session.starts_at + timedelta(minutes=device)
        return [
            DoorEvent(
                event_id=uuid4(),
                device=f"phone-{device}",
                happened_at=at,
                **({"code": secrets[person]} if (turn + device) % 2 else {"person": person.uuid}),
            )
            for turn, person in enumerate(people)
        ]

    told = [batch(device) for device in range(8)]

    noted = all_at_once(
        *(partial(note_batch, events, session=session, by=trainer) for events in told),
    )

    assert [len(answers) for answers in noted] == [8] * 8
    assert Scan.objects.count() == 64


def test_a_list_closed_twice_at_once_is_closed_once(session, place, trainer):
    all_at_once(*[lambda: close_session(session, by=trainer)] * 4)

    assert Scan.objects.filter(method=Scan.Method.CLOSING).count() == 1
    assert not Certificate.objects.exists()
    assert Attendance.objects.get().status == "absent"


def test_whoever_is_scanned_while_the_list_is_handed_in_hears_that_it_is_closed(session, place, trainer):
    as_the_phone_saw_it = type(session).objects.select_related("run__course").get()
    close_session(session, by=trainer)

    told = event(pass_of(place.person).secret, device="phone-1", at=timezone.now())
    noted = note(told, session=as_the_phone_saw_it, by=trainer)

    assert noted.verdict == Scan.Verdict.CLOSED_SESSION
    assert Attendance.objects.get().status == "absent"


def test_closing_and_scanning_at_once_leave_what_the_log_says(session, place, trainer):
    told = event(pass_of(place.person).secret, device="phone-1", at=timezone.now())

    noted, closed = all_at_once(
        noting(told, session=session, by=trainer),
        lambda: close_session(type(session).objects.select_related("run__course").get(), by=trainer),
    )

    expected = {"welcome": "late", "closed_session": "absent"}
    assert closed.status == "closed"
    assert Attendance.objects.get().status == expected[noted.verdict]


def test_a_walk_in_told_eight_times_at_once_is_one_person(session, trainer):
    person = uuid4()
    told = DoorEvent(
        event_id=uuid4(),
        device="phone-1",
        happened_at=timezone.now(),
        method=Scan.Method.LIST,
        person=person,
        walk_in=WalkInWords(name="Halyna Koval"),
    )

    noted = all_at_once(*[noting(told, session=session, by=trainer)] * 8)

    assert [each.person.uuid for each in noted] == [person] * 8
    assert (WalkIn.objects.count(), Scan.objects.count(), Attendance.objects.count()) == (1, 1, 1)


def test_a_paper_signed_on_two_phones_at_once_is_one_consent(session, place, trainer):
    Course.objects.update(needs_consent=True)
    session.refresh_from_db()
    secret = pass_of(place.person).secret
    told = [
        replace(event(secret, device=f"phone-{number}", at=timezone.now()), has_paper_consent=True)
        for number in range(6)
    ]

    noted = all_at_once(*(noting(each, session=session, by=trainer) for each in told))

    assert GuardianConsent.objects.count() == 1
    assert {each.verdict for each in noted} == {"welcome", "already_in"}
