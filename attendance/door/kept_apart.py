"""People who must not meet, at the door: whom a newcomer would meet. A coordinator alone knows of whom."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from attendance.door.judgement import is_on
from attendance.door.windows import DOOR_CLOSES_AFTER, DOOR_OPENS_BEFORE
from attendance.models import Attendance, KeptApart
from sessions.models import Place, Session

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime

AWAY = (Attendance.Status.EXCUSED, Attendance.Status.ABSENT)
NEAR = DOOR_OPENS_BEFORE + DOOR_CLOSES_AFTER


def is_kept_apart(person: OuterRef, *, on: Any) -> Exists:
    """Whether there is anybody whom the person of an outer query must not meet on that day."""
    return Exists(KeptApart.objects.valid_on(on).filter(Q(one=person) | Q(other=person)))


class Company:
    """Whom people must not meet, and where those others are expected while a session is on.

    No query for people of whom nothing of the kind is known; else two.
    """

    def __init__(self, people: Collection[int], *, session: Session) -> None:
        self.others: dict[int, set[int]] = defaultdict(set)
        self.next_door: dict[int, list[Session]] = defaultdict(list)
        if not people:
            return
        pairs = KeptApart.objects.valid_on(timezone.localdate(session.starts_at))
        pairs = pairs.filter(Q(one__in=people) | Q(other__in=people))
        for one, other in pairs.values_list("one", "other"):
            self.others[one].add(other)
            self.others[other].add(one)
        for other, near in expected_near(self.everybody, sessions=[session]).items():
            self.next_door[other] = near[session.pk]

    @property
    def everybody(self) -> set[int]:
        return {other for others in self.others.values() for other in others}

    def is_near(self, person: int, *, at: datetime, is_in: Callable[[int], bool]) -> bool:
        """Somebody whom the person must not meet is in at this session, or expected next door just now."""
        return any(
            is_in(other) or any(is_on(near, at) for near in self.next_door[other])
            for other in self.others[person]
        )


def expected_near(
    people: Collection[int], *, sessions: Sequence[Session]
) -> dict[int, dict[int, list[Session]]]:
    """Where these people are expected in the same building at about the time of these sessions.

    By their id, and by the id of the session to which it is near. One query, none without people; the rooms
    of the sessions are read one by one unless they were selected with them.
    """
    found: dict[int, dict[int, list[Session]]] = defaultdict(lambda: defaultdict(list))
    housed = [session for session in sessions if people and session.room]
    if not housed:
        return found
    away = Attendance.objects.filter(
        session=OuterRef("pk"), person=OuterRef("run__places__person"), status__in=AWAY
    )
    others = (
        Session.objects.filter(
            status=Session.Status.PLANNED,
            room__isnull=False,
            starts_at__lt=max(session.ends_at for session in housed) + NEAR,
            ends_at__gt=min(session.starts_at for session in housed) - NEAR,
            run__places__person__in=people,
            run__places__status=Place.Status.CONFIRMED,
        )
        .exclude(Exists(away))
        .annotate(of_person=F("run__places__person_id"))
        .select_related("room")
    )
    for other in others:
        for session in housed:
            if other.pk != session.pk and _is_near(other, session):
                found[other.of_person][session.pk].append(other)
    return found


def _is_near(other: Session, session: Session) -> bool:
    is_then = other.starts_at < session.ends_at + NEAR and other.ends_at > session.starts_at - NEAR
    return is_then and _building(other) == _building(session)


def _building(session: Session) -> tuple[str, object]:
    room = session.room
    if room is None:
        return "none", session.pk
    if room.office_id:
        return "office", room.office_id
    return ("address", room.address) if room.address else ("room", room.pk)
