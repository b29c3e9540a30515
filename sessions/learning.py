"""Whoever has a seat in a run is on the way to what its course gives: competences are told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from courses.competences.standing import recalculate_soon
from courses.models import Course
from courses.signals import learning_asked
from sessions.models import Place, Run
from sessions.signals import place_cancelled, place_confirmed

if TYPE_CHECKING:
    from django.db.models import QuerySet


@receiver(learning_asked, sender=Course, dispatch_uid="sessions.learning")
def seats_held(**_kwargs: Any) -> QuerySet[Place, Any]:
    """People with a seat in a published run, and its course."""
    seats = Place.objects.confirmed().filter(run__status=Run.Status.PUBLISHED)
    return seats.values_list("person_id", "run__course_id")


@receiver(place_confirmed, sender=Place, dispatch_uid="sessions.learning.confirmed")
@receiver(place_cancelled, sender=Place, dispatch_uid="sessions.learning.cancelled")
def look_again(*, place: Place, **_kwargs: Any) -> None:
    """A competence is in progress from now on, or no longer."""
    recalculate_soon(place.person_id)
