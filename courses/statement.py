"""What a certificate states: every word and figure, fixed at the moment of issue."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from lms.web.qr import qr_svg

if TYPE_CHECKING:
    from courses.models import Enrolment
    from courses.run_facts import RunFacts

OFFICIAL_LANGUAGE = "pl"


def statement_of(
    enrolment: Enrolment, *, facts: RunFacts, number: str, address: str, issued_at: datetime
) -> dict[str, Any]:
    """The frozen data of ``templates/typst/certificate.typ``: Polish first, then the person's own language.

    A confidential course is named in neutral words, and its funder is not named at all.
    """
    person, course = enrolment.person, enrolment.course
    languages = list(dict.fromkeys([OFFICIAL_LANGUAGE, person.language]))
    is_confidential = facts.is_confidential or course.is_confidential
    statement: dict[str, Any] = {
        "languages": languages,
        "number": number,
        "address": address,
        "qr": qr_svg(address),
        "is_confidential": is_confidential,
        "holder": {"latin": person.full_name, "cyrillic": person.full_name_cyrillic},
        "words": {},
        "course": {},
        "held": {},
        "organiser": {},
        "funder_line": {},
        "issued": {},
    }
    for language in languages:
        with translation.override(language):
            statement["words"][language] = _words(course.minutes_in_hour)
            statement["course"][language] = (
                _("Personal development meetings") if is_confidential else course.title
            )
            statement["held"][language] = _days(facts)
            statement["organiser"][language] = facts.organiser.name
            statement["funder_line"][language] = (
                facts.funder.funder_line if facts.funder and not is_confidential else ""
            )
            statement["issued"][language] = formats.date_format(timezone.localdate(issued_at), "j E Y")
    with translation.override(OFFICIAL_LANGUAGE):
        statement["hours"] = {
            "theory": _hours(enrolment.theory_minutes, course.minutes_in_hour),
            "practice": _hours(enrolment.practice_minutes, course.minutes_in_hour),
            "total": _hours(enrolment.earned_minutes, course.minutes_in_hour),
        }
    return statement


def _words(minutes_in_hour: int) -> dict[str, str]:
    return {
        "title": _("Certificate"),
        "number": _("No."),
        "states": _("This certifies that the course below was completed by"),
        "total": _("hours in all"),
        "theory": _("hours of theory"),
        "practice": _("hours of practice"),
        "teaching_hour": _("A teaching hour is %(minutes)d minutes.") % {"minutes": minutes_in_hour},
        "organiser": _("Organiser"),
        "issued": _("Issued on"),
        "verify": _("Check that it is genuine:"),
    }


def _days(facts: RunFacts) -> str:
    first, last = (formats.date_format(day, "j E Y") for day in (facts.first_day, facts.last_day))
    return first if first == last else f"{first} – {last}"


def _hours(minutes: int, minutes_in_hour: int) -> str:
    """Teaching hours with at most one decimal: 6, or 4,5."""
    hours = round(minutes / minutes_in_hour, 1)
    return formats.number_format(int(hours) if hours == int(hours) else hours)
