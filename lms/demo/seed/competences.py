"""What roles ask for, who took them up, and what was seen of them: somebody lapses, something is missing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from courses.competences.evidence import Claim, observe
from courses.competences.nightly import recalculate_all
from courses.models import (
    Competence,
    Course,
    CourseGives,
    Duty,
    Evidence,
    Framework,
    Level,
    RequiredCompetence,
    RoleProfile,
    Team,
)
from lms.demo.told import in_languages, told
from lms.people.models import Role
from lms.people.roles import grant

if TYPE_CHECKING:
    from lms.demo.seed.people import Cast

OF_A_RULE = ("level", "due_days", "valid_months", "grace_days", "window_days")


@transaction.atomic
def describe_roles() -> None:
    """The framework, what each role asks for, and which course gives what. Safe to repeat."""
    story = told("competences")
    frame = story["framework"]
    framework, is_new = Framework.objects.get_or_create(
        code=frame["code"], defaults=in_languages("title", frame["title"]) | {"source": frame["source"]}
    )
    if not is_new:
        return
    for level in frame["levels"]:
        Level.objects.create(
            framework=framework, number=level["number"], **in_languages("title", level["title"])
        )
    known: dict[str, Competence] = {}
    for position, one in enumerate(frame["competences"], start=1):
        known[one["code"]] = Competence.objects.create(
            framework=framework,
            code=one["code"],
            parent=known.get(one.get("parent", "")),
            position=position,
            **in_languages("title", one["title"]),
            **in_languages("description", one["description"]),
        )
    for one in story["profiles"]:
        _profile(one, known, story["basis"])
    for one in story["gives"]:
        CourseGives.objects.create(
            course=Course.objects.get(code=one["course"]),
            competence=known[one["competence"]],
            level=one["level"],
            valid_months=one.get("valid_months"),
        )
    shorter = Course.objects.get(code="PSEA-P")
    shorter.prerequisites.add(Course.objects.get(code="PSEA"))
    Course.objects.filter(code="PSEA").update(renewed_by=shorter)


@transaction.atomic
def take_up_roles(cast: Cast) -> None:
    """Teams with their managers, the people in them, and what their managers have seen. Safe to repeat."""
    story = told("competences")
    if Duty.objects.exists():
        return
    teams = {
        one["key"]: Team.objects.create(
            organisation=cast.organisations[one["organisation"]],
            manager=cast.people[one["manager"]],
            name=one["name"],
        )
        for one in story["teams"]
    }
    for team in teams.values():
        if team.manager:
            grant(Role.MANAGER, to=team.manager, at=team.organisation)
    today = timezone.localdate()
    for one in story["duties"]:
        theirs = teams.get(one.get("team", ""))
        person = cast.people[one["person"]]
        Duty.objects.create(
            person=person,
            profile=RoleProfile.objects.get(code=one["profile"]),
            organisation=theirs.organisation if theirs else cast.organisations[one["organisation"]],
            team=theirs,
            since=today - timedelta(days=one["days"]),
            until=today - timedelta(days=one["until_days"]) if "until_days" in one else None,
        )
        for seen in one["seen"]:
            claim = Claim(
                kind=Evidence.Kind.OBSERVATION,
                competence=Competence.objects.get(code=seen["competence"]),
                level=seen["level"],
                achieved_on=today - timedelta(days=seen["days"]),
                words=story["seen"]["words"][person.language],
            )
            if theirs and theirs.manager:
                observe(person, claim, by=theirs.manager)
    recalculate_all()


def _profile(one: dict[str, Any], known: dict[str, Competence], basis: dict[str, dict[str, str]]) -> None:
    profile = RoleProfile.objects.create(
        code=one["code"], for_role=Role(one["for_role"]), **in_languages("title", one["title"])
    )
    for rule in one["requires"]:
        RequiredCompetence.objects.create(
            profile=profile,
            competence=known[rule["competence"]],
            **{name: rule[name] for name in OF_A_RULE if name in rule},
            **in_languages("legal_basis", basis[rule["basis"]]),
        )
