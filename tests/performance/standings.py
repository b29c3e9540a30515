"""A night of competences: where 5,000 people stand with 60 competences each, worked out in the database."""

from __future__ import annotations

from datetime import date, timedelta
from time import perf_counter

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.competences.standing import recalculate_all, recalculate_for
from courses.models import (
    Competence,
    Duty,
    Evidence,
    Framework,
    RequiredCompetence,
    RoleProfile,
    Standing,
)
from lms.people.models import Person
from tests.factories.people import OrganisationFactory

PEOPLE = 5_000
COMPETENCES = 60
BAR_SECONDS = 10.0
TODAY = date(2026, 11, 23)


def a_night_of_standings() -> str:
    """The first night writes all of them, the second finds nothing to do, the third moves on a month."""
    person = _a_house_full_of_roles()
    told = []
    nights = (
        ("first night", TODAY),
        ("nothing new", TODAY),
        ("a month later", TODAY + timedelta(days=30)),
    )
    for name, day in nights:
        started = perf_counter()
        written = recalculate_all(today=day)
        told.append(f"{name} {perf_counter() - started:.2f} s ({written} written)")
    with CaptureQueriesContext(connection) as asked:
        started = perf_counter()
        recalculate_for(person, today=TODAY)
        one = perf_counter() - started
    return (
        f"standings of {PEOPLE} people by {COMPETENCES} competences, {Standing.objects.count()} rows: "
        f"{', '.join(told)}; bar {BAR_SECONDS:.0f} s. One person: {one * 1000:.0f} ms, {len(asked)} queries"
    )


def _a_house_full_of_roles() -> Person:
    """Two roles of 40 competences, 20 of them asked by both; evidence of nearly all, in twos and threes."""
    framework = Framework.objects.create(code="LOAD", title="Load")
    competences = Competence.objects.bulk_create(
        Competence(framework=framework, code=f"C{number}", title=f"C{number}", position=number)
        for number in range(COMPETENCES)
    )
    profiles = [RoleProfile.objects.create(code=f"load-{number}", title="Load") for number in range(2)]
    RequiredCompetence.objects.bulk_create(
        RequiredCompetence(
            profile=profile,
            competence=competence,
            level=1 + number % 2,
            minutes=600 if number % 10 == 9 else 0,
            valid_months=(None, 12, 24)[number % 3],
            grace_days=30,
        )
        for profile, asked in zip(profiles, (competences[:40], competences[20:]), strict=True)
        for number, competence in enumerate(asked)
    )
    people = Person.objects.bulk_create(
        Person(given_name="Load", family_name=f"Person{number}") for number in range(PEOPLE)
    )
    organisation = OrganisationFactory(code="MOPS")
    Duty.objects.bulk_create(
        Duty(person=person, profile=profile, organisation=organisation, since=TODAY - timedelta(days=400))
        for person in people
        for profile in profiles
    )
    Evidence.objects.bulk_create(
        (
            Evidence(
                person=person,
                competence=competence,
                kind=Evidence.Kind.EXTERNAL,
                level=1 + (row + number) % 2,
                achieved_on=TODAY - timedelta(days=(row * 37 + number * 101) % 900),
                minutes=300,
                decision=Evidence.Decision.ACCEPTED,
                reviewed_at=timezone.now(),
            )
            for row, person in enumerate(people)
            for number, competence in enumerate(competences)
            if (row + number) % 8
        ),
        batch_size=5_000,
    )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return people[0]
