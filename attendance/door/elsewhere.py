"""Where somebody who stands at the wrong door belongs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils import timezone

from attendance.door.judgement import is_on
from lms.people.models import Person
from sessions.models import Place, Run, Session


class Elsewhere:
    """Where people who stand at the wrong door belong: another session today, or another edition.

    A confidential run is never named at a door that is not its own.
    """

    def __init__(self, people: Collection[Person], *, session: Session, at: Collection[datetime]) -> None:
        self.session = session
        self.found: dict[int, list[Session]] = defaultdict(list)
        if not people:
            return
        is_near = Q(starts_at__gte=min(at) - timedelta(days=1), starts_at__lte=max(at) + timedelta(days=1))
        is_same_course = Q(run__course=session.run.course_id, ends_at__gte=min(at))
        is_secret = Q(run__visibility=Run.Visibility.CONFIDENTIAL) | Q(run__course__is_confidential=True)
        sessions = (
            Session.objects.not_cancelled()
            .filter(
                is_near | is_same_course,
                run__places__person__in=people,
                run__places__status=Place.Status.CONFIRMED,
            )
            .exclude(is_secret & ~Q(run=session.run_id))
            .exclude(pk=session.pk)
            .select_related("run__course", "room")
            .annotate(of_person=F("run__places__person_id"))
            .order_by("starts_at", "pk")
        )
        for other in sessions:
            self.found[other.of_person].append(other)

    def of(self, person: Person, *, at: datetime) -> Session | None:
        """The nearest session of the day or the night; else the next one in an edition of the same course."""
        day = timezone.localdate(at)
        today = [
            other
            for other in self.found[person.pk]
            if timezone.localdate(other.starts_at) == day or is_on(other, at)
        ]
        if today:
            return min(today, key=lambda other: abs(other.starts_at - at))
        to_come = [
            other
            for other in self.found[person.pk]
            if other.run.course_id == self.session.run.course_id
            and other.run_id != self.session.run_id
            and other.ends_at >= at
        ]
        return to_come[0] if to_come else None

    def is_next_door(self, other: Session | None, *, at: datetime) -> bool:
        """It is on at this moment, in another room."""
        return bool(other and is_on(other, at) and other.room_id and other.room_id != self.session.room_id)
