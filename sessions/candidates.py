"""What the sessions tell the candidates' paths: whoever takes a place proves the address they once typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from courses.newcomers import claim
from sessions.signals import place_confirmed

if TYPE_CHECKING:
    from sessions.models import Place


@receiver(place_confirmed, dispatch_uid="sessions.candidates")
def join_paths(sender: type[Place], *, place: Place, **_kwargs: Any) -> None:
    if place.run.course.candidate_stage:
        claim(place.person)
