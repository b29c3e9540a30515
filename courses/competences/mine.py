"""Somebody's competences as they read them: what to do about each, and what proves it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.functional import cached_property

from courses.competences.closing import Way, ways_to_close
from courses.competences.rule import FOR_GOOD, Proof
from courses.models import Duty, Evidence, Level, Standing

if TYPE_CHECKING:
    from datetime import date

    from courses.models import Competence, RequiredCompetence
    from lms.people.models import Person

State = Standing.State
FIRST = (State.LAPSED, State.MISSING, State.GRACE, State.LAPSING)
"""What somebody should do something about, the most urgent first."""
UNSETTLED = (Evidence.Decision.WAITING, Evidence.Decision.REFUSED)
LOOKS = {
    State.HELD: ("success", "check-circle"),
    State.LAPSING: ("warning", "clock"),
    State.GRACE: ("danger", "alert"),
    State.LAPSED: ("danger", "cross-circle"),
    State.IN_PROGRESS: ("info", "book"),
    State.MISSING: ("danger", "minus"),
    State.NOT_YET_DUE: ("neutral", "calendar"),
}


@dataclass(frozen=True)
class Mine:
    """One competence of the reader."""

    standing: Standing
    evidence: list[Evidence] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)
    levels: dict[int, str] = field(default_factory=dict)

    @property
    def competence(self) -> Competence:
        return self.standing.competence

    @property
    def requirement(self) -> RequiredCompetence | None:
        return self.standing.requirement

    @property
    def kind(self) -> str:
        return LOOKS[State(self.standing.state)][0]

    @property
    def icon(self) -> str:
        return LOOKS[State(self.standing.state)][1]

    @property
    def level_words(self) -> str:
        """The level asked for, named where the framework names it."""
        level = self.standing.level_required
        return self.levels.get(level, "") if level else ""

    @property
    def minutes_proved(self) -> int:
        """Of the minutes that are asked for: those proved by what is valid today."""
        asked = self.requirement
        if asked is None or not asked.minutes:
            return 0
        return sum(one.minutes for one in self.evidence if one.counts and self._is_valid(one))

    @property
    def is_overdue(self) -> bool:
        """What is in progress may be late all the same."""
        return self.standing.due_on is not None and self.standing.due_on < timezone.localdate()

    @property
    def waits(self) -> bool:
        return any(one.decision == Evidence.Decision.WAITING for one in self.evidence)

    @property
    def open_ways(self) -> list[Way]:
        """Courses that can be taken now and lead high enough."""
        needed = self.standing.level_required
        return [way for way in self.ways if way.is_open and way.url and way.level >= needed]

    def _is_valid(self, evidence: Evidence) -> bool:
        asked = self.requirement
        if asked is None:
            return False
        until = _until(evidence, months=asked.valid_months)
        return evidence.level >= asked.level and (until is None or until >= timezone.localdate())


class MyCompetences:
    """All of one person. The number of queries does not grow with what they hold."""

    def __init__(self, person: Person) -> None:
        self.person = person

    @cached_property
    def duties(self) -> list[Duty]:
        found = Duty.objects.current_or_coming().filter(person=self.person)
        return list(found.select_related("profile", "organisation", "team"))

    @cached_property
    def all(self) -> list[Mine]:
        standings = list(
            Standing.objects.filter(person=self.person)
            .select_related("competence__framework", "requirement__profile")
            .order_by("competence__framework", "competence__position", "competence__code")
        )
        proofs = defaultdict(list)
        for one in Evidence.objects.filter(person=self.person).select_related(
            "certificate__enrolment__course", "reviewed_by"
        ):
            proofs[one.competence_id].append(one)
        needed = [one.competence_id for one in standings if one.state != State.HELD and one.level_required]
        ways = ways_to_close(needed)
        levels = self._levels({one.competence.framework_id for one in standings})
        return [
            Mine(
                standing=one,
                evidence=proofs[one.competence_id],
                ways=ways.get(one.competence_id, []),
                levels=levels[one.competence.framework_id],
            )
            for one in standings
        ]

    @property
    def required(self) -> list[Mine]:
        return [mine for mine in self.all if mine.standing.level_required]

    @property
    def to_do(self) -> list[Mine]:
        """What should be done something about, the most urgent first."""
        first = [mine for mine in self.required if mine.standing.state in FIRST]
        return sorted(first, key=lambda mine: (FIRST.index(State(mine.standing.state)), _day(mine)))

    @property
    def coming(self) -> list[Mine]:
        """On the way, or with days left."""
        return sorted(
            (m for m in self.required if m.standing.state in {State.IN_PROGRESS, State.NOT_YET_DUE}), key=_day
        )

    @property
    def held(self) -> list[Mine]:
        return [mine for mine in self.required if mine.standing.state == State.HELD]

    @property
    def beyond(self) -> list[Mine]:
        """Held, though no role asks for it."""
        return [mine for mine in self.all if not mine.standing.level_required and mine.standing.level_held]

    @cached_property
    def handed_in(self) -> list[Evidence]:
        """What the person recorded of their own, the newest first."""
        own = Evidence.objects.filter(person=self.person, kind__in=Evidence.BY_ONESELF)
        return list(own.select_related("competence", "reviewed_by").order_by("-recorded_at"))

    @property
    def unsettled(self) -> list[Evidence]:
        """What waits for somebody: the manager's word, or the person's second try."""
        return [one for one in self.handed_in if self._is_unsettled(one)]

    @property
    def settled(self) -> list[Evidence]:
        return [one for one in self.handed_in if not self._is_unsettled(one)]

    def _is_unsettled(self, evidence: Evidence) -> bool:
        return evidence.decision in UNSETTLED and evidence.pk not in self._followed

    @cached_property
    def _followed(self) -> set[int | None]:
        """Those handed in again."""
        withdrawn = Evidence.Decision.WITHDRAWN
        return {one.replaces_id for one in self.handed_in if one.decision != withdrawn}

    @property
    def done(self) -> int:
        return sum(1 for mine in self.required if mine.standing.state in Standing.VALID)

    def _levels(self, frameworks: set[int]) -> dict[int, dict[int, str]]:
        named: dict[int, dict[int, str]] = {framework: {} for framework in frameworks}
        for level in Level.objects.filter(framework__in=frameworks):
            named[level.framework_id][level.number] = level.title
        return named


def _day(mine: Mine) -> tuple[bool, date | None]:
    day = mine.standing.due_on
    return (day is None, day or timezone.localdate())


def _until(evidence: Evidence, *, months: int | None) -> date | None:
    proof = Proof(achieved_on=evidence.achieved_on, expires_on=evidence.expires_on)
    until = proof.lasts_until(valid_months=months)
    return None if until == FOR_GOOD else until
