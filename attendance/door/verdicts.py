"""Each verdict of the door in words: a colour, a word, and what to do. Said in the trainer's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from attendance.models import Scan
from lms.web.dates import hour, moment

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from attendance.door.events import Noted

Colour = Literal["green", "amber", "red"]
Verdict = Scan.Verdict


@dataclass(frozen=True)
class Saying:
    """How a verdict looks and what it asks for. Its word, the label of the verdict, stands large above."""

    colour: Colour
    icon: str
    remedy: str | _StrPromise = ""


SAYINGS: dict[Scan.Verdict, Saying] = {
    Verdict.WELCOME: Saying("green", "check"),
    Verdict.NOTED: Saying("green", "check"),
    Verdict.ALREADY_IN: Saying("amber", "check-circle", _("No need to scan again.")),
    Verdict.OTHER_DAY: Saying("amber", "calendar", _("They have a place at another one. Show them where.")),
    Verdict.WAITING: Saying(
        "amber", "clock", _("They have no seat yet. Ask the coordinator before you let them in.")
    ),
    Verdict.TOO_EARLY: Saying("amber", "clock", _("The door opens an hour before the start.")),
    Verdict.TOO_LATE: Saying(
        "amber",
        "clock",
        _("The meeting is long over. If they were there, tap their name."),
    ),
    Verdict.NO_PLACE: Saying("red", "question", _("They have no place here. The coordinator can add them.")),
    Verdict.CANCELLED_PLACE: Saying(
        "red", "cross", _("This place was given up. If they would like it back, call the coordinator.")
    ),
    Verdict.REVOKED_PASS: Saying(
        "red",
        "refresh",
        _("It was replaced. Ask for the new pass, or tap their name on the list."),
    ),
    Verdict.UNKNOWN_PASS: Saying("red", "qr", _("This code is not from Krok. Find their name on the list.")),
    Verdict.CANCELLED_SESSION: Saying(
        "red", "cross-circle", _("It does not take place, so nobody can be let in.")
    ),
    Verdict.CLOSED_SESSION: Saying("red", "lock", _("It was handed in. A coordinator can open it again.")),
    Verdict.WRONG_ROOM: Saying("amber", "map-pin", _("Their meeting is on now. Show them the way.")),
    Verdict.GUARDIAN_MISSING: Saying(
        "amber", "child", _("Ask who brings or fetches the child, and choose that person.")
    ),
    Verdict.CONSENT_MISSING: Saying(
        "amber", "file", _("A guardian may sign the paper now. Then note it, and let the child in.")
    ),
    Verdict.CALL_COORDINATOR: Saying(
        "amber", "phone", _("Ask them kindly to wait a moment, and call before you let them in.")
    ),
    Verdict.TO_CONFIRM: Saying(
        "amber", "clock", _("The trainer taps your name on the list. Then you are in.")
    ),
    Verdict.HELD_BACK: Saying(
        "amber", "clock", _("Nothing is lost. The coordinator looks at it and decides.")
    ),
}


def saying(noted: Noted) -> Saying:
    return SAYINGS[noted.verdict]


def detail(noted: Noted) -> str:
    """The facts of this one case: since when somebody is in, or where they belong."""
    if noted.earlier:
        return gettext("Came at %(time)s, noted by %(name)s.") % {
            "time": hour(noted.earlier.time),
            "name": noted.earlier.noted_by.display_name,
        }
    if other := noted.elsewhere:
        where = other.room.name if other.room else ""
        what = f"{other.run.course.title}: {moment(other.starts_at, other.ends_at)}"
        return f"{what}, {where}" if where else what
    return ""
