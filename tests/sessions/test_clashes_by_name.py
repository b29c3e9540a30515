"""A parent cannot be in two places at once; nor an interpreter, nor those who look after children.

On PostgreSQL too: ``DATABASE_URL=… pytest tests/sessions/test_clashes_by_name.py -n0``.
"""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine

from courses.models import Audience, Enrolment
from lms.people.models import Clearance
from sessions.appointments.booking import book, hold
from sessions.backoffice.words import explain
from sessions.booking import Wish, cancel_place, take_place, take_places
from sessions.errors import BookingError, Clash, NotCleared, ParticipantBusy
from sessions.models import Reservation
from sessions.planning import add_session, change_trainers, move_session
from sessions.working_hours import set_weekly
from tests.factories.courses import CourseFactory
from tests.factories.people import GuardianshipFactory, PersonFactory
from tests.factories.sessions import (
    ChildcareFactory,
    RunFactory,
    ServiceFactory,
    SpecialistFactory,
)

pytestmark = pytest.mark.django_db

TEN = datetime(2026, 12, 1, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=UTC), tick=False):
        yield


def run_at(starts_at=TEN, *, needed=None, **asked):
    run = RunFactory(booking_closes_at=TEN - HOUR, **asked)
    add_session(run, starts_at=starts_at, ends_at=starts_at + 2 * HOUR, kind="theory", **(needed or {}))
    return run


def for_children(starts_at=TEN, **asked):
    """A run to which a carer comes along and stays."""
    return run_at(starts_at, audience=Audience.CHILDREN, carer_stays=True, **asked)


def come(person, run, *, carer=None):
    return take_place(person, in_run=run, booked_by=carer or person, accompanied_by=carer)


@pytest.fixture
def sister(oksana):
    """Another child in Oksana's care."""
    child = PersonFactory(given_name="Daryna", family_name="Koval", child=True)
    GuardianshipFactory(carer=oksana, child=child)
    return child


def test_a_carer_who_stays_with_a_child_cannot_take_a_seat_elsewhere_then(oksana, danylo):
    come(danylo, for_children(), carer=oksana)

    with pytest.raises(ParticipantBusy) as refused:
        come(oksana, run_at(TEN + HOUR))

    assert refused.value.people == [oksana]
    assert "Oksana Shevchenko" in explain(refused.value)


def test_a_carer_with_a_seat_elsewhere_cannot_stay_with_a_child_then(oksana, danylo):
    come(oksana, run_at(TEN + HOUR))

    with pytest.raises(ParticipantBusy) as refused:
        come(danylo, for_children(), carer=oksana)

    assert refused.value.people == [oksana]


def test_two_children_at_the_same_hour_in_two_places_need_two_carers(oksana, danylo, sister):
    come(danylo, for_children(), carer=oksana)

    with pytest.raises(ParticipantBusy) as refused:
        come(sister, for_children(), carer=oksana)

    assert refused.value.people == [oksana]


def test_one_carer_stays_with_two_children_in_the_same_group(oksana, danylo, sister):
    run = for_children()

    places = take_places(
        [Wish(danylo, accompanied_by=oksana), Wish(sister, accompanied_by=oksana)],
        in_run=run,
        booked_by=oksana,
    )

    assert all(place.is_confirmed for place in places)
    assert Reservation.objects.filter(resource__person=oksana, active=True).count() == 1


def test_the_carer_is_free_again_only_when_the_last_child_has_left(oksana, danylo, sister):
    run = for_children()
    first, second = take_places(
        [Wish(danylo, accompanied_by=oksana), Wish(sister, accompanied_by=oksana)],
        in_run=run,
        booked_by=oksana,
    )

    cancel_place(first, by=oksana)
    with pytest.raises(ParticipantBusy):
        come(oksana, run_at(TEN + HOUR))
    cancel_place(second, by=oksana)

    assert come(oksana, run_at(TEN + HOUR)).is_confirmed


def test_where_no_carer_is_needed_both_may_be_somewhere_else(oksana, danylo):
    come(danylo, run_at(audience=Audience.CHILDREN), carer=oksana)

    assert come(oksana, run_at(TEN + HOUR)).is_confirmed


def test_a_meeting_that_is_moved_onto_the_hours_of_a_carer_is_refused_by_name(oksana, danylo):
    come(danylo, for_children(), carer=oksana)
    later = run_at(TEN + 5 * HOUR)
    come(oksana, later)
    session = later.sessions.get()

    with pytest.raises(Clash) as refused:
        move_session(session, starts_at=TEN, ends_at=TEN + 2 * HOUR, room=None, by=None)

    assert [str(resource) for resource in refused.value.resources] == ["Oksana Shevchenko"]
    assert "Oksana Shevchenko" in explain(refused.value)


