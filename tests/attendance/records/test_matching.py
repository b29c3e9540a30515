"""Somebody who came without being on the list turns out to be known, or new; and it can be taken back."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import translation

from attendance.door.checkin import note
from attendance.door.events import DoorEvent, WalkInWords
from attendance.door.marking import Mark, mark
from attendance.models import Attendance, Scan, Sheet, WalkIn
from attendance.records.closing import close_session
from attendance.records.matching import (
    MatchedAlready,
    NotSomebodyElse,
    keep_as_new,
    match,
    unmatch,
    unsettled,
)
from attendance.records.proposals import alike, others
from lms.people.models import Person
from sessions.booking import take_place
from tests.attendance.conftest import START
from tests.factories.people import PersonFactory


@pytest.fixture
def came(session, irena):
    """Writes somebody down at the door, as a phone tells it."""

    def written(name="Oksana Shevchenko", contact="", birth_year=None):
        person = uuid4()
        event = DoorEvent(
            event_id=uuid4(),
            device="phone-1",
            happened_at=START,
            method=Scan.Method.LIST,
            person=person,
            walk_in=WalkInWords(name=name, contact=contact, birth_year=birth_year),
        )
        note(event, session=session, by=irena)
        return WalkIn.objects.get(person__uuid=person)

    return written


def rows():
    return {(row.person_id, row.place_id): row.status for row in Attendance.objects.all()}


def test_what_was_noted_counts_for_the_known_person(came, oksana, seat, pan_adam):
    walk_in = came()

    match(walk_in, to=oksana, by=pan_adam)

    assert rows() == {(oksana.pk, seat.pk): "present"}


def test_taken_back_all_is_as_before(came, oksana, seat, session, irena, pan_adam):
    mark(Mark.EXCUSED, oksana, session=session, by=irena)
    walk_in = came()
    before, log = rows(), list(Scan.objects.order_by("pk").values())
    match(walk_in, to=oksana, by=pan_adam)

    unmatch(walk_in, by=pan_adam)

    assert rows() == before
    assert list(Scan.objects.order_by("pk").values()) == log


def test_who_said_what_is_kept(came, oksana, marta, pan_adam):
    walk_in = came()
    match(walk_in, to=oksana, by=pan_adam)
    unmatch(walk_in, by=pan_adam)
    match(walk_in, to=marta, by=pan_adam)

    said = list(walk_in.matches.values_list("person", "by"))

    assert said == [(oksana.pk, pan_adam.pk), (None, pan_adam.pk), (marta.pk, pan_adam.pk)]


def test_saying_it_twice_changes_nothing(came, oksana, pan_adam):
    walk_in = came()
    match(walk_in, to=oksana, by=pan_adam)
    match(walk_in, to=oksana, by=pan_adam)
    unmatch(walk_in, by=pan_adam)
    unmatch(walk_in, by=pan_adam)

    assert walk_in.matches.count() == 2


def test_a_match_is_taken_back_before_another_is_made(came, oksana, marta, pan_adam):
    walk_in = came()
    match(walk_in, to=oksana, by=pan_adam)

    with pytest.raises(MatchedAlready):
        match(walk_in, to=marta, by=pan_adam)
    with pytest.raises(MatchedAlready):
        keep_as_new(walk_in, by=pan_adam)


def test_two_walk_ins_are_not_matched_to_each_other(came, pan_adam):
    one, other = came("Iryna Koval"), came("Iryna Koval")

    with pytest.raises(NotSomebodyElse):
        match(one, to=other.person, by=pan_adam)
    with pytest.raises(NotSomebodyElse):
        match(one, to=one.person, by=pan_adam)


def test_after_the_list_was_handed_in_the_hours_follow(came, oksana, seat, session, irena, pan_adam):
    walk_in = came()
    with time_machine.travel(START + timedelta(hours=2), tick=False):
        close_session(session, by=irena)

    match(walk_in, to=oksana, by=pan_adam)
    assert oksana.enrolments.get().theory_minutes == 120

    unmatch(walk_in, by=pan_adam)
    assert rows()[oksana.pk, seat.pk] == "absent"
    assert oksana.enrolments.get().theory_minutes == 0


def test_after_the_list_was_handed_in_it_is_frozen_anew(came, oksana, seat, session, irena, pan_adam):
    walk_in = came()
    with time_machine.travel(START + timedelta(hours=2), tick=False):
        close_session(session, by=irena)

    with time_machine.travel(START + timedelta(hours=3), tick=False):
        match(walk_in, to=oksana, by=pan_adam)

    newest, first = Sheet.objects.filter(session=session, purpose=Sheet.Purpose.RECORD)
    assert (newest.made_by, first.made_by) == (pan_adam, irena)
    assert newest.statement != first.statement


def test_somebody_new_waits_no_more(came, pan_adam):
    walk_in = came()
    assert list(unsettled(WalkIn.objects.all())) == [walk_in]

    keep_as_new(walk_in, by=pan_adam)
    assert not unsettled(WalkIn.objects.all()).exists()

    unmatch(walk_in, by=pan_adam)
    assert list(unsettled(WalkIn.objects.all())) == [walk_in]


def test_a_seat_given_later_takes_in_what_they_attended(came, oksana, run, pan_adam):
    match(came(), to=oksana, by=pan_adam)
    assert rows() == {(oksana.pk, None): "present"}

    place = take_place(oksana, in_run=run, booked_by=oksana)

    assert rows() == {(oksana.pk, place.pk): "present"}


@pytest.mark.parametrize(
    ("name", "contact", "year", "reasons"),
    [
        ("Szewczenko Oksana", "", None, {"the same name"}),
        ("Оксана Шевченко", "", 1990, {"the same name", "the same year of birth"}),
        ("Ludmyla Bondar", "+48 600 100 200", None, {"the same telephone"}),
        ("Ludmyla Bondar", "600100200", None, {"the same telephone"}),
        ("Ludmyla Bondar", "oksana@example.org", None, {"the same e-mail"}),
    ],
)
def test_people_alike_are_proposed_with_what_speaks_for_them(came, name, contact, year, reasons):
    known = PersonFactory(
        given_name="Oksana",
        family_name="Shevchenko",
        given_name_cyrillic="Оксана",
        family_name_cyrillic="Шевченко",
        phone="+48600100200",
        email="oksana@example.org",
        date_of_birth=START.date().replace(year=1990),
    )

    with translation.override("en"):
        found = alike(came(name, contact, year), among=Person.objects.filter(pk=known.pk))

    assert [(each.person, set(each.reasons)) for each in found] == [(known, reasons)]


def test_the_likeliest_comes_first(came):
    iryna = {"given_name": "Iryna", "family_name": "Koval"}
    same_year = PersonFactory(**iryna, date_of_birth=START.replace(year=1990))
    other_year = PersonFactory(**iryna, date_of_birth=START.replace(year=1970))
    same_phone = PersonFactory(**iryna, phone="+48601202303")
    people = Person.objects.filter(pk__in=[same_year.pk, other_year.pk, same_phone.pk])

    found = alike(came("Iryna Koval", "601 202 303", 1990), among=people)

    assert [each.person for each in found] == [same_phone, same_year, other_year]


def test_other_walk_ins_are_not_proposed(came, pan_adam):
    one, other = came("Iryna Koval"), came("Iryna Koval")

    assert others(Person.objects.filter(walk_in__isnull=False), than=one).count() == 0

    keep_as_new(other, by=pan_adam)
    assert list(others(Person.objects.filter(walk_in__isnull=False), than=one)) == [other.person]
