"""What somebody must decide about attendance: contradictions, late arrivals, walk-ins, apologies, appeals.

Each kind is read once, however much there is, and begins with what the reader may change. A kind of its own
is added with ``question``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Count, DateTimeField, Min, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attendance.models import Apology, Appeal, Contradiction, WalkIn
from attendance.records.matching import unsettled
from lms.people.permission_policies import visible
from sessions.models import Session

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.utils.functional import _StrPromise

    from lms.people.roles import AnyUser

SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class Question:
    """``who`` it is about, ``what`` is asked of which session, since when, and the page that answers it."""

    who: str
    what: str
    url: str
    remedy: str
    session: Session | None = None
    since: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of question: how it is called, which rows of the table, and how a row is told."""

    name: str
    title: _StrPromise
    icon: str
    rows: Callable[[AnyUser], QuerySet[Any]]
    tell: Callable[[Any], Question]
    since: str = ""
    """The column that says since when, if the table knows it; the oldest come first."""
    order: str = ""
    """What to begin with instead."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """The open questions of one kind, the oldest first; ``total`` counts those not shown, too."""

    kind: Kind
    questions: Sequence[Question] = field(default_factory=list)
    total: int = 0

    @property
    def more(self) -> int:
        return self.total - len(self.questions)


KINDS: list[Kind] = []


def question(kind: Kind) -> Kind:
    """Put a kind of question into the queue, below those that are there."""
    KINDS.append(kind)
    return kind


def groups_for(user: AnyUser) -> list[Group]:
    """What is open, kind by kind; kinds of which there is nothing stay away. One query a kind."""
    found = []
    for kind in KINDS:
        rows = kind.rows(user).order_by(kind.order or kind.since, "pk")
        shown = list(rows[: SHOWN + 1])
        if shown:
            total = len(shown) if len(shown) <= SHOWN else rows.count()
            found.append(Group(kind=kind, questions=[kind.tell(row) for row in shown[:SHOWN]], total=total))
    return found


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many of a kind are open, and since when the oldest."""

    kind: Kind
    number: int
    since: datetime | None


def tally(user: AnyUser) -> list[Tally]:
    """The number of open questions of every kind. One query for all."""
    counted = [_counted(kind, user) for kind in KINDS]
    by_name = {name: (number, since) for name, number, since in _all_of(counted) if number}
    return [
        Tally(kind=kind, number=by_name[kind.name][0], since=by_name[kind.name][1])
        for kind in KINDS
        if kind.name in by_name
    ]


def _counted(kind: Kind, user: AnyUser) -> QuerySet[Any]:
    rows = kind.rows(user)
    counted = rows.model._default_manager.filter(pk__in=rows.select_related(None).order_by().values("pk"))
    named = counted.order_by().annotate(of_kind=Value(kind.name, output_field=CharField()))
    oldest = Min(kind.since) if kind.since else Value(None, output_field=DateTimeField())
    told = named.values("of_kind").annotate(number=Count("pk"), oldest=oldest)
    return told.values_list("of_kind", "number", "oldest")


def _all_of(counted: Sequence[QuerySet[Any]]) -> Iterable[Any]:
    first, *others = counted
    return first.union(*others, all=True) if others else first


def _contradictions(kind: str) -> Callable[[AnyUser], QuerySet[Any]]:
    def rows(user: AnyUser) -> QuerySet[Contradiction]:
        found = visible(Contradiction, user, "change").filter(kind=kind, settled_at=None)
        return found.select_related("person", "session__run__course")

    return rows


def _walk_ins(user: AnyUser) -> QuerySet[WalkIn]:
    return unsettled(visible(WalkIn, user, "change")).select_related("session__run__course")


def _apologies(user: AnyUser) -> QuerySet[Apology]:
    found = visible(Apology, user, "change").filter(status=Apology.Status.ASKED)
    return found.exclude(session__status=Session.Status.CANCELLED).select_related(
        "place__person", "session__run__course"
    )


def _appeals(user: AnyUser) -> QuerySet[Appeal]:
    found = visible(Appeal, user, "change").filter(status=Appeal.Status.OPEN)
    return found.select_related("person", "session__run__course")


def _tell_contradiction(one: Contradiction) -> Question:
    return Question(
        who=one.person.display_name,
        what=one.get_kind_display(),
        session=one.session,
        since=one.found_at,
        url=reverse("attendance:settle", args=[one.pk]),
        remedy=_("Compare and settle"),
    )


def _tell_walk_in(one: WalkIn) -> Question:
    return Question(
        who=one.name,
        what=_("came without being on the list"),
        session=one.session,
        since=one.created_at,
        url=reverse("attendance:walk_in", args=[one.pk]),
        remedy=_("Say who it is"),
    )


def _tell_apology(one: Apology) -> Question:
    return Question(
        who=one.place.person.display_name,
        what=_("cannot come: %(why)s") % {"why": one.get_excuse_display()},
        session=one.session,
        since=one.asked_at,
        url=reverse("attendance:apology", args=[one.pk]),
        remedy=_("Answer"),
    )


def _tell_appeal(one: Appeal) -> Question:
    return Question(
        who=one.person.display_name,
        what=_("says that it was so: %(claim)s") % {"claim": one.get_claim_display()},
        session=one.session,
        since=one.made_at,
        url=reverse("attendance:appeal", args=[one.pk]),
        remedy=_("Answer"),
    )


_TITLES = {
    Contradiction.Kind.THERE_OR_AWAY: (gettext_lazy("There or away?"), "help"),
    Contradiction.Kind.AFTER_CLOSING: (gettext_lazy("Arrived after the list was handed in"), "time"),
    Contradiction.Kind.HELD_BACK: (gettext_lazy("Noted by somebody whose right had ended"), "lock"),
}
for _kind, (_title, _icon) in _TITLES.items():
    question(
        Kind(
            name=_kind.value,
            title=_title,
            icon=_icon,
            since="found_at",
            rows=_contradictions(_kind.value),
            tell=_tell_contradiction,
        )
    )
question(
    Kind(
        name="walk_in",
        title=gettext_lazy("Walked in: who are they?"),
        icon="user",
        since="created_at",
        rows=_walk_ins,
        tell=_tell_walk_in,
    )
)
question(
    Kind(
        name="apology",
        title=gettext_lazy("Cannot come"),
        icon="calendar",
        since="asked_at",
        rows=_apologies,
        tell=_tell_apology,
    )
)
question(
    Kind(
        name="appeal",
        title=gettext_lazy("Say that the record is not right"),
        icon="comment",
        since="made_at",
        rows=_appeals,
        tell=_tell_appeal,
    )
)
