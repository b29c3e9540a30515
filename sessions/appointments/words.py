"""Kinds of help and specialists, as people read of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from lms.web import dates
from sessions.models import RunLanguage, Service

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sessions.models import Appointment, Specialist


def title_of_service(service: Service) -> str:
    """The name of a kind of help on a screen that somebody else may see."""
    return pgettext("neutral message", "Appointment") if service.is_confidential else service.name


def for_whom(service: Service) -> str:
    """ "For children. A carer comes along." """
    words = {
        Service.Audience.ADULTS: _("For adults"),
        Service.Audience.CHILDREN: _("For children"),
        Service.Audience.EVERYONE: _("For adults and children"),
    }[Service.Audience(service.audience)]
    return str(words)


def how_long(service: Service) -> str:
    return ngettext("%(number)d minute", "%(number)d minutes", service.minutes) % {"number": service.minutes}


def spoken_by(specialists: Iterable[Specialist]) -> str:
    """The languages that at least one of them works in: "Polish, Ukrainian"."""
    return capfirst(
        languages_in_words(
            language.language for specialist in specialists for language in specialist.languages.all()
        )
    )


def languages_in_words(codes: Iterable[str]) -> str:
    """Each once, in order, as inside a sentence: "Polish, Ukrainian"."""
    return ", ".join(str(RunLanguage.Spoken(code).label) for code in dict.fromkeys(codes))


def near_moment_of(appointment: Appointment) -> str:
    """When it is, with "today" or "tomorrow" where it is so near."""
    hours = dates.hours(appointment.starts_at, appointment.ends_at)
    return capfirst(f"{dates.near_day(appointment.starts_at)}, {hours}")
