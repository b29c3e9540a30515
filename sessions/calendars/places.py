"""The meetings of one place as a calendar file: to download, and with the confirmation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import override

from sessions.calendars.entry import CANCELLED_KEPT, entry_of_place
from sessions.calendars.file import calendar_file
from sessions.calendars.standing import standing_of

if TYPE_CHECKING:
    from sessions.models import Place


def calendar_of(place: Place, *, language: str | None = None) -> bytes:
    """The meetings of a place, in the language of its person unless another is given."""
    sessions = place.run.sessions.select_related("room__office").order_by("starts_at", "pk")
    kept = timezone.now() - CANCELLED_KEPT
    standing = standing_of(place)
    with override(language or place.person.language):
        return calendar_file(
            entry_of_place(session, place, changes=standing.changes, changed_at=standing.changed_at)
            for session in sessions
            if not session.is_cancelled or session.changed_at > kept
        )
