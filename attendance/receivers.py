"""What the door answers to the rooms below: a pass for a confirmed place, who was where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attendance.codes.passes import pass_address, pass_of, standing_pass
from attendance.door.keeping import rederive
from attendance.models import Attendance, Handover, Scan
from attendance.records.concluding import conclude_run
from lms.messaging.outbox import Paper
from lms.web.qr import qr_png
from sessions.models import Session

if TYPE_CHECKING:
    from lms.people.models import Person
    from sessions.models import Place


def issue_pass(sender: type[Place], *, place: Place, **_kwargs: Any) -> None:
    pass_of(place.person)


def pass_papers(sender: type[Place], *, place: Place, **_kwargs: Any) -> list[Paper]:
    """The QR as a picture. Its name says nothing of the course."""
    held = standing_pass(place.person)
    if held is None:
        return []
    return [
        Paper(
            name=f"krok-{place.uuid.hex[:6]}.png",
            content_type="image/png",
            content=qr_png(pass_address(held), sturdy=True),
        )
    ]


def answer_address(sender: type[Place], *, place: Place, **_kwargs: Any) -> str:
    held = standing_pass(place.person)
    return pass_address(held) if held else ""


def conclude_after_the_last(sender: type[Session], *, session: Session, **_kwargs: Any) -> None:
    """A session called off may leave none open: then the run is over as if the last list came in."""
    if not session.run.sessions.filter(status=Session.Status.PLANNED).exists():
        conclude_run(session.run)


def answer_attended(sender: type[Place], *, place: Place, **_kwargs: Any) -> set[int]:
    """The sessions of a place at which its person was."""
    away = (Attendance.Status.EXCUSED, Attendance.Status.ABSENT)
    was_there = Attendance.objects.filter(place=place).exclude(status__in=away)
    return set(was_there.values_list("session", flat=True))


def count_units_anew(sender: type[Session], *, session: Session, **_kwargs: Any) -> None:
    """The parts or hours of a session are others now: what was noted at its door earns other minutes."""
    rederive(session)


def answer_stand_ins(sender: type[Session], *, session: Session, **_kwargs: Any) -> list[Person]:
    """The substitutes of a session: wherever it is moved, its hours are theirs."""
    standing = Handover.objects.filter(session=session, taken_back_at=None)
    return [handover.substitute for handover in standing.select_related("substitute")]


def answer_on_record(sender: type[Session], *, sessions: list[Session], **_kwargs: Any) -> set[int]:
    """The sessions to which somebody has come, or whose list was begun."""
    keys = [session.pk for session in sessions]
    scanned = Scan.objects.filter(session__in=keys).values_list("session", flat=True)
    listed = Attendance.objects.filter(session__in=keys).values_list("session", flat=True)
    return set(scanned) | set(listed)
