"""What My Krok shows, and what it is made from."""

import re
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from courses.certificates import issue
from courses.models import Enrolment
from courses.run_facts import RunFacts
from sessions.booking import take_place
from tests.factories.courses import CourseFactory, EnrolmentFactory
from tests.factories.people import OrganisationFactory
from tests.factories.sessions import RunFactory, SessionFactory


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def home(client):
    return client.get(reverse("my:home"))


def seat(person, *, in_days=7, by=None, **run):
    run = RunFactory(**run)
    SessionFactory(run=run, starts_at=timezone.now() + timedelta(days=in_days))
    return take_place(person, in_run=run, booked_by=by or person)


def finished(person, *, completed=True, **course):
    return EnrolmentFactory(
        person=person,
        course=CourseFactory(**course),
        theory_minutes=270 if completed else 90,
        planned_minutes=270,
        result=Enrolment.Result.COMPLETED if completed else Enrolment.Result.NOT_COMPLETED,
        ended_at=timezone.now(),
    )


def certified(person, **course):
    enrolment = finished(person, **course)
    today = timezone.localdate()
    return issue(enrolment, facts=RunFacts(organiser=OrganisationFactory(), first_day=today, last_day=today))
