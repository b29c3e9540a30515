"""What a visitor reads on her own phone after a room code: what became of it, and what to do now.

The words are hers, not the trainer's. Whatever must stay between trainer and coordinator reads like any other
reason to go and speak to the trainer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from attendance.codes.room_codes import Reading
from attendance.door.verdicts import Colour
from attendance.door.windows import DOOR_CLOSES_AFTER, DOOR_OPENS_BEFORE
from attendance.models import Scan
from lms.web.dates import hour
from sessions.models import Place, Session

if TYPE_CHECKING:
    from datetime import datetime

    from attendance.codes.room_visitors import Comer
    from attendance.door.events import Noted

Verdict = Scan.Verdict


@dataclass(frozen=True, kw_only=True)
class Words:
    colour: Colour
    icon: str
    word: str
    remedy: str = ""
    name: str = ""


def words_of(noted: Noted, comer: Comer) -> Words:
    """The verdict on one tap, said to the one who tapped."""
    if noted.scan.act == Scan.Act.LEAVE and noted.scan.counts:
        return Words(
            colour="green",
            icon="door-exit",
            word=_("Goodbye"),
            name=comer.name,
            remedy=_("Noted at %(time)s. See you next time.") % {"time": hour(noted.scan.time)},
        )
    if noted.scan.counts:
        return _welcome(noted, comer)
    said = _SAID.get(noted.verdict, _speak_to_the_trainer)()
    return Words(colour=said.colour, icon=said.icon, word=said.word, remedy=said.remedy, name=comer.name)


def _welcome(noted: Noted, comer: Comer) -> Words:
    came = noted.attendance.arrived_at if noted.attendance else None
    is_new = noted.verdict == Verdict.WELCOME and not noted.is_repeat
    return Words(
        colour="green",
        icon="check",
        word=pgettext("at the door", "Welcome") if is_new else _("Already noted"),
        name=comer.name,
        remedy=_("Here since %(time)s. There is nothing more to do.") % {"time": hour(came)} if came else "",
    )


def _to_confirm() -> Words:
    return Words(
        colour="amber",
        icon="clock",
        word=_("Almost done"),
        remedy=_("Tell the trainer your name. The trainer taps it, and then it counts."),
    )


def _speak_to_the_trainer() -> Words:
    return Words(
        colour="amber",
        icon="users",
        word=_("Please speak to the trainer"),
        remedy=_("It cannot be noted from here. The trainer will help you."),
    )


def _guardian() -> Words:
    return Words(
        colour="amber",
        icon="child",
        word=_("Come to the trainer together"),
        remedy=_("Here a child is handed over by an adult. The trainer notes who brings the child."),
    )


def _consent() -> Words:
    return Words(
        colour="amber",
        icon="file",
        word=_("A consent is missing"),
        remedy=_("You can give it in My Krok, or sign the paper that the trainer has."),
    )


def _cancelled() -> Words:
    return Words(
        colour="red",
        icon="cross-circle",
        word=_("The meeting is cancelled"),
        remedy=_("It does not take place today. The next date is in My Krok."),
    )


def _closed() -> Words:
    return Words(
        colour="amber",
        icon="lock",
        word=_("The list is closed"),
        remedy=_("If you were there, tell the trainer or the office: they can still write it down."),
    )


def _wrong_room() -> Words:
    return Words(
        colour="amber",
        icon="map-pin",
        word=_("Another room"),
        remedy=_("Your meeting is in another room now. Look in My Krok, or ask the trainer."),
    )


_SAID = {
    Verdict.TO_CONFIRM: _to_confirm,
    Verdict.GUARDIAN_MISSING: _guardian,
    Verdict.CONSENT_MISSING: _consent,
    Verdict.CANCELLED_SESSION: _cancelled,
    Verdict.CLOSED_SESSION: _closed,
    Verdict.WRONG_ROOM: _wrong_room,
}


def shut(session: Session, at: datetime) -> Words | None:
    """Why nobody can be noted at this meeting at that moment, or nothing."""
    if session.status == Session.Status.CANCELLED:
        return _cancelled()
    if session.status == Session.Status.CLOSED:
        return _closed()
    if at < session.starts_at - DOOR_OPENS_BEFORE:
        opens = hour(session.starts_at - DOOR_OPENS_BEFORE)
        return Words(
            colour="amber",
            icon="clock",
            word=_("Too early"),
            remedy=_("You can check in from %(time)s. Scan the code again then.") % {"time": opens},
        )
    if at > session.ends_at + DOOR_CLOSES_AFTER:
        return Words(
            colour="amber",
            icon="clock",
            word=_("The meeting is over"),
            remedy=_("If you were there, tell the trainer: it can still be written down."),
        )
    return None


def without_place(status: str) -> Words:
    """To somebody we know who has no seat at this meeting."""
    if status in {Place.Status.WAITING, Place.Status.OFFERED, Place.Status.APPLIED}:
        return Words(
            colour="amber",
            icon="clock",
            word=_("You are on the waiting list"),
            remedy=_("You have no seat yet. Ask the trainer whether you may stay today."),
        )
    return Words(
        colour="amber",
        icon="question",
        word=_("You have no place at this meeting"),
        remedy=_("Tell the trainer your name. Perhaps your place is on another day: look in My Krok."),
    )


def refused(reading: Reading) -> Words:
    """To somebody whose code opens nothing."""
    if reading is Reading.EXPIRED:
        return Words(
            colour="amber",
            icon="clock",
            word=_("This code is over"),
            remedy=_("The code in the room changes every 20 seconds. Scan the one it shows now."),
        )
    if reading is Reading.AHEAD:
        return Words(
            colour="amber",
            icon="clock",
            word=_("This code is not valid yet"),
            remedy=_("The clock of the screen is wrong. Tell the trainer your name instead."),
        )
    return Words(
        colour="red",
        icon="qr",
        word=_("This code opens nothing"),
        remedy=_("Scan the code in the room once more, or tell the trainer your name."),
    )
