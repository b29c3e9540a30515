"""Who may work with children on a day: a check that is valid then, and a course in their protection.

Polish law of 13 May 2016 on preventing threats of sexual crime (chapter 3b, "standards for the protection
of minors") asks every organiser to check adults before they work with children and to prepare them. How
long a check holds, which course counts and for how many months are records of the house, not constants.
While no course is marked as teaching protection, only the check is asked for.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import Course, Enrolment
from lms.people.models import Clearance
from lms.web.dates import full_date
from sessions.errors import NotCleared
from sessions.models import Session, SessionTrainer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from lms.people.models import Person
    from sessions.models import Run


class Missing(Enum):
    """What stands between an adult and work with children."""

    CHECK = "check"
    COURSE = "course"


@dataclass(frozen=True)
class NotClearedReason:
    """One thing that one person lacks on a day; ``ended_on`` is the last day it held, if it ever did."""

    person: Person
    missing: Missing
    day: date
    ended_on: date | None = None

    @property
    def in_words(self) -> str:
        """The reason by name and date, in the reader's language."""
        words = {
            "person": self.person.full_name,
            "ended": full_date(self.ended_on) if self.ended_on else "",
            "day": full_date(self.day),
        }
        if self.missing is Missing.CHECK:
            return _check_in_words(self.ended_on) % words
        return _course_in_words(self.ended_on) % words

    def __str__(self) -> str:
        return self.in_words


def _check_in_words(ended_on: date | None) -> str:
    if ended_on:
        return _("%(person)s: the check for work with children ends on %(ended)s, the meeting is on %(day)s.")
    return _("%(person)s: no check for work with children is noted for %(day)s.")


def _course_in_words(ended_on: date | None) -> str:
    if ended_on:
        return _(
            "%(person)s: the course on protecting children holds until %(ended)s, the meeting is on %(day)s."
        )
    return _("%(person)s: has not completed the course on protecting children.")


@dataclass(frozen=True)
class Standing:
    """What is known of one adult: the last day of the check, and of the course. None: never, or for good."""

    checked_from: date | None
    checked_until: date | None
    course_completed: bool
    course_until: date | None


def why_not(people: Iterable[Person], *, for_children: bool, day: date) -> list[NotClearedReason]:
    """What each of the people lacks to work with children on that day; nothing where no children come."""
    return _why_not(people, days=[day]) if for_children else []


def assert_cleared(
    people: Iterable[Person],
    *,
    days: Iterable[date],
    run: Run | None = None,
    for_children: bool | None = None,
) -> None:
    """Raise NotCleared where one of the people may not work with children on one of the days.

    Whether children come is said by ``for_children``, or else by the run.
    """
    if for_children is None:
        for_children = run is not None and run.is_for_children
    if not for_children:
        return
    if reasons := _why_not(people, days=days):
        raise NotCleared(reasons)


def cleared_on(people: Iterable[Person], *, days: Iterable[date]) -> set[tuple[int, date]]:
    """Who of the people may work with children on which of the days. As many queries as for one of them."""
    adults, asked = {person.pk: person for person in people}, set(days)
    known = _Known(adults)
    return {(pk, day) for pk, person in adults.items() for day in asked if not known.why_not(person, day)}


def lapsing(sessions: Iterable[Session]) -> list[tuple[Session, NotClearedReason]]:
    """Which of these sessions with children have a trainer who is not cleared for their day. Few queries."""
    with_children = [
        session for session in sessions if session.run.is_for_children and not session.is_cancelled
    ]
    if not with_children:
        return []
    trainers: dict[int, list[Person]] = defaultdict(list)
    rows = SessionTrainer.objects.filter(session__in=[session.pk for session in with_children])
    for row in rows.select_related("trainer"):
        trainers[row.session_id].append(row.trainer)
    known = _Known({person.pk for people in trainers.values() for person in people})
    return [
        (session, reason)
        for session in with_children
        for person in trainers[session.pk]
        for reason in known.why_not(person, timezone.localdate(session.starts_at))
    ]


def standing_of(person: Person) -> Standing:
    """Until when a person's check and course hold, for the page of a specialist."""
    known = _Known([person.pk])
    last = max(known.checks[person.pk], key=lambda check: check.valid_until, default=None)
    ends = [end for _done, end in known.courses[person.pk]]
    return Standing(
        checked_from=last.checked_on if last else None,
        checked_until=last.valid_until if last else None,
        course_completed=bool(ends),
        course_until=None if not ends or None in ends else max(end for end in ends if end is not None),
    )


def _why_not(people: Iterable[Person], *, days: Iterable[date]) -> list[NotClearedReason]:
    """One reason a person and thing: of the first day on which it is missing."""
    adults = {person.pk: person for person in people}
    known = _Known(adults)
    found: dict[tuple[int, Missing], NotClearedReason] = {}
    for day in sorted(set(days)):
        for person in adults.values():
            for reason in known.why_not(person, day):
                found.setdefault((person.pk, reason.missing), reason)
    return sorted(found.values(), key=lambda one: (one.person.full_name, one.missing.value))


class _Known:
    """The checks and courses of some people, read once."""

    def __init__(self, people: Collection[int]) -> None:
        self.checks: dict[int, list[Clearance]] = defaultdict(list)
        self.courses: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
        self.asks_for_course = Course.objects.filter(is_protection_course=True).exists()
        for check in Clearance.objects.filter(person__in=people):
            self.checks[check.person_id].append(check)
        completed = Enrolment.objects.filter(
            person__in=people,
            course__is_protection_course=True,
            result=Enrolment.Result.COMPLETED,
        )
        for enrolment in completed.select_related("course"):
            self.courses[enrolment.person_id].append(_held(enrolment))

    def why_not(self, person: Person, day: date) -> list[NotClearedReason]:
        reasons = []
        checks = self.checks[person.pk]
        if not any(check.checked_on <= day <= check.valid_until for check in checks):
            ended = [check.valid_until for check in checks if check.valid_until < day]
            reasons.append(NotClearedReason(person, Missing.CHECK, day, max(ended, default=None)))
        if self.asks_for_course:
            courses = self.courses[person.pk]
            if not any(done <= day and (end is None or day <= end) for done, end in courses):
                ended_on = [end for _done, end in courses if end and end < day]
                reasons.append(NotClearedReason(person, Missing.COURSE, day, max(ended_on, default=None)))
        return reasons


def _held(enrolment: Enrolment) -> tuple[date, date | None]:
    """From when until when a completed course counts; until None when it counts for good."""
    done = timezone.localdate(enrolment.ended_at)
    months = enrolment.course.valid_months
    return done, months_later(done, months) if months else None


def months_later(day: date, months: int) -> date:
    """The same day some months on, or the last of a month that is too short for it."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
