"""The runs in which a manager can give somebody of her team a place. Confidential ones never come here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from sessions.models import Place, Run
from sessions.run_cards import RunCard, read_runs

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from courses.models import Course
    from lms.people.models import Person
    from sessions.models.run import RunQuerySet
    from sessions.run_dates import RunDates

MOST = 20


@dataclass(frozen=True)
class TeamRun:
    """A run with what a manager must know to choose it, and the person's place where there is one."""

    card: RunCard
    place: Place | None

    @property
    def course(self) -> Course:
        return self.card.run.course

    @property
    def uuid(self) -> UUID:
        return self.card.run.uuid

    @property
    def dates(self) -> RunDates:
        return self.card.dates

    @property
    def place_name(self) -> str:
        return self.card.place

    @property
    def online(self) -> str:
        return self.card.online

    @property
    def language(self) -> str:
        return self.card.language

    @property
    def status(self) -> str:
        return self.card.status

    @property
    def seats_left(self) -> int | None:
        return self.card.seats_left

    @property
    def kind(self) -> str:
        return self.card.cta_kind

    @property
    def starts_at(self) -> datetime | None:
        return self.dates.start


def nameable_at_work() -> RunQuerySet:
    """Neither the run nor its course is confidential."""
    runs = Run.objects.published().filter(course__is_confidential=False)
    return runs.exclude(visibility=Run.Visibility.CONFIDENTIAL)


def bookable_at_work() -> RunQuerySet:
    """Of these, what is open for booking."""
    return nameable_at_work() & Run.objects.open().filter(is_drop_in=False)


def open_runs(courses: Collection[Course]) -> list[TeamRun]:
    """Runs of these courses in which anybody could have a place; the soonest first. Three queries."""
    runs = [TeamRun(RunCard(run), None) for run in read_runs(bookable_at_work().filter(course__in=courses))]
    return _ahead(runs)


def runs_for(person: Person, courses: Collection[Course]) -> list[TeamRun]:
    """Runs of these courses in which the person has a place, or could have one; the soonest first.

    Four queries, whatever is found.
    """
    places = {
        place.run_id: place
        for place in Place.objects.held_by(person).filter(run__course__in=courses).only("run_id", "status")
    }
    going_on = nameable_at_work().filter(pk__in=places)
    found = read_runs((bookable_at_work().filter(course__in=courses) | going_on).distinct())
    return _ahead([TeamRun(RunCard(run), places.get(run.pk)) for run in found])


def waiting_in(courses: Collection[Course], people: Collection[Person]) -> dict[int, Place]:
    """The places in runs of these courses for which people wait, ask, or have an offer; by person."""
    standing = (Place.Status.WAITING, Place.Status.APPLIED, Place.Status.OFFERED)
    found = Place.objects.filter(
        person__in=people, run__course__in=courses, run__in=nameable_at_work(), status__in=standing
    )
    return {place.person_id: place for place in found.select_related("run__course").order_by("-pk")}


def _ahead(runs: list[TeamRun]) -> list[TeamRun]:
    now = timezone.now()
    ahead = [one for one in runs if one.starts_at is None or one.starts_at > now or one.place]
    ahead.sort(key=lambda one: (one.starts_at is None, one.starts_at or now, one.card.run.pk))
    return ahead[:MOST]
