"""A class of priority gets another rank: those who wait in it follow."""

from __future__ import annotations

from django.db import transaction

from sessions.models import Place, PriorityClass


@transaction.atomic
def rank_again(priority: PriorityClass) -> int:
    """Give the places that wait, or wait for approval, the rank their class has now. Returns how many."""
    asking = (Place.Status.APPLIED, Place.Status.WAITING)
    stale = Place.objects.filter(priority=priority, status__in=asking).exclude(queue_rank=priority.rank)
    return stale.update(queue_rank=priority.rank)
