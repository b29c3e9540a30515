"""What the sessions tell the public site: when each course can be taken next, and when that changes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import F, Min, Q
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone

from cms.remembering import forget_pages
from courses.catalogue import Offer
from courses.signals import offers_asked
from sessions.models import Place, Room, Run, RunLanguage, Session

if TYPE_CHECKING:
    from collections.abc import Mapping


@receiver(offers_asked, dispatch_uid="sessions.offers")
def offers(sender: type, **kwargs: Any) -> Mapping[int, Offer]:
    """The offer of every course that has an open, listed run. Two queries, however many runs there are."""
    open_runs = Run.objects.listed().open()
    ahead = Q(sessions__starts_at__gte=timezone.now()) & ~Q(sessions__status=Session.Status.CANCELLED)
    starts = dict(
        open_runs.order_by()
        .values("course_id")
        .annotate(next_start=Min("sessions__starts_at", filter=ahead))
        .values_list("course_id", "next_start")
    )
    spoken: dict[int, dict[str, str]] = defaultdict(dict)
    free: set[int] = set()
    audiences: dict[int, set[str]] = defaultdict(set)
    rows = open_runs.order_by().annotate(
        spoken=F("languages__language"), free=Q(seats_taken__lt=F("capacity"))
    )
    told = rows.values_list("course_id", "spoken", "free", "audience").distinct()
    for course_id, language, has_free_seats, audience in told:
        if audience:
            audiences[course_id].add(audience)
        if language:
            spoken[course_id][language] = str(RunLanguage.Spoken(language).label)
        if has_free_seats:
            free.add(course_id)
    return {
        course_id: Offer(
            next_start=start,
            languages=spoken[course_id],
            has_free_seats=course_id in free,
            audiences=frozenset(audiences[course_id]),
        )
        for course_id, start in starts.items()
    }


for model in (Place, Room, Run, RunLanguage, Session):
    post_save.connect(forget_pages, sender=model, dispatch_uid=f"sessions.saved.{model.__name__}")
    post_delete.connect(forget_pages, sender=model, dispatch_uid=f"sessions.deleted.{model.__name__}")
