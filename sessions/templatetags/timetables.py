"""What the back office shows beside the meetings of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from sessions.backoffice.words import explain_date
from sessions.models import TimetableRemark

if TYPE_CHECKING:
    from sessions.models import Run
    from sessions.timetables.outlook import Meeting

register = template.Library()


@register.simple_tag
def remarks_of(run: Run) -> list[TimetableRemark]:
    """What the series of the run could not settle by themselves, in order."""
    return list(TimetableRemark.objects.filter(timetable__run=run).select_related("session"))


@register.simple_tag
def about_date(meeting: Meeting) -> str:
    """All there is to say of one date of a series that is to be planned."""
    return " ".join(explain_date(meeting))
