"""What the door does when a place is confirmed: the person gets a pass, and the letter carries it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attendance.passes import pass_address, pass_of
from lms.messaging.outbox import Paper
from lms.web.qr import qr_png

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
