"""What the story of a team finds in the house: somebody of Krystyna's people who lacks a competence."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from courses.competences.standing import recalculate_for
from courses.models import (
    Audience,
    Competence,
    Course,
    CourseGives,
    Duty,
    Framework,
    RequiredCompetence,
    RoleProfile,
    Team,
)
from lms.people.models import Organisation, Person, Role
from lms.people.roles import grant
from sessions.models import Place, Run
from sessions.planning import add_session, publish_run

MANAGER = "krystyna.jablonska@example.org"


def somebody_with_a_gap() -> dict[str, Any]:
    """A new colleague whose role asks for first aid since long ago, and a run in which it can be learnt."""
    mops, code = Organisation.objects.get(code="MOPS"), uuid4().hex[:6]
    first_aid = Competence.objects.create(
        framework=Framework.objects.create(code=f"STORY-{code}", title_pl="Historia"),
        code=code,
        title_pl="Pierwsza pomoc dziecku",
        title_uk="Перша допомога дитині",
        title_en="First aid for a child",
    )
    profile = RoleProfile.objects.create(
        code=f"story-{code}",
        title_pl="Opiekun świetlicy",
        title_uk="Вихователь клубу",
        title_en="Keeper of the day room",
    )
    RequiredCompetence.objects.create(profile=profile, competence=first_aid, due_days=30)
    manager = Person.objects.get(email=MANAGER)
    team = Team.objects.create(organisation=mops, name=f"Krok {code}", manager=manager)
    person = Person.objects.create(
        given_name="Zofia", family_name=f"Wrona-{code}", email=f"zofia.{code}@example.org", language="pl"
    )
    grant(Role.ASSISTANT, to=person, at=mops)
    long_ago = timezone.localdate() - timedelta(days=400)
    Duty.objects.create(person=person, profile=profile, organisation=mops, team=team, since=long_ago)
    run = _run_of(first_aid, mops, code=code)
    recalculate_for(person)
    return {"team": team.pk, "person": person.full_name, "email": person.email, "run": run.code}


def places_of(email: str) -> list[str]:
    """In which runs somebody has a seat."""
    places = Place.objects.confirmed().filter(person__email=email)
    return list(places.values_list("run__code", flat=True))


def _run_of(competence: Competence, organiser: Organisation, *, code: str) -> Run:
    course = Course.objects.create(
        code=f"POMOC-{code}",
        title_pl="Pierwsza pomoc w praktyce",
        title_uk="Перша допомога на практиці",
        title_en="First aid in practice",
        audience=Audience.STAFF,
        theory_hours=4,
        organiser=organiser,
    )
    CourseGives.objects.create(course=course, competence=competence)
    begins = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=12)
    run = Run.objects.create(
        course=course,
        code=f"POMOC-{code}-1",
        organiser=organiser,
        capacity=5,
        booking_closes_at=begins,
        online_link="https://example.org/first-aid",
    )
    add_session(run, starts_at=begins, ends_at=begins + timedelta(hours=3), kind="theory")
    return publish_run(run)
