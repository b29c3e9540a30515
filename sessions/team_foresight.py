"""What would happen to each of several people in a run, or with a course of their own. Nothing is written.

What counts in the end is the booking itself, which looks again at each.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.completion.prerequisites import missing_for_each
from courses.eligibility import Standing
from courses.models import Enrolment
from courses.team.words import comes_later, is_for_others
from lms.web.dates import moment
from sessions.queries import sessions_ahead
from sessions.taken import busy_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django_stubs_ext import StrOrPromise

    from courses.models import Course
    from lms.people.models import Person
    from sessions.models import Run, Session


class Becomes(Enum):
    """What becomes of somebody; the value is the kind of the badge that says so."""

    SEAT = ("success", gettext_lazy("gets a place"))
    QUEUE = ("warning", gettext_lazy("waits in the queue"))
    QUESTION = ("info", gettext_lazy("asks for a place"))
    BEGINS = ("success", gettext_lazy("can begin at once"))
    THERE = ("neutral", gettext_lazy("is in it already"))
    NOT_NOW = ("danger", gettext_lazy("cannot be enrolled"))

    @property
    def kind(self) -> str:
        return self.value[0]

    @property
    def word(self) -> StrOrPromise:
        return self.value[1]

    @property
    def is_possible(self) -> bool:
        return self in {Becomes.SEAT, Becomes.QUEUE, Becomes.QUESTION, Becomes.BEGINS}


@dataclass(frozen=True)
class Foreseen:
    person: Person
    becomes: Becomes
    why: str = ""


@dataclass(frozen=True)
class Asked:
    """Somebody, and whether the course leads as high as their role asks."""

    person: Person
    is_enough: bool


class Foresight:
    """Of the chosen, in their order; as many queries for one as for all."""

    def __init__(self, chosen: Sequence[Asked], *, course: Course, run: Run | None = None) -> None:
        self.chosen = chosen
        self.course = course
        self.run = run

    @cached_property
    def all(self) -> list[Foreseen]:
        return list(self._each())

    @property
    def possible(self) -> list[Foreseen]:
        return [one for one in self.all if one.becomes.is_possible]

    @property
    def others(self) -> list[Foreseen]:
        """Those for whom nothing changes."""
        return [one for one in self.all if not one.becomes.is_possible]

    def _each(self) -> Iterator[Foreseen]:
        people = [one.person for one in self.chosen]
        there = self._there(people)
        standings = Standing.of_each(people)
        missing = missing_for_each(people, self.course)
        audience = self.run.is_for if self.run else self.course.audience
        for one in self.chosen:
            person = one.person
            if person.pk in there:
                yield Foreseen(person, Becomes.THERE)
            elif not standings[person.pk].fits(audience):
                yield Foreseen(person, Becomes.NOT_NOW, is_for_others(person))
            elif missing[person.pk]:
                yield Foreseen(person, Becomes.NOT_NOW, comes_later(person, missing[person.pk]))
            elif not one.is_enough:
                yield Foreseen(person, Becomes.NOT_NOW, _("The course does not reach the level asked for."))
            else:
                yield self._seated(person)

    def _there(self, people: list[Person]) -> set[int]:
        if self.run:
            return set(self.run.places.held().filter(person__in=people).values_list("person", flat=True))
        taking = Enrolment.objects.filter(
            person__in=people, course=self.course, result=Enrolment.Result.UNDER_WAY
        )
        return set(taking.values_list("person", flat=True))

    def _seated(self, person: Person) -> Foreseen:
        """Seats go in the order of the chosen. Nobody waits for a seat that they could not take."""
        if self.run is None:
            return Foreseen(person, Becomes.BEGINS)
        if clash := self._busy.get(person.pk):
            when = moment(clash.starts_at, clash.ends_at)
            return Foreseen(person, Becomes.NOT_NOW, _("Has something else then: %(when)s.") % {"when": when})
        if self.run.needs_approval:
            return Foreseen(person, Becomes.QUESTION, _("The organiser approves each place"))
        if not self._free:
            return Foreseen(person, Becomes.QUEUE)
        self._free -= 1
        return Foreseen(person, Becomes.SEAT)

    @cached_property
    def _free(self) -> int:
        return self.run.seats_left if self.run else 0

    @cached_property
    def _busy(self) -> dict[int, Session]:
        if self.run is None:
            return {}
        return busy_at([one.person for one in self.chosen], sessions_ahead(self.run))
