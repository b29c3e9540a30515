"""What stands in the way of a file or a row, in words: what happened, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from attendance.models import Attendance, Excuse
from attendance.past.columns import ACTS, HEADS, PRESENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attendance.past.reading import FileRefused

FILE: Mapping[str, Any] = {
    "too_big": gettext_lazy("The file is larger than %(megabytes)s MB. Split it into several."),
    "not_xlsx": gettext_lazy(
        "This is not an Excel file that can be read. Save it as “Excel workbook (.xlsx)” and upload that."
    ),
    "old_or_locked": gettext_lazy(
        "This is an old Excel file (.xls), or one locked with a password. Save it without a password as "
        "“Excel workbook (.xlsx)” and upload that."
    ),
    "macro": gettext_lazy(
        "There is a program in this file (a macro). Save it as “Excel workbook (.xlsx)”, without macros, and "
        "upload that."
    ),
    "bomb": gettext_lazy(
        "Unpacked, this file is far too large. Copy the rows into a new file and upload that."
    ),
    "merged": gettext_lazy(
        "The cells %(cells)s are merged. Unmerge them, so that every row says everything of itself."
    ),
    "too_many_rows": gettext_lazy("The file has more than %(most)s rows. Split it into several."),
    "no_heads": gettext_lazy(
        "The heads of the columns were not found in the first lines. Take the template and keep its first "
        "row."
    ),
    "empty": gettext_lazy("There is no row below the heads."),
}
CELL: Mapping[str, Any] = {
    "formula": gettext_lazy("There is a formula or an error here. Copy the cells and paste them as values."),
    "empty": gettext_lazy("This is empty."),
    "birth_or_email": gettext_lazy("Write the date of birth or the e-mail: a name alone is not enough."),
    "not_a_day": gettext_lazy("“%(value)s” is no day. Write it as 2026-11-24 or 24.11.2026."),
    "not_an_hour": gettext_lazy("“%(value)s” is no hour. Write it as 17:00."),
    "away_has_no_hours": gettext_lazy("Whoever was not there did not come and go. Leave it empty."),
    "not_excused": gettext_lazy("A reason is written only for those who are excused. Leave it empty."),
    "no_such_run": gettext_lazy("There is no run “%(value)s” among yours. Look at its code."),
    "no_meeting_that_day": gettext_lazy("This run has no meeting on that day."),
    "called_off": gettext_lazy("The meeting of that day was called off."),
    "still_to_come": gettext_lazy("The meeting is not over yet. Here only past ones are written."),
    "nobody": gettext_lazy(
        "Nobody among your people is called “%(value)s” and has this date of birth or e-mail. Look at the "
        "spelling, or add the person first."
    ),
    "outside_meeting": gettext_lazy("The meeting was from %(start)s to %(end)s."),
    "left_before_coming": gettext_lazy("They would have left before they came."),
    "twice": gettext_lazy("The same person stands at the same meeting in row %(row)s already."),
}


def explain_file(refused: FileRefused) -> str:
    """Why a file cannot be read."""
    if refused.code == "missing_columns":
        names = ", ".join(f"“{HEADS[column]}”" for column in refused.facts["columns"])
        missing = ngettext(
            "This column is missing: %(columns)s. Take the template and keep its first row.",
            "These columns are missing: %(columns)s. Take the template and keep its first row.",
            len(refused.facts["columns"]),
        )
        return missing % {"columns": names}
    return str(FILE[refused.code]) % refused.facts


def explain_cell(problem: Mapping[str, Any]) -> str:
    """Why a row cannot be written."""
    code, facts = problem["code"], problem["facts"]
    if code in _TOLD:
        return _TOLD[code](problem["column"], facts)
    return str(CELL[code]) % facts


def head_of(column: str) -> str:
    return str(HEADS[column])


def status_in_words(state: Mapping[str, Any]) -> str:
    """ "present, 120 min"; nothing where nothing is known."""
    if not state:
        return ""
    words = str(Attendance.Status(state["status"]).label)
    if state.get("excuse"):
        words = f"{words} ({Excuse(state['excuse']).label})"
    if state["minutes"]:
        minutes = _("%(minutes)d min") % {"minutes": state["minutes"]}
        return f"{words}, {minutes}"
    return words


def _unknown_word(column: str, facts: Mapping[str, Any]) -> str:
    if column == "attendance":
        known = [str(PRESENT), *(str(words[0]) for words in list(ACTS.values())[1:])]
    else:
        known = [str(kind.label) for kind in Excuse]
    return _("“%(value)s” is not known here. Write one of these: %(words)s.") % {
        "value": facts["value"],
        "words": "; ".join(known),
    }


def _several_meetings(column: str, facts: Mapping[str, Any]) -> str:
    return _("There were several meetings that day. Write which: %(hours)s.") % {
        "hours": ", ".join(facts["hours"])
    }


def _no_meeting_then(column: str, facts: Mapping[str, Any]) -> str:
    return _("No meeting began at that hour. That day: %(hours)s.") % {"hours": ", ".join(facts["hours"])}


def _several_people(column: str, facts: Mapping[str, Any]) -> str:
    people = "; ".join(facts["people"])
    return _(
        "Several people fit: %(people)s. Write both the date of birth and the e-mail of the one you mean."
    ) % {"people": people}


def _known_otherwise(column: str, facts: Mapping[str, Any]) -> str:
    known = status_in_words({"status": facts["status"], "minutes": facts["minutes"]})
    return _(
        "It was noted otherwise at the meeting: %(known)s. A file does not overrule that; correct it on the "
        "page of the meeting."
    ) % {"known": known}


_TOLD = {
    "unknown_word": _unknown_word,
    "several_meetings": _several_meetings,
    "no_meeting_then": _no_meeting_then,
    "several_people": _several_people,
    "known_otherwise": _known_otherwise,
}
