"""What the door answers to the rooms below: a pass for a confirmed place, minutes for My Krok."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Sum

from attendance.closing import conclude_run
from attendance.models import Attendance, Scan
from attendance.passes import pass_address, pass_of
from lms.messaging.outbox import Paper
from lms.web.qr import qr_png
from sessions.models import Session

if TYPE_CHECKING:
    from sessions.models import Place


def issue_pass(sender: type[Place], *, place: Place, **_kwargs: Any) -> None:
    pass_of(place.person)


def pass_papers(sender: type[Place], *, place: Place, **_kwargs: Any) -> list[Paper]:
    """The QR as a picture. Its name says nothing of the course."""
    return [
        Paper(
            name=f"krok-{place.uuid.hex[:6]}.png",
            content_type="image/png",
            content=qr_png(pass_address(pass_of(place.person))),
        )
    ]


def answer_address(sender: type[Place], *, place: Place, **_kwargs: Any) -> str:
    return pass_address(pass_of(place.person))


def conclude_after_the_last(sender: type[Session], *, session: Session, **_kwargs: Any) -> None:
    """A session called off may leave none open: then the run is over as if the last list came in."""
    if not session.run.sessions.filter(status=Session.Status.PLANNED).exists():
        conclude_run(session.run)


def answer_minutes(sender: type[Place], *, places: list[Place], **_kwargs: Any) -> dict[int, int]:
    """Minutes of the sessions whose list was handed in; an open list may still change."""
    fixed = Attendance.objects.filter(place__in=places, session__status=Session.Status.CLOSED)
    return dict(fixed.order_by().values_list("place").annotate(earned=Sum("minutes")))


def answer_attended(sender: type[Place], *, place: Place, **_kwargs: Any) -> set[int]:
    """The sessions of a place at which its person was."""
    away = (Attendance.Status.EXCUSED, Attendance.Status.ABSENT)
    was_there = Attendance.objects.filter(place=place).exclude(status__in=away)
    return set(was_there.values_list("session", flat=True))


def answer_on_record(sender: type[Session], *, sessions: list[Session], **_kwargs: Any) -> set[int]:
    """The sessions to which somebody has come, or whose list was begun."""
    keys = [session.pk for session in sessions]
    scanned = Scan.objects.filter(session__in=keys).values_list("session", flat=True)
    listed = Attendance.objects.filter(session__in=keys).values_list("session", flat=True)
    return set(scanned) | set(listed)
