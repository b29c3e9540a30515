"""Minutes as teachers count them: in hours of 45 or of 60 minutes."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def teaching_hours(minutes: int, *, minutes_in_hour: int) -> str:
    """ "6 teaching hours of 45 min", exactly: what is left over is said in minutes, never rounded."""
    whole, rest = divmod(minutes, minutes_in_hour)
    over = _("%(minutes)d min") % {"minutes": rest}
    if rest and not whole:
        return over
    words = ngettext(
        "%(hours)d teaching hour of %(minutes)d min",
        "%(hours)d teaching hours of %(minutes)d min",
        whole,
    ) % {"hours": whole, "minutes": minutes_in_hour}
    return _("%(hours)s and %(rest)s") % {"hours": words, "rest": over} if rest else words