@pytest.fixture
def lidia(irena):
    """A speech therapist, cleared, to whom a carer comes along and stays."""
    Clearance.objects.create(person=irena, checked_on=TEN.date(), valid_until=TEN.date())
    service = ServiceFactory(audience="children", carer_stays=True, code="LOGO")
    specialist = SpecialistFactory(person=irena, services=[service])
    set_weekly(
        specialist,
        weekdays=[TEN.weekday()],
        start=time(8),
        end=time(16),
        from_day=TEN.date(),
    )
    return specialist


def visit(specialist, child, carer, starts_at=TEN):
    held = hold(
        specialist.services.get(), specialist=specialist, starts_at=starts_at, device_key=str(child.pk)
    )
    return book([held], person=child, booked_by=carer, accompanied_by=carer)


def test_a_carer_at_an_appointment_with_one_child_is_not_at_a_group_with_another(
    oksana, danylo, sister, lidia
):
    visit(lidia, danylo, oksana)

    with pytest.raises(ParticipantBusy) as refused:
        come(sister, for_children(), carer=oksana)

    assert refused.value.people == [oksana]


def test_a_carer_in_a_course_does_not_come_to_an_appointment_then(oksana, danylo, lidia):
    come(oksana, run_at())

    with pytest.raises((BookingError, Clash)) as refused:
        visit(lidia, danylo, oksana)

    assert "Oksana Shevchenko" in str(refused.value)


def test_an_interpreter_is_in_one_place_at_a_time():
    sofiia = PersonFactory(given_name="Sofiia", family_name="Rudenko")
    run_at(needed={"interpreter": sofiia})

    with pytest.raises(Clash) as refused:
        run_at(TEN + HOUR, needed={"interpreter": sofiia})

    assert [str(resource) for resource in refused.value.resources] == ["Sofiia Rudenko"]
    assert "Sofiia Rudenko" in explain(refused.value)


def test_whoever_interprets_does_not_teach_at_the_same_hour(irena):
    run_at(needed={"interpreter": irena})

    with pytest.raises(Clash) as refused:
        run_at(TEN + HOUR, needed={"trainers": [irena]})

    assert [str(resource) for resource in refused.value.resources] == ["Irena Wójcik"]


def test_childcare_is_with_one_group_at_a_time():
    corner = ChildcareFactory(name="Kącik zabaw")
    run_at(needed={"childcare": corner})

    with pytest.raises(Clash) as refused:
        run_at(TEN + HOUR, needed={"childcare": corner})

    assert [str(resource) for resource in refused.value.resources] == ["Kącik zabaw"]


def test_childcare_goes_from_one_group_to_the_next():
    corner = ChildcareFactory()
    run_at(needed={"childcare": corner})

    run_at(TEN + 2 * HOUR, needed={"childcare": corner})

    assert Reservation.objects.filter(resource__childcare=corner, active=True).count() == 2


# --- nobody without clearance comes to children


@pytest.fixture
def protection():
    return CourseFactory(is_protection_course=True, valid_months=12)


def test_a_trainer_without_clearance_is_refused_by_name(irena, protection):
    with pytest.raises(NotCleared) as refused:
        run_at(audience=Audience.CHILDREN, needed={"trainers": [irena]})

    assert explain(refused.value).count("Irena Wójcik") == 2


def test_an_interpreter_among_children_needs_clearance_too(irena, protection):
    with pytest.raises(NotCleared):
        run_at(audience=Audience.CHILDREN, needed={"interpreter": irena})


def test_a_trainer_with_both_is_welcome(irena, protection):
    Clearance.objects.create(person=irena, checked_on=TEN.date(), valid_until=TEN.date())
    Enrolment.objects.create(
        person=irena, course=protection, result=Enrolment.Result.COMPLETED, ended_at=TEN - 24 * HOUR
    )

    run = run_at(audience=Audience.CHILDREN, needed={"trainers": [irena]})

    assert list(run.sessions.get().trainers.all()) == [irena]


def test_a_stand_in_needs_clearance_as_well(irena, marta, protection):
    session = run_at(audience=Audience.CHILDREN).sessions.get()

    with pytest.raises(NotCleared):
        change_trainers(session, [irena], by=None)

    assert list(session.trainers.all()) == []


def test_a_meeting_is_not_moved_past_the_end_of_a_check(irena):
    Clearance.objects.create(person=irena, checked_on=TEN.date(), valid_until=TEN.date())
    session = run_at(audience=Audience.CHILDREN, needed={"trainers": [irena]}).sessions.get()

    with pytest.raises(NotCleared) as refused:
        move_session(session, starts_at=TEN + 24 * HOUR, ends_at=TEN + 26 * HOUR, room=None, by=None)

    assert refused.value.reasons[0].ended_on == TEN.date()
    session.refresh_from_db()
    assert session.starts_at == TEN


def test_no_specialist_sees_a_child_without_clearance(lidia, oksana, danylo):
    Clearance.objects.all().delete()

    with pytest.raises(NotCleared):
        visit(lidia, danylo, oksana)
