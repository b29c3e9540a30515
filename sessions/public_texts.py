"""Short texts of runs that strangers read, for the translation board. Confidential ones are on no list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from cms.translations.records import translate
from sessions.models import Room, Run, Session

if TYPE_CHECKING:
    from django.db.models import QuerySet


def rooms() -> QuerySet[Room]:
    return Room.objects.filter(is_in_use=True, runs__in=Run.objects.listed()).distinct()


def sessions_to_come() -> QuerySet[Session]:
    ahead = Session.objects.filter(starts_at__gte=timezone.now(), run__in=Run.objects.listed())
    return ahead.select_related("run")


def put_on_the_board() -> None:
    translate(Room, rooms)
    translate(Run, lambda: Run.objects.listed().select_related("course"))
    translate(Session, sessions_to_come)
