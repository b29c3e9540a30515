"""Progress in words: to the person, of a child in somebody's care, and short, for those who hold the run."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from attendance.records.progress import Progress


def hours(minutes: int, progress: Progress) -> str:
    """Teaching hours, never more than were earned: 6.19 are said as 6.1, and 20.03 as 20."""
    return floatformat(floor(minutes * 10 / progress.minutes_in_hour) / 10, -1)


def attended(progress: Progress) -> str:
    """ "6 of 8 hours held so far"."""
    held = progress.held
    text = ngettext(
        "%(earned)s of %(held)s hour held so far",
        "%(earned)s of %(held)s hours held so far",
        ceil(held.total / progress.minutes_in_hour),
    )
    earned = progress.earned.at_most(held).total
    return text % {"earned": hours(earned, progress), "held": hours(held.total, progress)}


def planned(progress: Progress) -> str:
    """ "20 hours are planned in all"."""
    text = ngettext(
        "%(planned)s hour is planned in all",
        "%(planned)s hours are planned in all",
        ceil(progress.planned.total / progress.minutes_in_hour),
    )
    return text % {"planned": hours(progress.planned.total, progress)}


def share(progress: Progress) -> str:
    """ "6 / 20": earned of planned, as the bar shows it."""
    return f"{hours(progress.earned.total, progress)} / {hours(progress.planned.total, progress)}"


def kinds(progress: Progress) -> str:
    """ "Theory: 5 of 6, practice: 1 of 2", once both were held."""
    earned, held = progress.earned.at_most(progress.held), progress.held
    if not (held.theory and held.practice):
        return ""
    return _("Theory: %(theory)s of %(theory_held)s, practice: %(practice)s of %(practice_held)s") % {
        "theory": hours(earned.theory, progress),
        "theory_held": hours(held.theory, progress),
        "practice": hours(earned.practice, progress),
        "practice_held": hours(held.practice, progress),
    }


def uncounted(progress: Progress) -> str:
    """What is over and not in the figures yet."""
    number = len(progress.uncounted)
    if not number:
        return ""
    return ngettext(
        "%(number)d meeting is not counted yet: its list is still open.",
        "%(number)d meetings are not counted yet: their lists are still open.",
        number,
    ) % {"number": number}


def prospect(progress: Progress, *, is_own: bool) -> str:
    """Whether it will be enough, and what it takes. ``is_own``: said to the person, not of a child."""
    if not progress.has_goal or not progress.planned.total:
        return ""
    if progress.has_enough:
        return (
            _("You already have enough hours to complete the course.")
            if is_own
            else _("These are already enough hours to complete the course.")
        )
    if not progress.can_pass:
        return _("The hours left in these dates are not enough to complete the course any more.")
    if not progress.meetings_left:
        return _("It depends on the lists that are still open.")
    return _to_come(progress, is_own=is_own)


def _to_come(progress: Progress, *, is_own: bool) -> str:
    left, needed = progress.meetings_left, progress.meetings_needed
    if needed == left:
        mine = ngettext(
            "You can still complete the course: come to the meeting that is left.",
            "You can still complete the course: come to all %(left)d meetings that are left.",
            left,
        )
        theirs = ngettext(
            "The course can still be completed: the meeting that is left is needed.",
            "The course can still be completed: all %(left)d meetings that are left are needed.",
            left,
        )
    else:
        mine = ngettext(
            "You can still complete the course: come to at least %(needed)d of %(left)d meeting left.",
            "You can still complete the course: come to at least %(needed)d of %(left)d meetings left.",
            left,
        )
        theirs = ngettext(
            "The course can still be completed with at least %(needed)d of %(left)d meeting left.",
            "The course can still be completed with at least %(needed)d of %(left)d meetings left.",
            left,
        )
    text = mine if is_own else theirs
    return text % {"left": left, "needed": needed}


def prospect_in_short(progress: Progress) -> str:
    """The same for a list of many people."""
    if not progress.has_goal or not progress.planned.total:
        return ""
    if progress.has_enough:
        return _("has enough already")
    if not progress.can_pass:
        return _("can no longer complete it")
    return _("needs %(needed)d of %(left)d meetings left") % {
        "needed": progress.meetings_needed,
        "left": progress.meetings_left,
    }
