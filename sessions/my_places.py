"""Places as their holders see them in My Krok: meetings, and what can still be done.

Everything is read once for all of them; the number of queries does not grow with what they have.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone
from django.utils.functional import cached_property

from sessions.models import MakeUp, Place, Run, Session
from sessions.outcomes import called
from sessions.run_dates import RunDates, dates_of, joined
from sessions.whereabouts import Where, title_of, where_is

if TYPE_CHECKING:
    from datetime import datetime

    from sessions.models import Offer
    from sessions.models.place import PlaceQuerySet


@dataclass(frozen=True)
class MyPlace:
    """A place with what its holder wants to know of it."""

    place: Place

    @property
    def run(self) -> Run:
        return self.place.run

    @property
    def title(self) -> str:
        return title_of(self.run)

    @cached_property
    def sessions(self) -> list[Session]:
        return list(self.run.sessions.all())

    @cached_property
    def made_up(self) -> dict[int, MakeUp]:
        """What is made up in another edition, by the session that is missed."""
        return {make_up.missed_id: make_up for make_up in self.place.make_ups.all()}

    @cached_property
    def ahead(self) -> list[Session]:
        """The meetings to come: one's own, and those of other editions instead of some of them."""
        now = timezone.now()
        own = [session for session in self.sessions if session.pk not in self.made_up]
        all_of_them = [*own, *(make_up.session for make_up in self.made_up.values())]
        coming = [session for session in all_of_them if session.ends_at >= now]
        return sorted(coming, key=lambda session: (session.starts_at, session.pk))

    @property
    def next_session(self) -> Session | None:
        return self.ahead[0] if self.ahead else None

    @property
    def dates(self) -> RunDates:
        return dates_of(self.sessions)

    def where(self, session: Session) -> Where:
        return where_is(session, session.run, has_seat=self.place.is_confirmed)

    @property
    def next_where(self) -> Where | None:
        return self.where(self.next_session) if self.next_session else None

    @property
    def is_ahead(self) -> bool:
        """Whether it is still worth having: meetings to come, or none planned yet."""
        return bool(self.ahead or not self.sessions)

    @property
    def give_back_until(self) -> datetime | None:
        """The deadline for giving a seat back; a number in the queue can be given back at any time.

        None in a drop-in group: nobody counts on those who do not come.
        """
        if not self.sessions or not self.place.has_seat or self.run.is_drop_in:
            return None
        return self.sessions[0].starts_at - timedelta(hours=self.run.cancel_hours_before)

    @property
    def is_late(self) -> bool:
        """Past the deadline: what that means the run says."""
        until = self.give_back_until
        return until is not None and timezone.now() > until

    @property
    def can_give_back(self) -> bool:
        late_is_noted = self.run.late_cancellation == Run.LateCancellation.NOTED
        return self.place.is_held and (not self.is_late or late_is_noted)


@dataclass(frozen=True)
class KeptForMe:
    """Seats that one offer keeps for people of the household."""

    places: list[MyPlace]

    @property
    def offer(self) -> Offer:
        return cast("Offer", self.places[0].place.offer)

    @property
    def until(self) -> datetime:
        return self.offer.answer_until

    @property
    def title(self) -> str:
        return self.places[0].title

    @property
    def next_session(self) -> Session | None:
        return self.places[0].next_session

    @property
    def names(self) -> str:
        return joined([called(mine.place.person) for mine in self.places])


def read_places(places: PlaceQuerySet) -> PlaceQuerySet:
    """Places with all that My Krok says of them: run, meetings, number in the queue."""
    not_cancelled = Session.objects.not_cancelled().select_related("room__office")
    meetings = Prefetch("run__sessions", queryset=not_cancelled)
    standing = MakeUp.objects.filter(cancelled_at=None).select_related(
        "missed", "session__room__office", "session__run__course", "session__run__room__office"
    )
    make_ups = Prefetch("make_ups", queryset=standing)
    goes_before = Q(queue_rank__lt=OuterRef("queue_rank")) | Q(
        queue_rank=OuterRef("queue_rank"), queue_number__lte=OuterRef("queue_number")
    )
    before = (
        Place.objects.filter(goes_before, run=OuterRef("run"), status=Place.Status.WAITING)
        .order_by()
        .values("run")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return (
        places.select_related(
            "run__course",
            "run__room__office",
            "run__organiser",
            "person",
            "accompanied_by",
            "enrolment",
            "offer",
            "moved_to",
        )
        .prefetch_related(meetings, make_ups)
        .annotate(number_in_queue=Subquery(before))
    )
