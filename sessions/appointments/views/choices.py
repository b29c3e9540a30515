"""What can be chosen on the way to an appointment, each choice with a second line that helps to choose."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.people.form_fields import Label
from lms.web import dates
from sessions.appointments.comers import ME
from sessions.appointments.forms import ANY
from sessions.appointments.week import A_WEEK
from sessions.appointments.words import spoken_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sessions.appointments.comers import Comers
    from sessions.models import Specialist

LENGTHS = (1, 2, 4, 6, 8, 10, 15, 20, 30, 40)
"""How many a series can have: a few to choose from rather than a number to type."""


def people(comers: Comers) -> list[tuple[str, Label]]:
    labels = []
    for word, person in comers.options.items():
        if word == ME:
            labels.append((word, Label(_("Me"), person.full_name if person else "")))
        elif person:
            labels.append((word, Label(person.full_name, _("a child in your care"))))
        else:
            words = _("Another child in my care") if comers.children else _("A child in my care")
            labels.append((word, Label(words)))
    return labels


def specialists(giving: Sequence[Specialist]) -> list[tuple[str, Label]]:
    labels = [(ANY, Label(_("Whoever is free first"), spoken_by(giving)))]
    for each in giving:
        hint = " · ".join(filter(None, [spoken_by([each]), each.about]))
        labels.append((str(each.pk), Label(str(each.person), hint)))
    return labels


def lengths(longest: int, *, first: datetime | None) -> list[tuple[int, Label]]:
    """One, some in between, and the longest that the kind of help allows, with the day of the last."""
    labels = []
    for number in (*(length for length in LENGTHS if length < longest), longest):
        words = ngettext("%(number)d appointment", "%(number)d appointments", number)
        label = _("Only this one") if number == 1 else words % {"number": number}
        hint = ""
        if first and number == 1:
            hint = capfirst(dates.moment(first))
        elif first:
            last = first + A_WEEK * (number - 1)
            hint = _("every week until %(day)s") % {"day": dates.date_in_words(last)}
        labels.append((number, Label(label, hint)))
    return labels


def days(values: Iterable[str]) -> list[tuple[str, Label]]:
    """The dates of a series, each under the moment as it is written down."""
    moments = [(value, datetime.fromisoformat(value)) for value in values]
    return [
        (value, Label(capfirst(dates.day(starts_at)), dates.hour(starts_at))) for value, starts_at in moments
    ]
