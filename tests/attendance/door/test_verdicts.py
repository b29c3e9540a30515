"""A child is handed over, a room is found, and two who must not meet do not: each with its word."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import translation

from attendance.door.checkin import note, note_batch
from attendance.door.verdicts import SAYINGS, detail, saying
from attendance.models import Attendance, Contradiction, GuardianConsent, Scan
from sessions.models import Run, Session
from tests.attendance.conftest import START
from tests.factories.attendance import GuardianConsentFactory, KeptApartFactory
from tests.factories.people import PersonFactory
from tests.factories.sessions import PlaceFactory, RoomFactory, SessionFactory

Verdict = Scan.Verdict


@pytest.fixture
def child(run, oksana, danylo):
    """Danylo has a seat."""
    PlaceFactory(run=run, person=danylo, booked_by=oksana)
    return danylo


@pytest.fixture
def handed_over(run):
    run.course.is_handed_over = True
    run.course.save()


@pytest.fixture
def needs_consent(run):
    run.course.needs_consent = True
    run.course.save()


# --- the wrong room --------------------------------------------------------------------------------------


def test_whose_meeting_is_on_now_in_another_room_is_shown_the_way(session, irena, marta, scanned):
    session.room = RoomFactory(name="Sala 1")
    session.save()
    theirs = SessionFactory(
        starts_at=START, room=RoomFactory(name="Sala 12"), run__course__title="Polski od zera"
    )
    PlaceFactory(run=theirs.run, person=marta)

    noted = note(scanned(marta), session=session, by=irena)

    assert (noted.verdict, noted.elsewhere) == (Verdict.WRONG_ROOM, theirs)
    assert noted.person is None
    with translation.override("en"):
        assert detail(noted).endswith("Sala 12")


def test_a_confidential_meeting_next_door_is_not_named(session, irena, marta, scanned):
    theirs = SessionFactory(starts_at=START, room=RoomFactory(), run__visibility=Run.Visibility.CONFIDENTIAL)
    PlaceFactory(run=theirs.run, person=marta)

    assert note(scanned(marta), session=session, by=irena).verdict == Verdict.NO_PLACE


# --- children --------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("handed_over")
def test_a_child_alone_is_asked_for_whoever_brings_it(session, child, irena, scanned):
    noted = note(scanned(child), session=session, by=irena)

    assert (noted.verdict, noted.person) == (Verdict.GUARDIAN_MISSING, child)
    assert not Attendance.objects.exists()


@pytest.mark.usefixtures("handed_over")
def test_a_child_comes_and_goes_with_a_guardian_and_the_log_says_with_whom(
    session, child, oksana, irena, scanned
):
    came = note(scanned(child, guardian=oksana.uuid), session=session, by=irena)
    alone = note(scanned(child, act=Scan.Act.LEAVE, minutes=118), session=session, by=irena)
    fetched = note(
        scanned(child, act=Scan.Act.LEAVE, minutes=120, guardian=oksana.uuid), session=session, by=irena
    )

    assert [each.verdict for each in (came, alone, fetched)] == ["welcome", "guardian_missing", "noted"]
    assert (came.scan.guardian_id, alone.scan.guardian_id) == (oksana.pk, None)
    assert Attendance.objects.get().left_at == START + timedelta(minutes=120)


@pytest.mark.usefixtures("handed_over")
def test_a_stranger_who_says_that_the_child_is_theirs_is_no_guardian(session, child, marta, irena, scanned):
    noted = note(scanned(child, guardian=marta.uuid), session=session, by=irena)

    assert noted.verdict == Verdict.GUARDIAN_MISSING
    assert noted.scan.guardian_id is None


@pytest.mark.usefixtures("handed_over", "needs_consent")
def test_a_grown_up_comes_alone_and_consents_to_nothing(session, seat, oksana, irena, scanned):
    assert note(scanned(oksana), session=session, by=irena).verdict == Verdict.WELCOME


@pytest.mark.usefixtures("needs_consent")
def test_a_child_without_consent_waits_for_the_paper(session, child, irena, scanned):
    first = note(scanned(child), session=session, by=irena)
    signed = note(scanned(child, minutes=2, has_paper_consent=True), session=session, by=irena)
    later = note(scanned(child, minutes=30, device="phone-2"), session=session, by=irena)

    consent = GuardianConsent.objects.get()
    assert [each.verdict for each in (first, signed, later)] == ["consent_missing", "welcome", "already_in"]
    assert (consent.place.person, consent.is_on_paper, consent.recorded_by) == (child, True, irena)


@pytest.mark.usefixtures("needs_consent")
def test_a_paper_signed_twice_in_one_batch_is_one_consent(session, child, irena, scanned):
    note_batch([scanned(child, has_paper_consent=True) for _ in range(3)], session=session, by=irena)

    assert GuardianConsent.objects.count() == 1


@pytest.mark.usefixtures("needs_consent")
def test_a_consent_given_on_line_opens_the_door_and_one_withdrawn_does_not(session, child, irena, scanned):
    consent = GuardianConsentFactory(place=child.places.get())
    came = note(scanned(child), session=session, by=irena)
    consent.withdrawn_at = START
    consent.save()
    tomorrow = SessionFactory(run=session.run, starts_at=START + timedelta(minutes=150))

    again = note(scanned(child, minutes=150), session=tomorrow, by=irena)

    assert (came.verdict, again.verdict) == (Verdict.WELCOME, Verdict.CONSENT_MISSING)


# --- people who must not meet ----------------------------------------------------------------------------


@pytest.fixture
def apart(seat, oksana, marta, run):
    """Oksana and Marta both have a seat, and must not meet."""
    PlaceFactory(run=run, person=marta)
    return KeptApartFactory(one=marta, other=oksana)


@pytest.mark.usefixtures("apart")
def test_the_second_of_two_who_must_not_meet_waits_for_the_coordinator(
    session, oksana, marta, irena, scanned
):
    first = note(scanned(oksana), session=session, by=irena)
    second = note(scanned(marta, minutes=3), session=session, by=irena)
    tapped = note(
        scanned(marta, code="", person=marta.uuid, method=Scan.Method.LIST), session=session, by=irena
    )

    assert [each.verdict for each in (first, second, tapped)] == [
        "welcome",
        "call_coordinator",
        "call_coordinator",
    ]
    assert not Attendance.objects.filter(person=marta).exists()


@pytest.mark.usefixtures("apart")
def test_nothing_at_the_door_and_nothing_in_the_log_tells_why(session, oksana, marta, irena, scanned):
    note(scanned(oksana), session=session, by=irena)

    noted = note(scanned(marta), session=session, by=irena)

    scan = Scan.objects.get(person=marta)
    assert (noted.earlier, noted.elsewhere, noted.attendance) == (None, None, None)
    assert (scan.reason, scan.guardian, scan.excuse) == ("", None, "")
    assert not Contradiction.objects.exists()
    with translation.override("en"):
        said = f"{noted.verdict.label} {saying(noted).remedy} {detail(noted)}".lower()
    assert not any(word in said for word in ("oksana", "meet", "apart", "safe", "danger"))


@pytest.mark.usefixtures("apart")
def test_once_the_other_has_gone_nobody_needs_to_call(session, oksana, marta, irena, scanned):
    note(scanned(oksana), session=session, by=irena)
    note(scanned(oksana, act=Scan.Act.LEAVE, minutes=20), session=session, by=irena)

    assert note(scanned(marta, minutes=30), session=session, by=irena).verdict == Verdict.WELCOME


def test_a_flag_that_has_ended_says_nothing(session, apart, oksana, marta, irena, scanned):
    apart.ends_on = START.date() - timedelta(days=1)
    apart.save()
    note(scanned(oksana), session=session, by=irena)

    assert note(scanned(marta), session=session, by=irena).verdict == Verdict.WELCOME


@pytest.mark.parametrize(
    ("address", "minutes", "verdict"),
    [
        ("ul. Prosta 1", 0, Verdict.CALL_COORDINATOR),
        ("ul. Prosta 1", 60 * 5, Verdict.WELCOME),
        ("ul. Inna 2", 0, Verdict.WELCOME),
    ],
)
def test_somebody_expected_in_the_same_house_just_now_counts_too(
    session, seat, oksana, irena, scanned, address, minutes, verdict
):
    session.room = RoomFactory(address="ul. Prosta 1")
    session.save()
    near = SessionFactory(starts_at=START + timedelta(minutes=minutes), room=RoomFactory(address=address))
    pair = KeptApartFactory(one=oksana)
    PlaceFactory(run=near.run, person=pair.other)

    assert note(scanned(oksana), session=session, by=irena).verdict == verdict


@pytest.mark.usefixtures("apart")
def test_whoever_scans_the_room_code_themselves_hears_only_to_wait(session, oksana, marta, irena, scanned):
    note(scanned(oksana), session=session, by=irena)

    noted = note(
        scanned(marta, code="", person=marta.uuid, method=Scan.Method.ROOM), session=session, by=marta
    )

    assert noted.verdict == Verdict.TO_CONFIRM


# --- the code on the wall, and rights that ended ---------------------------------------------------------


def test_the_printed_code_counts_when_the_trainer_taps_the_name(session, seat, oksana, irena, scanned):
    asked = note(
        scanned(oksana, code="", person=oksana.uuid, method=Scan.Method.PRINTED), session=session, by=oksana
    )
    nothing_yet = Attendance.objects.count()

    note(
        scanned(oksana, code="", person=oksana.uuid, method=Scan.Method.LIST, minutes=5),
        session=session,
        by=irena,
    )

    assert (asked.verdict, nothing_yet) == (Verdict.TO_CONFIRM, 0)
    assert Attendance.objects.get().method == Scan.Method.LIST


def test_what_is_held_back_counts_for_nothing_and_asks_the_coordinator(session, seat, oksana, irena, scanned):
    events = [scanned(oksana), scanned(oksana, act=Scan.Act.LEAVE, minutes=60)]

    noted = note_batch(events, session=session, by=irena, is_held_back=True)
    again = note_batch(events, session=session, by=irena, is_held_back=True)

    assert {each.verdict for each in noted} == {Verdict.HELD_BACK}
    assert [each.is_repeat for each in again] == [True, True]
    assert not Attendance.objects.exists()
    assert Contradiction.objects.get().kind == Contradiction.Kind.HELD_BACK


@pytest.mark.parametrize("method", [Scan.Method.CORRECTION, Scan.Method.IMPORT])
def test_a_correction_is_taken_where_the_door_is_shut(session, oksana, pan_adam, scanned, method):
    Session.objects.update(status=Session.Status.CLOSED, closed_at=START)
    session.refresh_from_db()

    noted = note(
        scanned(
            oksana, code="", person=oksana.uuid, method=method, reason="Paper", stated_at=session.starts_at
        ),
        session=session,
        by=pan_adam,
    )

    assert noted.verdict == Verdict.WELCOME
    assert Attendance.objects.get().place is None


def test_every_verdict_that_asks_for_something_is_amber_or_red():
    silent = {Verdict.WELCOME, Verdict.NOTED}

    assert {SAYINGS[verdict].colour for verdict in set(Verdict) - silent} == {"amber", "red"}


def test_all_that_the_rules_may_ask_costs_nothing_where_nothing_is_asked(
    session, irena, scanned, django_assert_num_queries
):
    people = PersonFactory.create_batch(2)
    for person in people:
        PlaceFactory(run=session.run, person=person)

    events = [scanned(person) for person in people]

    apart = connection.vendor != "postgresql"
    # People, log, entries, attendance (the last two at once where that can be); and marks of the transaction.
    with django_assert_num_queries(3 + apart + 2):
        note_batch(events, session=session, by=irena, units=())
