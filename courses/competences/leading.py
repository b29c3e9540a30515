"""Who leads whom: the manager of the team in which somebody has taken up a role, and nobody else.

Reviews and observations ask here; the grid (``courses.team.scope``) says the same of teams, and a test
holds both together. It ends with the manager's membership, and nobody leads themselves.
Why it is as narrow as this: docs/decisions/0025.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef

from courses.models import Duty, RequiredCompetence, Team
from lms.people.models import Membership, Person, Role

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from courses.models.role_profile import DutyQuerySet


def duties_led_by(manager: Person) -> DutyQuerySet:
    """Roles taken up, or to be taken up soon, by those whom this person leads today."""
    managed = Membership.objects.valid_on().filter(person=manager, role=Role.MANAGER)
    own = {"team__manager": manager, "team__organisation__in": managed.values("organisation")}
    return Duty.objects.current_or_coming().filter(**own).exclude(person=manager)


def duties_led_by_nobody() -> DutyQuerySet:
    """Roles taken up, or to be taken up soon, of which something is asked, without a team that is led.

    Whoever leads the team in which they work is none of them: at the top there is nobody above.
    """
    managed = Membership.objects.valid_on().filter(
        role=Role.MANAGER,
        person=OuterRef("team__manager"),
        organisation=OuterRef("team__organisation"),
    )
    asked = RequiredCompetence.objects.in_force().filter(profile=OuterRef("profile"))
    found = Duty.objects.current_or_coming().filter(Exists(asked)).exclude(team__manager=F("person"))
    return found.filter(~Exists(managed)).order_by("since", "pk")


def people_led_by(manager: Person) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=duties_led_by(manager).values("person"))


def leads(manager: Person, person: Person) -> bool:
    return duties_led_by(manager).filter(person=person).exists()


def managers_of(person: Person) -> list[Person]:
    """Who reviews what this person hands in."""
    teams = Team.objects.filter(duties__in=Duty.objects.current_or_coming().filter(person=person))
    managed = Membership.objects.valid_on().filter(
        role=Role.MANAGER, person=OuterRef("manager"), organisation=OuterRef("organisation")
    )
    led = teams.filter(Exists(managed)).exclude(manager=person)
    return list(Person.objects.filter(pk__in=led.values("manager")).order_by("pk"))
