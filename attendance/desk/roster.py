"""The list of a session, and the sessions of a Desk. Each a fixed number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from attendance.door.guests import is_expected_at, standing_at
from attendance.models import Attendance, Pass, WalkIn
from lms.people.models import Person
from lms.people.names import search_keys
from lms.privacy import audit
from lms.privacy.models import AuditEntry
from lms.web.dates import hour
from sessions.models import MakeUp, Place, Session

if TYPE_CHECKING:
    from lms.people.models import User
    from lms.people.roles import AnyUser

Status = Attendance.Status


class Show(models.TextChoices):
    """Parts of the list."""

    ALL = "all", pgettext_lazy("people on the list", "All")
    EXPECTED = "expected", pgettext_lazy("people on the list", "Expected")
    HERE = "here", pgettext_lazy("people on the list", "Here")
    AWAY = "away", pgettext_lazy("people on the list", "Not coming")


@dataclass(frozen=True)
class Row:
    """One name on the list, and what is known of it."""

    person: Person
    place: Place | None
    attendance: Attendance | None = None
    is_guest: bool = False
    is_elsewhere: bool = False
    """Makes this session up in another edition, so is not looked for."""

    @property
    def is_walk_in(self) -> bool:
        """Came without a place."""
        return self.place is None

    @property
    def name(self) -> str:
        return self.person.display_name

    @property
    def part(self) -> Show:
        if self.attendance is None:
            return Show.EXPECTED
        return Show.HERE if self.attendance.was_there else Show.AWAY

    @property
    def status(self) -> str:
        """The status as the style sheet calls it."""
        if self.attendance is None:
            return "expected"
        return "left" if self.attendance.status == Status.LEFT_EARLY else self.attendance.status

    @property
    def status_label(self) -> str:
        if self.attendance is None:
            return _("Expected")
        return self.attendance.get_status_display().capitalize()

    @property
    def time(self) -> str:
        if self.attendance is None or self.attendance.arrived_at is None:
            return ""
        came = hour(self.attendance.arrived_at)
        return f"{came}–{hour(self.attendance.left_at)}" if self.attendance.left_at else came

    @property
    def needs(self) -> list[dict[str, str]]:
        """What the trainer should know of; what somebody eats is for the kitchen."""
        place = self.place
        wanted = (
            (self.is_walk_in, "user", _("Walked in, without a place")),
            (self.is_guest, "users", _("Guest from another group")),
            (self.is_elsewhere, "calendar", _("Makes it up in another group")),
            (place and place.needs_childcare, "childcare", _("Childcare")),
            (place and place.needs_interpreter, "interpreter", _("Interpreter")),
            (place and place.needs_step_free, "step-free", _("Step-free access")),
        )
        return [{"icon": icon, "text": text} for is_wanted, icon, text in wanted if is_wanted]


@dataclass(frozen=True)
class Roster:
    rows: Sequence[Row]
    show: Show = Show.ALL
    counts: dict[Show, int] = field(default_factory=dict)

    @property
    def shown(self) -> list[Row]:
        return [row for row in self.rows if self.show in {Show.ALL, row.part}]

    @property
    def missing(self) -> list[Row]:
        """Nobody has said anything of them yet."""
        return [row for row in self.rows if row.part == Show.EXPECTED]

    @property
    def alike(self) -> set[int]:
        """Ids of people whose names look or sound the same, so that something else must tell them apart."""
        named = Counter(search_keys(row.name) for row in self.rows)
        return {row.person.pk for row in self.rows if named[search_keys(row.name)] > 1}

    @property
    def here(self) -> int:
        return self.counts[Show.HERE]


def roster_of(session: Session, *, show: Show = Show.ALL) -> Roster:
    """Everybody with a seat, the guests, whoever walked in, and whoever was there though their place is gone.

    Two queries.
    """
    elsewhere = MakeUp.objects.filter(place=OuterRef("pk"), missed=session, cancelled_at=None)
    noted = {held.person_id: held for held in session.attendances.select_related("person")}
    kept = {held.place_id for held in noted.values() if held.place_id}
    places = (
        Place.objects.filter(is_expected_at(session) | Q(pk__in=kept))
        .annotate(is_elsewhere=Exists(elsewhere))
        .select_related("person")
    )
    # Of two places of one person the one that stands comes last, and stays.
    standing = {place.person_id: place for place in sorted(places, key=lambda place: not place.is_over)}
    rows = [
        Row(
            place.person,
            place,
            noted.pop(place.person_id, None),
            is_guest=place.run_id != session.run_id,
            is_elsewhere=place.is_elsewhere,
        )
        for place in standing.values()
    ]
    rows += [Row(held.person, None, held) for held in noted.values()]
    rows.sort(key=lambda row: (row.name.casefold(), row.person.pk))
    counts = {part: sum(1 for row in rows if part in {Show.ALL, row.part}) for part in Show}
    return Roster(rows=rows, show=show, counts=counts)


def people_on(session: Session) -> QuerySet[Person]:
    """Whoever may be marked: people with a place in the run, however it ended, guests, walk-ins."""
    places = Place.objects.filter(Q(run=session.run_id) | Q(pk__in=standing_at(session).values("place")))
    walk_ins = WalkIn.objects.filter(session=session)
    return Person.objects.filter(
        Q(pk__in=places.values("person"))
        | Q(pk__in=walk_ins.values("person"))
        | Q(pk__in=walk_ins.filter(matched_to__isnull=False).values("matched_to"))
    )


def record_look(session: Session, *, by: AnyUser) -> None:
    """Whoever opens the list of a confidential run leaves an entry in the log."""
    if session.run.is_confidential:
        audit.record(AuditEntry.Action.VIEWED, session, actor=cast("User", by))


def seated_with_passes(session: Session) -> QuerySet[Place]:
    """Confirmed places and guests' places with their people, whose ``passes`` are the valid ones only."""
    valid = Pass.objects.filter(revoked_at=None)
    return (
        Place.objects.filter(is_expected_at(session))
        .confirmed()
        .select_related("person")
        .prefetch_related(Prefetch("person__passes", queryset=valid))
    )


def with_counts(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Mark each session with how many are expected and how many were noted as there."""
    was_there = (Status.PRESENT, Status.LATE, Status.LEFT_EARLY)
    seats = Place.objects.expected().filter(run=OuterRef("run"))
    here = Attendance.objects.filter(session=OuterRef("pk"), status__in=was_there)
    guests = MakeUp.objects.filter(session=OuterRef("pk"), cancelled_at=None)
    return sessions.annotate(
        seats_expected=_number_of(seats, by="run") + _number_of(guests, by="session"),
        seen_here=_number_of(here, by="session"),
        has_marks=Exists(Attendance.objects.filter(session=OuterRef("pk"))),
    )


def _number_of(rows: QuerySet[Any], *, by: str) -> Coalesce:
    """How many rows a subquery finds, as an expression."""
    return Coalesce(Subquery(rows.order_by().values(by).annotate(n=Count("pk")).values("n")), 0)
