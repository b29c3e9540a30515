"""The grid of a manager: 200 people by 60 competences on one page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from courses.competences.standing import recalculate_all
from courses.models import Competence, Duty, Evidence, Framework, RequiredCompetence, RoleProfile, Team
from lms.people.models import Person, Role
from lms.people.roles import grant
from tests.factories.people import OrganisationFactory, PersonFactory
from tests.performance.load import Ask
from tests.performance.scenes import address, signed_in

PEOPLE = 200
COMPETENCES = 60
DAYS_OF_A_YEAR = 365
MOST_ROUNDS = 60


def team_grid(rounds: int) -> tuple[str, Sequence[Ask]]:
    headers = signed_in(a_full_team())
    page = Ask(address("my_team:grid"), "GET", b"", headers, expects=200)
    return f"team grid, {PEOPLE} people by {COMPETENCES}", [page] * min(rounds, MOST_ROUNDS)


def a_full_team(*, people: int = PEOPLE, competences: int = COMPETENCES) -> Person:
    """A manager whose people must all hold everything, and have proved most of it in the last year."""
    organisation = OrganisationFactory(code="TEAM")
    manager = PersonFactory(with_sign_in=True)
    grant(Role.MANAGER, to=manager, at=organisation)
    team = Team.objects.create(organisation=organisation, name="Everybody", manager=manager)
    profile = RoleProfile.objects.create(code="everything", title="Everything")
    framework = Framework.objects.create(code="GRID", title="Grid")
    asked = Competence.objects.bulk_create(
        Competence(framework=framework, code=f"G{number}", title=f"Competence {number}", position=number)
        for number in range(competences)
    )
    RequiredCompetence.objects.bulk_create(
        RequiredCompetence(profile=profile, competence=one, valid_months=12) for one in asked
    )
    today = timezone.localdate()
    members = PersonFactory.create_batch(people)
    Duty.objects.bulk_create(
        Duty(
            person=one,
            profile=profile,
            organisation=organisation,
            team=team,
            since=today - timedelta(days=1000),
        )
        for one in members
    )
    Evidence.objects.bulk_create(
        Evidence(
            person=person,
            competence=competence,
            kind=Evidence.Kind.EXTERNAL,
            achieved_on=today - timedelta(days=(row * 7 + column * 11) % DAYS_OF_A_YEAR),
            decision=Evidence.Decision.ACCEPTED,
            reviewed_at=timezone.now(),
        )
        for row, person in enumerate(members)
        for column, competence in enumerate(asked)
        if (row + column) % 5
    )
    recalculate_all(today=today)
    return manager


ALL = [team_grid]
