"""What is planned next for a room, a specialist or childcare, as far as the reader may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lms.people.permission_policies import visible
from sessions.models import Session

if TYPE_CHECKING:
    from django.db.models import QuerySet

SHOWN = 8


def meetings_ahead(user: Any, **of: Any) -> QuerySet[Session]:
    """Planned meetings to come, the next first: ``room=…``, ``trainers=…``, ``childcare=…``."""
    seen = visible(Session, user).values("pk")
    planned = Session.objects.upcoming().filter(pk__in=seen, status=Session.Status.PLANNED, **of)
    return planned.select_related("run__course", "room")
