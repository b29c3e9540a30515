"""A phone that was without a signal tells a hundred scans at once, perhaps twice, perhaps in pieces."""

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.db.utils import DatabaseError, IntegrityError
from django.test.utils import CaptureQueriesContext

from attendance.door.checkin import note, note_batch
from attendance.models import Attendance, Scan
from tests.factories.people import PersonFactory
from tests.factories.sessions import PlaceFactory

TRANSACTION = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


def seated(run, count):
    people = PersonFactory.create_batch(count)
    for person in people:
        PlaceFactory(run=run, person=person)
    return people


def known():
    rows = Attendance.objects.order_by("person")
    return list(rows.values_list("person", "status", "minutes", "arrived_at", "left_at"))


def counted(work):
    with CaptureQueriesContext(connection) as queries:
        work()
    return len([query for query in queries if not query["sql"].startswith(TRANSACTION)])


def test_answers_come_in_the_order_asked(session, irena, scanned):
    people = seated(session.run, 3)
    events = [scanned(person, minutes=-number) for number, person in enumerate(people)]

    noted = note_batch(events, session=session, by=irena)

    assert [each.person for each in noted] == people


def test_queries_do_not_grow_with_the_scans(session, irena, scanned):
    few = [scanned(person) for person in seated(session.run, 1)]
    many = [scanned(person) for person in seated(session.run, 40)]

    one = counted(lambda: note_batch(few, session=session, by=irena))
    forty = counted(lambda: note_batch(many, session=session, by=irena))

    # PostgreSQL writes the log and what it amounts to at once.
    assert one == forty == (4 if connection.vendor == "postgresql" else 5)


def test_one_pass_twice_in_a_batch_is_welcome_and_then_in(session, irena, scanned):
    [person] = seated(session.run, 1)

    noted = note_batch([scanned(person), scanned(person, minutes=1)], session=session, by=irena)

    assert [each.verdict for each in noted] == ["welcome", "already_in"]


def test_one_event_twice_in_a_batch_is_recorded_once(session, irena, scanned):
    [person] = seated(session.run, 1)
    event = scanned(person)

    noted = note_batch([event, event], session=session, by=irena)

    assert [each.is_repeat for each in noted] == [False, True]
    assert Scan.objects.count() == 1


def test_a_scan_and_its_undoing_may_come_together(session, irena, scanned):
    [person] = seated(session.run, 1)
    event = scanned(person)
    undoing = scanned(person, code="", act=Scan.Act.ANNUL, annuls=event.event_id, minutes=1)

    noted = note_batch([undoing, event], session=session, by=irena)

    assert [each.verdict for each in noted] == ["noted", "welcome"]
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("seed", range(12))
def test_order_repeats_and_pieces_give_the_same_attendance(session, irena, scanned, seed):
    chance = random.Random(seed)  # noqa: S311
    people = seated(session.run, 3)
    events = []
    for _number in range(12):
        act = chance.choice(["enter", "enter", "leave", "excuse", "annul"])
        facts = {"act": Scan.Act(act), "minutes": chance.randint(-30, 130)}
        if act == "annul" and events:
            facts |= {"code": "", "annuls": chance.choice(events).event_id}
        elif act == "annul":
            continue
        events.append(scanned(chance.choice(people), **facts))
    note_batch(events, session=session, by=irena)
    at_once = known()
    Attendance.objects.all().delete()
    Scan.objects.all().delete()

    told = events + chance.choices(events, k=4)
    chance.shuffle(told)
    while told:
        size = chance.randint(1, 5)
        note_batch(told[:size], session=session, by=irena)
        told = told[size:]

    assert known() == at_once


def test_an_entry_is_never_changed(session, seat, oksana, irena, scanned):
    scan = note(scanned(oksana), session=session, by=irena).scan

    with pytest.raises(TypeError):
        Scan.objects.get(pk=scan.pk).save()
    with pytest.raises(DatabaseError):
        Scan.objects.filter(pk=scan.pk).update(verdict="no_place")


def test_the_database_refuses_the_same_event_of_the_same_device(session, seat, oksana, irena, scanned):
    scan = note(scanned(oksana), session=session, by=irena).scan

    scan.pk, scan._state.adding = None, True
    with pytest.raises(IntegrityError):
        scan.save()


def test_a_seat_lost_later_does_not_unmake_the_attendance(session, seat, oksana, irena, scanned):
    note(scanned(oksana), session=session, by=irena)
    seat.status = seat.Status.CANCELLED
    seat.save()

    note(scanned(oksana, minutes=30), session=session, by=irena)

    assert Attendance.objects.get().arrived_at == session.starts_at
    assert Attendance.objects.get().left_at is None
    assert (
        Scan.objects.filter(happened_at=session.starts_at + timedelta(minutes=30)).get().verdict
        == "cancelled_place"
    )
