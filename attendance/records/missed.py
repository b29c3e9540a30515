"""Somebody has stayed away several times in a row: we ask how they are, and tell the coordinator.

Only absences without a word make a row. Being there ends it, and so does an excuse, an apology, an appeal
or a make-up in another group: whoever tells us something has not fallen silent, and needs no letter.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from attendance.models import Apology, Appeal, Attendance
from lms.messaging import outbox
from lms.messaging.models import Message
from lms.people.permission_policies import visible
from sessions.links import link_to
from sessions.models import MakeUp, Place, Run, Session
from sessions.notices import recipients_of
from sessions.queries import sessions_ahead

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lms.people.roles import AnyUser

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@transaction.atomic
def ask_how_they_are(session: Session) -> list[Place]:
    """Write to those who now missed as many meetings in a row as the course allows; whom, is answered.

    Called when the list of a session is handed in. Safe to repeat: the same row of absences is asked about
    once, however many meetings it grows to and in whatever order their lists come in.
    """
    absent = session.attendances.filter(status=Attendance.Status.ABSENT)
    places = silent(Place.objects.filter(pk__in=absent.values("place")))
    asked = []
    for place in places.select_related("person", "booked_by", "run__course", "run__organiser"):
        row = list(_row_of(place))
        if session.pk in {missed.pk for missed in row} and _ask(place, row):
            asked.append(place)
    return asked


def silent_places(user: AnyUser) -> QuerySet[Place]:
    """The places the user looks after whose people fell silent, in runs that go on. One query.

    Each is marked with ``absences_in_a_row``.
    """
    going_on = visible(Place, user, "change").filter(run__status=Run.Status.PUBLISHED)
    return (
        silent(going_on).select_related("person", "run__course").order_by(F("absences_in_a_row").desc(), "pk")
    )


def silent(places: QuerySet[Place]) -> QuerySet[Place]:
    """Those of the places whose people missed as many meetings in a row as the course allows, till now."""
    fixed = Attendance.objects.filter(place=OuterRef("pk"), session__status=Session.Status.CLOSED)
    heard = fixed.filter(_is_heard()).order_by("-session__starts_at").values("session__starts_at")
    missed = fixed.filter(status=Attendance.Status.ABSENT, session__starts_at__gt=OuterRef("heard_at"))
    allowed = F("run__course__absences_before_alert")
    return (
        places.filter(
            status__in=Place.EXPECTED, run__is_drop_in=False, run__course__absences_before_alert__gt=0
        )
        .annotate(heard_at=Coalesce(Subquery(heard[:1]), NEVER))
        .annotate(
            absences_in_a_row=Coalesce(
                Subquery(missed.order_by().values("place").annotate(number=Count("pk")).values("number")), 0
            )
        )
        .filter(absences_in_a_row__gte=allowed)
    )


def _is_heard() -> Q:
    """What ends a row: any record but an absence, or a word about that absence."""
    at_this = {"session": OuterRef("session")}
    apology = Apology.objects.filter(place=OuterRef("place"), **at_this).exclude(
        status=Apology.Status.WITHDRAWN
    )
    appeal = Appeal.objects.filter(person=OuterRef("person"), **at_this)
    made_up = MakeUp.objects.filter(place=OuterRef("place"), missed=OuterRef("session"), cancelled_at=None)
    is_spoken_of = Q(Exists(apology)) | Q(Exists(appeal)) | Q(Exists(made_up))
    return ~Q(status=Attendance.Status.ABSENT) | is_spoken_of


def _row_of(place: Place) -> QuerySet[Session]:
    missed = Attendance.objects.filter(
        place=place,
        status=Attendance.Status.ABSENT,
        session__status=Session.Status.CLOSED,
        session__starts_at__gt=place.heard_at,  # type: ignore[attr-defined]
    )
    return Session.objects.filter(pk__in=missed.values("session")).order_by("starts_at", "pk")


def _ask(place: Place, row: list[Session]) -> bool:
    """Whether it was asked now: a row any part of which was asked about before is not asked about again."""
    asked_before = Q()
    for missed in row:
        asked_before |= Q(key__startswith=_key(place, missed))
    if Message.objects.filter(asked_before).exists():
        return False
    ahead = next(iter(sessions_ahead(place.run)), None)
    readers = recipients_of(place)
    for reader in readers:
        outbox.write(
            "missed_you",
            to=reader,
            on_behalf_of=place.run.organiser_id,
            key=f"{_key(place, row[-1])}{reader.pk}",
            context={
                "place": place,
                "run": place.run,
                "person": place.person,
                "next_session": ahead,
                "place_address": link_to(place, language=reader.language),
            },
        )
    return bool(readers)


def _key(place: Place, session: Session) -> str:
    return f"missed_you:{place.uuid}:{session.uuid}:"
