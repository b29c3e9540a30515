"""Why an appointment could not be booked or changed, in words for staff."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from sessions import errors
from sessions.backoffice import words

_WORDS: dict[type[Exception], Any] = {
    errors.HourTaken: _("Somebody has just taken this hour. Choose another one."),
    errors.OutsideHours: _("The specialist takes no appointments of this kind at that hour."),
    errors.TooSoon: _("This hour is over already. Choose a later one."),
    errors.TooFar: _("Not so many in one series. Choose a smaller number."),
    errors.NotForThem: _("This kind of help is for others, or not in use. Look at whom it is for."),
    errors.NotInYourCare: _("You may not book for this person."),
    errors.NotYetOver: _("It has not begun yet. Note it when its hour has come."),
    errors.TransitionRefused: _("The appointment has changed in the meantime. Please look again."),
}


def explain(error: Exception) -> str:
    """One or two sentences: what stands in the way, and what to do."""
    return str(_WORDS[type(error)]) if type(error) in _WORDS else words.explain(error)
