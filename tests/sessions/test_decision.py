"""Too few have come forward: on the decision day somebody decides, and everybody concerned hears of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lms.messaging.models import Message
from lms.people.models import Role
from sessions.booking import take_place
from sessions.decision import go_ahead, runs_to_decide
from sessions.errors import BookingClosed
from sessions.models import Run
from sessions.planning import cancel_run
from sessions.tasks import remind_of_decisions
from tests.factories.people import MembershipFactory, PersonFactory
from tests.factories.sessions import RunFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    """Six people at least; the day to decide is today; one has come forward."""
    run = RunFactory(capacity=10, minimum=6, decision_on=timezone.localdate())
    SessionFactory(run=run)
    person = PersonFactory(given_name="Olha", email="olha@example.org")
    take_place(person, in_run=run, booked_by=person)
    return run


@pytest.fixture
def coordinator(run):
    return MembershipFactory(organisation=run.organiser, role=Role.COORDINATOR).person


def told(kind):
    return list(Message.objects.filter(kind=kind).values_list("recipient__given_name", flat=True))


def test_a_run_under_its_minimum_is_to_be_decided_on_its_day(run):
    assert list(runs_to_decide()) == [run]
    assert list(runs_to_decide(timezone.localdate() - timedelta(days=1))) == []


@pytest.mark.parametrize(
    "facts",
    [
        {"minimum": 1},
        {"minimum": 0},
        {"decision_on": None},
        {"status": Run.Status.CANCELLED},
        {"status": Run.Status.DRAFT},
        {"decided_at": timezone.now()},
    ],
)
def test_nothing_is_to_be_decided_where_enough_come_or_somebody_has_decided(run, facts):
    Run.objects.update(**facts)

    assert list(runs_to_decide()) == []


def test_what_has_begun_is_decided(run):
    SessionFactory(run=run, starts_at=timezone.now() - timedelta(hours=1))

    assert list(runs_to_decide()) == []


def test_the_coordinators_are_told_once_a_decision_day(run, coordinator):
    MembershipFactory(organisation=run.organiser, role=Role.TRAINER)
    MembershipFactory(role=Role.COORDINATOR)

    remind_of_decisions()
    remind_of_decisions()
    Run.objects.update(decision_on=timezone.localdate() - timedelta(days=1))
    remind_of_decisions()

    assert told("decision_due") == [coordinator.given_name] * 2


def test_when_it_goes_ahead_those_with_a_seat_are_told_once(run, coordinator):
    go_ahead(run, by=coordinator)
    go_ahead(run, by=coordinator)

    run.refresh_from_db()
    assert run.decided_at
    assert told("run_goes_ahead") == ["Olha"]
    assert list(runs_to_decide()) == []


def test_when_it_is_called_off_everybody_is_told_why(run, coordinator, oksana):
    Run.objects.update(capacity=1, minimum=1)
    take_place(oksana, in_run=Run.objects.get(), booked_by=oksana)

    cancel_run(run, by=coordinator, reason="Zgłosiło się za mało osób.")

    messages = Message.objects.filter(kind="run_called_off")
    assert sorted(told("run_called_off")) == ["Oksana", "Olha"]
    assert all("Zgłosiło się za mało osób." in message.text for message in messages)


def test_what_was_called_off_does_not_go_ahead(run, coordinator):
    Run.objects.update(status=Run.Status.CANCELLED)

    with pytest.raises(BookingClosed):
        go_ahead(run, by=coordinator)
