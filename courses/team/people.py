"""The people of a manager's teams with what their duties ask for: as many queries for one as for all."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from courses.models import Competence, Duty, PlanItem, RequiredCompetence, Standing
from courses.team.cells import GAPS, Cell, Look, cell_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

    from courses.models import Team
    from lms.people.models import Person


READ = (
    "person_id",
    "competence_id",
    "state",
    "level_held",
    "level_required",
    "held_until",
    "due_on",
    "is_under_way",
)


@dataclass
class Member:
    """Somebody of the team, with a square for every competence their duties ask for."""

    person: Person
    duties: list[Duty] = field(default_factory=list)
    cells: dict[int, Cell] = field(default_factory=dict)

    @property
    def roles(self) -> str:
        return ", ".join(dict.fromkeys(str(duty.profile) for duty in self.duties))

    @property
    def teams(self) -> list[Team]:
        return list({duty.team_id: duty.team for duty in self.duties if duty.team}.values())

    @cached_property
    def looks(self) -> Counter[Look]:
        """How many squares look how."""
        return Counter(cell.look for cell in self.cells.values())

    @cached_property
    def gaps(self) -> int:
        return sum(self.looks[look] for look in GAPS)

    def number(self, look: Look) -> int:
        return self.looks[look]

    @property
    def lapsing(self) -> int:
        return self.number(Look.LAPSING)

    @property
    def planned(self) -> int:
        return self.number(Look.PLANNED) + self.number(Look.ASKED)

    @property
    def held(self) -> int:
        return self.number(Look.HELD)

    @property
    def is_all_well(self) -> bool:
        return not (self.gaps or self.lapsing)

    @property
    def urgency(self) -> tuple[int, int, str, str]:
        """Whoever needs most comes first."""
        person = self.person
        return (-self.gaps, -self.lapsing, person.family_name, person.given_name)


def read_members(duties: QuerySet[Duty]) -> tuple[list[Member], dict[int, Competence]]:
    """The people of these duties with their squares, and the competences asked for, in their order.

    Each square belongs to a duty given here: what somebody holds besides is not looked at.
    """
    duties = duties.select_related("person", "profile", "team")
    members: dict[int, Member] = {}
    for duty in duties.order_by("person__family_name", "person__given_name", "person", "since"):
        members.setdefault(duty.person_id, Member(duty.person)).duties.append(duty)
    asked, competences = _asked_of({duty.profile_id for one in members.values() for duty in one.duties})
    items = _items_of(members)
    asked_of = {
        pk: set().union(*(asked[duty.profile_id] for duty in one.duties)) for pk, one in members.items()
    }
    for standing in _standings(members, competences):
        member = members[standing.person_id]
        if standing.competence_id in asked_of[standing.person_id]:
            is_asked = (standing.person_id, standing.competence_id) in items
            member.cells[standing.competence_id] = cell_of(standing, is_asked=is_asked)
    return list(members.values()), competences


def _asked_of(profiles: Iterable[int]) -> tuple[Mapping[int, set[int]], dict[int, Competence]]:
    rules = RequiredCompetence.objects.in_force().filter(profile__in=profiles).select_related("competence")
    asked: dict[int, set[int]] = defaultdict(set)
    found: dict[int, Competence] = {}
    for rule in rules.order_by("competence__framework", "competence__position", "competence__code"):
        asked[rule.profile_id].add(rule.competence_id)
        found[rule.competence_id] = rule.competence
    return asked, found


def _standings(people: Iterable[int], competences: Iterable[int]) -> Iterable[Any]:
    found = Standing.objects.required().filter(person__in=people, competence__in=competences)
    return found.order_by().values_list(*READ, named=True)


def _items_of(people: Iterable[int]) -> set[tuple[int, int]]:
    """Pairs of a person and a competence that stands in their plan, by itself or through a course."""
    items = PlanItem.objects.open().filter(plan__person__in=people)
    named = items.values_list("plan__person", "competence", "course__competences_given__competence")
    return {
        (person, competence)
        for person, by_name, by_course in named
        for competence in (by_name, by_course)
        if competence is not None
    }
