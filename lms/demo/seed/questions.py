"""What a coordinator finds to decide: somebody unknown, two who disagree, an apology, an appeal."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from attendance.desk.handover import HandoverRefused, hand_over
from attendance.models import Attendance, Excuse, KeptApart
from attendance.records import consents
from attendance.records.apologies import apologise
from attendance.records.appeals import AppealError, appeal
from lms.demo.told import told
from lms.people.models import Role
from sessions.errors import Clash, NotCleared
from sessions.models import Session

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lms.demo.seed.people import Cast
    from lms.demo.seed.runs import Story
    from lms.people.models import Person
    from sessions.models import Run


def keep_apart(cast: Cast) -> None:
    """Two people who must not meet. Safe to repeat."""
    for pair in told("people")["kept_apart"]:
        people = {end: cast.people[pair[end]] for end in ("one", "other")}
        KeptApart.objects.get_or_create(**people, defaults={"noted_by": cast.people[pair["noted_by"]]})


def consent(run: Run) -> None:
    """Guardians agreed when they booked, where the course asks them to."""
    for place in consents.missing(
        run.places.confirmed().select_related("run__course", "person", "booked_by")
    ):
        consents.give(place, by=place.booked_by)


def left_open(story: Story, cast: Cast) -> Mapping[str, Any]:
    """What the last meeting before today leaves to be decided."""
    questions = dict(story.told.get("questions", {}))
    if questions.pop("disputed", False):
        questions["disputed_by"] = _coordinator(story, cast)
    return questions


def ask(run: Run, story: Story, cast: Cast) -> None:
    """Somebody says that the record is wrong, and somebody else that they cannot come next time."""
    questions = story.told.get("questions", {})
    last = run.sessions.filter(status=Session.Status.CLOSED).order_by("starts_at").last()
    if last and (words := questions.get("appeal")):
        absent = Attendance.objects.filter(session=last, status=Attendance.Status.ABSENT).first()
        if absent:
            with suppress(AppealError):
                appeal(
                    absent.person,
                    session=last,
                    claim=Attendance.Status.PRESENT,
                    words=words,
                    by=absent.person,
                )
    coming = run.sessions.filter(starts_at__date__gt=timezone.localdate()).order_by("starts_at").first()
    if coming and (excuse := questions.get("apology")):
        key = story.told["with"][0]
        place = run.places.confirmed().get(person=cast.people[key])
        apologise(place, session=coming, excuse=Excuse(excuse), by=cast.people[key])


def hand_over_next(run: Run, story: Story, cast: Cast) -> None:
    """Somebody else holds the meeting after today's, unless they are busy then."""
    if not (substitute := story.told.get("handed_over_to")):
        return
    coming = run.sessions.filter(starts_at__date__gt=timezone.localdate()).order_by("starts_at").first()
    if coming:
        with suppress(Clash, NotCleared, HandoverRefused):
            hand_over(coming, to=cast.people[substitute], by=_coordinator(story, cast))


def _coordinator(story: Story, cast: Cast) -> Person:
    organiser = cast.organisations[story.told["organiser"]]
    return organiser.memberships.filter(role=Role.COORDINATOR).select_related("person")[0].person
