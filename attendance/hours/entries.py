"""Who was where: one row for each attendance."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, F

from attendance.hours.counting import practised
from lms.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from attendance.hours.scope import Hours
    from attendance.models import Attendance
    from sessions.models import Run

MOST_EXPORTED = 20_000
"""Rows of one file; whoever needs more asks for fewer days at a time."""


def entries(hours: Hours, *, person: UUID | None = None, typed: str = "") -> QuerySet[Attendance]:
    """The rows in the order of their meetings; each knows whether the reader may know whom it is about.

    A row that may not be named is found by no name.
    """
    rows = hours.attendances
    if person:
        rows = rows.filter(hours.may_be_named, person__uuid=person)
    if typed:
        rows = rows.filter(hours.may_be_named, person__in=Person.objects.named(typed))
    return (
        rows.annotate(
            is_named=ExpressionWrapper(hours.may_be_named, output_field=BooleanField()),
            practice=practised(),
            theory=F("minutes") - practised(),
        )
        .select_related("person", "session__run__course", "session__room")
        .order_by("session__starts_at", "session", "person__family_name", "person__given_name", "pk")
    )


def confidential_runs_named_in(rows: Iterable[Attendance]) -> list[Run]:
    """Confidential runs of whose people these rows name somebody: to be noted in the audit log."""
    runs = {row.session.run for row in rows if row.is_named and row.session.run.is_confidential}  # type: ignore[attr-defined]
    return sorted(runs, key=lambda run: run.pk)
