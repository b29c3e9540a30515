"""Somebody comes without being on the list: written down in three fields, let in, and known or not later."""

from uuid import uuid4

import pytest
from django.db import connection
from django.utils.translation import override

from attendance.desk.roster import roster_of
from attendance.door.checkin import note, note_batch, rederive
from attendance.door.events import WalkInWords
from attendance.models import Attendance, Scan, WalkIn
from attendance.records.closing import close_session
from lms.people.models import Person
from tests.factories.people import PersonFactory
from tests.factories.sessions import PlaceFactory, SessionFactory

HALYNA = WalkInWords(name="Галина Коваль", contact="600 100 200", birth_year=1988)


@pytest.fixture
def walked_in(scanned, oksana):
    """What a phone tells of a walk-in; the same person each time."""
    person = uuid4()

    def event(words=HALYNA, **facts):
        facts.setdefault("person", person)
        return scanned(oksana, code="", method=Scan.Method.LIST, walk_in=words, **facts)

    return event


@pytest.fixture
def halyna(session, irena, walked_in):
    """Halyna was written down and is in."""
    note(walked_in(), session=session, by=irena)
    return WalkIn.objects.get()


def test_a_walk_in_is_a_person_of_their_own_and_takes_no_seat(session, run, irena, walked_in):
    noted = note(walked_in(), session=session, by=irena)

    walk_in, attendance = WalkIn.objects.get(), Attendance.objects.get()
    run.refresh_from_db()
    assert (noted.verdict, noted.person) == (Scan.Verdict.WELCOME, walk_in.person)
    assert (walk_in.name, walk_in.contact, walk_in.birth_year) == ("Галина Коваль", "600 100 200", 1988)
    assert (walk_in.created_by, walk_in.matched_to) == (irena, None)
    assert (attendance.person, attendance.place, attendance.status) == (walk_in.person, None, "present")
    assert run.seats_taken == 0


def test_the_person_is_found_by_any_spelling_and_nobody_writes_to_them(halyna):
    assert halyna.person.full_name == "Halyna Koval"
    assert halyna.person.full_name_cyrillic == "Галина Коваль"
    assert Person.objects.named("Kowal").get() == halyna.person
    assert (halyna.person.email, halyna.person.phone) == ("", "")


def test_a_name_without_latin_letters_stays_as_it_was_said(session, irena, walked_in):
    note(walked_in(WalkInWords(name="Ь")), session=session, by=irena)

    assert WalkIn.objects.get().person.display_name == "Ь"


def test_told_twice_or_in_pieces_it_is_one_person(session, irena, walked_in):
    event = walked_in()

    noted = note_batch([event, event, walked_in(minutes=5)], session=session, by=irena)
    note(event, session=session, by=irena)

    assert WalkIn.objects.count() == 1
    assert Scan.objects.count() == 2
    assert {each.person for each in noted} == {WalkIn.objects.get().person}


def test_one_word_is_a_name_too(session, irena, walked_in):
    note(walked_in(WalkInWords(name="Olha")), session=session, by=irena)

    assert Person.objects.get(walk_in__name="Olha").full_name == "Olha"


def test_a_name_on_no_list_under_a_known_persons_id_changes_nothing_of_that_person(
    session, marta, irena, walked_in
):
    noted = note(walked_in(person=marta.uuid), session=session, by=irena)

    marta.refresh_from_db()
    assert (noted.verdict, noted.person) == (Scan.Verdict.NO_PLACE, None)
    assert marta.given_name == "Marta"
    assert not WalkIn.objects.exists()


def test_from_then_on_they_are_on_the_list_like_everybody(session, seat, halyna, irena, scanned, oksana):
    left = scanned(oksana, code="", person=halyna.person.uuid, act=Scan.Act.LEAVE, minutes=60)

    noted = note(left, session=session, by=irena)
    rows = {row.person: row for row in roster_of(session).rows}
    with override("en"):
        needs = [need["text"] for need in rows[halyna.person].needs]

    assert noted.attendance.minutes == 60
    assert rows[halyna.person].place is None
    assert needs == ["Walked in, without a place"]
    assert rows[oksana].place == seat


def test_at_another_session_they_are_on_no_list(halyna, irena, scanned, oksana, session):
    other = SessionFactory(starts_at=session.starts_at)
    tapped = scanned(oksana, code="", person=halyna.person.uuid)

    assert note(tapped, session=other, by=irena).verdict == Scan.Verdict.NO_PLACE


def test_undone_nobody_was_there_and_the_words_stay(session, halyna, irena, scanned, oksana):
    undoing = scanned(oksana, code="", act=Scan.Act.ANNUL, annuls=Scan.objects.get().event_id, minutes=1)

    note(undoing, session=session, by=irena)

    assert not Attendance.objects.exists()
    assert WalkIn.objects.get() == halyna


def test_matched_to_a_known_person_all_counts_for_that_one_and_taken_back_it_is_as_before(
    session, seat, oksana, halyna
):
    halyna.matched_to = oksana
    halyna.save()
    rederive(session, [oksana])
    together = list(Attendance.objects.values_list("person", "place", "status"))

    halyna.matched_to = None
    halyna.save()
    rederive(session, [halyna.person, oksana])

    assert together == [(oksana.pk, seat.pk, "present")]
    assert list(Attendance.objects.values_list("person", "place")) == [(halyna.person_id, None)]


def test_what_a_phone_tells_of_a_walk_in_after_the_match_counts_for_the_known_person(
    session, seat, oksana, halyna, irena, scanned
):
    halyna.matched_to = oksana
    halyna.save()
    rederive(session, [oksana])

    note(
        scanned(oksana, code="", person=halyna.person.uuid, act=Scan.Act.LEAVE, minutes=60),
        session=session,
        by=irena,
    )

    assert list(Attendance.objects.values_list("person", "minutes")) == [(oksana.pk, 60)]
    assert set(Scan.objects.values_list("person", flat=True)) == {halyna.person_id}


def test_the_pass_of_the_known_person_goes_on_from_there(session, seat, oksana, halyna, irena, scanned):
    halyna.matched_to = oksana
    halyna.save()
    rederive(session, [oksana])

    noted = note(scanned(oksana, minutes=10), session=session, by=irena)

    assert noted.verdict == Scan.Verdict.ALREADY_IN
    assert noted.attendance.arrived_at == session.starts_at


def test_the_list_is_handed_in_with_walk_ins_on_it(session, seat, halyna, irena):
    close_session(session, by=irena)

    assert dict(Attendance.objects.values_list("person", "status")) == {
        seat.person_id: "absent",
        halyna.person_id: "present",
    }


def test_forty_walk_ins_cost_the_queries_of_one(
    session, run, irena, scanned, oksana, django_assert_num_queries
):
    known = PersonFactory()
    PlaceFactory(run=run, person=known)

    def batch(count):
        return [
            scanned(oksana, code="", person=uuid4(), method=Scan.Method.LIST, walk_in=HALYNA)
            for _ in range(count)
        ]

    for events in (batch(1), batch(40)):
        with django_assert_num_queries(10 if connection.vendor == "postgresql" else 11):
            note_batch(events, session=session, by=irena, units=())


def test_a_walk_in_is_marked_on_the_list_like_everybody(client, session, halyna, irena):
    client.force_login(irena.user)

    client.post(
        f"/pl/desk/{session.uuid}/mark/",
        {"person": halyna.person.uuid, "mark": "left", "at": "18:00", "event_id": uuid4()},
    )

    assert Attendance.objects.get().minutes == 60
