"""Which entries of the log speak of a person at a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from attendance.models import Scan

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lms.people.models import Person
    from sessions.models import Session


def entries_about(person: Person, *, session: Session) -> QuerySet[Scan]:
    """Those noted of the person, those of walk-ins who turned out to be them, and undoings without a name.

    One query. The last may undo something of somebody else; who asks looks at what they undo.
    """
    told = Q(person=person) | Q(person__walk_in__matched_to=person)
    return session.scans.filter(told | Q(person=None, act=Scan.Act.ANNUL)).order_by("happened_at", "pk")
