"""People take their places, as many as the story says, and some of them wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from lms.messaging.models import Message
from sessions.booking import Needs, take_place
from sessions.errors import BookingError
from sessions.models import Place, PlaceChange

if TYPE_CHECKING:
    from datetime import datetime

    from lms.demo.seed.people import Cast
    from lms.demo.seed.runs import Story
    from sessions.models import Run

STRIDE = 7
OLD_ENOUGH_FOR_STAIRS = 60


def fill(run: Run, story: Story, cast: Cast) -> None:
    """Let the right people book until the seats of the story are taken. Who cannot come is passed over."""
    wanted = story.told["taken"] + story.told["waiting"]
    taken = 0
    for key in _candidates(run, story, cast):
        if taken == wanted:
            break
        person = cast.people[key]
        with suppress(BookingError):
            place = take_place(
                person,
                in_run=run,
                booked_by=cast.booked_by(key),
                needs=_needs(taken, age=person.age_on(timezone.localdate()) or 0),
            )
            _backdate(place, _booked_at(run, taken))
            taken += 1


def ask(run: Run, story: Story, cast: Cast) -> None:
    """Let some more ask for a place where each is approved, so that the coordinator can answer somebody."""
    asking = story.told.get("asking", 0)
    for key in _candidates(run, story, cast):
        if run.places.filter(status=Place.Status.APPLIED).count() >= asking:
            return
        with suppress(BookingError):
            take_place(cast.people[key], in_run=run, booked_by=cast.booked_by(key))


def _candidates(run: Run, story: Story, cast: Cast) -> Iterator[str]:
    """Those the story names, then everybody the course is for, each run beginning with somebody else."""
    yield from story.told["with"]
    audience = run.is_for
    trainers = set(run.trainers.all())
    fitting = [
        key
        for key in cast.participants
        if (
            audience in cast.audiences[key]
            or (audience == "everyone" and "children" not in cast.audiences[key])
        )
        and key not in story.told["with"]
        and (audience == "staff" or "staff" not in cast.audiences[key])
        and cast.people[key] not in trainers
    ]
    shift = story.number * STRIDE % max(1, len(fitting))
    yield from fitting[shift:]
    yield from fitting[:shift]


def _needs(number: int, *, age: int) -> Needs:
    return Needs(
        childcare=number % 3 == 1, interpreter=number % 5 == 2, step_free=age >= OLD_ENOUGH_FOR_STAIRS
    )


def _booked_at(run: Run, number: int) -> datetime:
    """Some days before the run began, or in the last days when it has not begun; the queue in its order."""
    first = run.sessions.order_by("starts_at").first()
    begins = min(timezone.now(), first.starts_at) if first else timezone.now()
    return begins - timedelta(days=12, hours=3) + timedelta(hours=7 * number, minutes=11 * number)


def _backdate(place: Place, moment: datetime) -> None:
    Place.objects.filter(pk=place.pk).update(created_at=moment)
    Place.objects.filter(pk=place.pk, queued_at__isnull=False).update(queued_at=moment)
    PlaceChange.objects.filter(place=place).update(at=moment)
    Message.objects.filter(key__contains=str(place.uuid)).update(created_at=moment, not_before=moment)
