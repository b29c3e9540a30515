"""What the pages of appointments say: the answers, and what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.people.models import Person
from lms.people.questions import CHILD, CONTACT
from lms.web import dates
from sessions.appointments.views.holding import DATES, SERIES, TIME
from sessions.appointments.views.journey import SPECIALIST, WHO
from sessions.appointments.words import spoken_by
from sessions.errors import NotCleared, ParticipantBusy, TooFar, TooSoon
from sessions.run_dates import joined

if TYPE_CHECKING:
    from sessions.appointments.views.journey import Journey


def answers_in_words(journey: Journey) -> list[dict[str, str]]:
    """The rows of the check page; what was not asked cannot be changed there."""
    asked = journey.steps
    of_names = next((step for step in (WHO, CHILD, CONTACT) if step in asked), "")
    of_dates = DATES if DATES in asked else TIME
    rows = [
        _row(journey, _("For"), journey.name, of_names),
        _row(journey, _("With"), _specialist(journey), SPECIALIST if SPECIALIST in asked else ""),
        _row(journey, _("When"), when_in_words(journey), of_dates),
    ]
    if SERIES in asked and DATES not in asked:
        rows.append(_row(journey, _("How many"), _("Only this one"), SERIES))
    if journey.person:
        rows.append(_row(journey, _("We write to"), journey.person.email or journey.person.phone, ""))
    else:
        form = journey.answered(CONTACT)
        form.is_valid()
        language = str(Person.Language(form.cleaned_data["language"]).label)
        rows.append(_row(journey, _("We write to"), f"{form.cleaned_data['email']}\n{language}", CONTACT))
    return rows


def when_in_words(journey: Journey) -> str:
    return "\n".join(capfirst(dates.moment(start)) for start in journey.starts)


def _specialist(journey: Journey) -> str:
    first = journey.first_hour
    return f"{first[1]}\n{spoken_by([first[1]])}".strip() if first else ""


def _row(journey: Journey, label: str, value: str, step: str) -> dict[str, str]:
    url = journey.url(step) if step else ""
    return {"label": label, "value": value, "url": url, "url_label": _("Change") if step else ""}


def problem_in_words(obstacle: Exception) -> str:
    """Why the hour could not be had just now, and what to do."""
    if isinstance(obstacle, ParticipantBusy):
        names = joined([str(person) for person in obstacle.people])
        return ngettext(
            "%(names)s has something else at one of these hours. Choose another hour.",
            "%(names)s have something else at one of these hours. Choose another hour.",
            len(obstacle.people),
        ) % {"names": names}
    if isinstance(obstacle, NotCleared):
        return _("This specialist cannot see a child at that hour. Choose somebody else, or call us.")
    if isinstance(obstacle, TooSoon):
        return _("This hour is too near now. Choose a later one, or call us.")
    if isinstance(obstacle, TooFar):
        return _("This hour is too far away yet. Choose an earlier one.")
    return _("Somebody was quicker: this hour is taken now. Choose another one.")
