"""Too few have come forward: pan Adam sees it on the page of the run, and says what becomes of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lms.messaging.models import Message
from sessions.booking import take_place
from sessions.models import Run
from tests.factories.sessions import RunFactory, SessionFactory


@pytest.fixture
def desk_of_adam(client, pan_adam):
    client.force_login(pan_adam.user)
    return client


@pytest.fixture
def small_run(mops, oksana):
    """One of three has come, and today it is decided."""
    run = RunFactory(organiser=mops, minimum=3, decision_on=timezone.localdate())
    SessionFactory(run=run)
    take_place(oksana, in_run=run, booked_by=oksana)
    return run


def decision_on_page(desk, run):
    return desk.get(reverse("run:inspect", args=[run.pk])).context["decision"]


def test_the_page_says_how_many_are_missing_and_how_many_are_told(desk_of_adam, small_run):
    decision = decision_on_page(desk_of_adam, small_run)

    assert (decision.missing, decision.told, decision.is_due) == (2, 1, True)


def test_it_goes_ahead_and_those_with_a_place_are_told(desk_of_adam, small_run, oksana):
    desk_of_adam.post(reverse("run:go_ahead", args=[small_run.pk]))

    small_run.refresh_from_db()
    assert small_run.decided_at
    assert Message.objects.filter(kind="run_goes_ahead", recipient=oksana).count() == 1
    assert decision_on_page(desk_of_adam, small_run) is None


def test_before_the_day_it_is_said_but_not_due(desk_of_adam, small_run):
    Run.objects.update(decision_on=timezone.localdate() + timedelta(days=2))

    assert decision_on_page(desk_of_adam, small_run).is_due is False


@pytest.mark.parametrize("changes", [{"minimum": 1}, {"status": Run.Status.DRAFT}, {"minimum": 0}])
def test_where_nothing_is_to_be_decided_nothing_is_asked(desk_of_adam, small_run, changes):
    Run.objects.update(**changes)

    assert decision_on_page(desk_of_adam, small_run) is None


def test_a_run_that_has_begun_is_not_decided_about(desk_of_adam, small_run):
    small_run.sessions.update(starts_at=timezone.now() - timedelta(hours=1))

    assert decision_on_page(desk_of_adam, small_run) is None
