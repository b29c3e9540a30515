"""What the site keeps on a reader's device. Only what is needed to do what they asked for, so no banner asks.

The list is the truth: a test walks through the site and finds no other cookie.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.duties.leaving import MESSAGES_COOKIE
from lms.web.context import CONTRAST_COOKIE, TEXT_COOKIE
from lms.web.display import A_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator

A_DAY = 24 * 60 * 60


@dataclass(frozen=True)
class Kept:
    """Something kept on the device, under the names by which a browser shows it."""

    names: tuple[str, ...]
    purpose: str
    lasts: str


def cookies() -> Iterator[Kept]:
    yield Kept(
        (settings.SESSION_COOKIE_NAME,),
        _("Knows that it is still you while you take a place or are signed in."),
        _("Until you sign out or close the browser, at most %(days)s.")
        % {"days": _days(settings.SESSION_COOKIE_AGE // A_DAY)},
    )
    yield Kept(
        (settings.CSRF_COOKIE_NAME,),
        _("Makes sure that a form was sent by you and not by another site."),
        _lasting(settings.CSRF_COOKIE_AGE),
    )
    yield Kept(
        (MESSAGES_COOKIE,),
        _("Carries a short message, such as “Saved.”, to the next page."),
        _("Until the next page."),
    )
    yield Kept(
        (settings.LANGUAGE_COOKIE_NAME,),
        _("Remembers the language you chose where an address has none."),
        _("Until you close the browser."),
    )
    yield Kept(
        (CONTRAST_COOKIE, TEXT_COOKIE),
        _("Remember contrast and text size, once you have changed them."),
        _lasting(A_YEAR),
    )
    yield Kept(
        ("krok_room",),
        _("Knows your phone when you scan the code of a room, once you have ticked that it may."),
        _days(180),
    )


def notes() -> Iterator[Kept]:
    """What scripts note in the browser's own storage. It is never sent to us."""
    yield Kept(
        ("krok-left",),
        _("Keeps the page closed to the Back button after you have left it quickly."),
        _("Until you close the tab."),
    )
    yield Kept(
        ("krok-told",),
        _("Remembers that we explained “Leave quickly” once."),
        _("Until you clear the data of the browser."),
    )
    yield Kept(
        ("krok-quiz",),
        _("Keeps what you typed in a quiz while there is no connection."),
        _("Until it is sent, or until you close the tab."),
    )
    yield Kept(
        ("krok-package",),
        _("Keeps how far you are in a part of a course while there is no connection."),
        _("Until it is sent, or until you sign out."),
    )
    yield Kept(
        ("krok-device", "krok-camera"),
        _("Only for staff at the door: which device recorded an entry, and which camera it uses."),
        _("Until you clear the data of the browser."),
    )


def _lasting(seconds: int) -> str:
    return _("One year.") if seconds >= A_YEAR - A_DAY * 2 else _days(seconds // A_DAY)


def _days(number: int) -> str:
    return ngettext("%(number)s day", "%(number)s days", number) % {"number": number}
