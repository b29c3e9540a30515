"""Irena at her Desk and Adam in the back office see how far everybody is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from attendance.models import Handover
from lms.people.models import Role
from lms.people.roles import grant
from lms.privacy.models import AuditEntry
from tests.attendance.conftest import START
from tests.factories.attendance import AttendanceFactory
from tests.factories.people import PersonFactory
from tests.factories.sessions import PlaceFactory, SessionFactory


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def held(run, session, irena):
    """A meeting a week ago, its list handed in; two more to come."""
    SessionFactory(run=run, starts_at=START + timedelta(days=7))
    starts_at = START - timedelta(days=7)
    return SessionFactory(
        run=run, starts_at=starts_at, status="closed", closed_at=starts_at, trainers=[irena]
    )


def seated(run, held, *, status="present", **names):
    person = PersonFactory(**names)
    place = PlaceFactory(run=run, person=person)
    AttendanceFactory(session=held, person=person, place=place, status=status)
    return place


def at_desk(session):
    return "/en" + reverse("desk:progress", args=[session.uuid])[3:]


def test_each_name_has_a_line(client, run, session, held, irena):
    seated(run, held, given_name="Oksana", family_name="Bondar")
    seated(run, held, status="absent", given_name="Anna", family_name="Lis")
    client.force_login(irena.user)

    rows = client.get(at_desk(session)).context["rows"]

    assert [row.name for row in rows] == ["Anna Lis", "Oksana Bondar"]
    assert [row.mark for row in rows] == ["absent", "late"]


def test_a_substitute_for_one_meeting_does_not_see_the_others(client, run, session, held, irena, mops):
    substitute = PersonFactory(with_sign_in=True)
    grant(Role.TRAINER, to=substitute, at=mops)
    Handover.objects.create(session=session, substitute=substitute, by=irena)
    client.force_login(substitute.user)

    assert client.get(reverse("desk:session", args=[session.uuid])).status_code == 200
    assert client.get(at_desk(session)).status_code == 404


def test_the_trainer_looks_as_often_at_three_as_at_one(client, run, session, held, irena):
    client.force_login(irena.user)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(at_desk(session))
        return len(queries)

    seated(run, held)
    asked()
    one = asked()
    seated(run, held)
    seated(run, held, status="absent")

    assert asked() == one


def test_a_look_at_a_confidential_run_is_in_the_log(client, run, session, held, irena, pan_adam):
    run.visibility = "confidential"
    run.save()

    client.force_login(irena.user)
    client.get(at_desk(session))
    client.force_login(pan_adam.user)
    client.get(reverse("run_progress", args=[run.pk]))

    looks = AuditEntry.objects.filter(action=AuditEntry.Action.VIEWED)
    assert {look.actor for look in looks} == {irena.user, pan_adam.user}


def test_the_coordinator_sees_who_fell_silent(client, run, session, held, pan_adam):
    run.course.absences_before_alert = 1
    run.course.save()
    seated(run, held, status="absent")
    client.force_login(pan_adam.user)

    (row,) = client.get(reverse("run_progress", args=[run.pk])).context["rows"]

    assert row.absences_in_a_row == 1


def test_a_run_of_another_organisation_is_not_there(client, run, pani_beata):
    client.force_login(pani_beata.user)

    assert client.get(reverse("run_progress", args=[run.pk])).status_code == 404
