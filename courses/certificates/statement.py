"""What a certificate states: every word and figure, fixed at the moment of issue."""

from __future__ import annotations

import copy
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cms.leaflets.letters import printable
from courses.certificates.templates import OFFICIAL_LANGUAGE
from courses.certificates.wording import filled
from lms.web.qr import qr_svg

if TYPE_CHECKING:
    from courses.models import CertificateTemplate, Course, Enrolment
    from courses.run_facts import RunFacts
    from lms.people.models import Person

__all__ = ["NEUTRAL_TITLE", "OFFICIAL_LANGUAGE", "minutes_counted", "restated", "statement_of"]

NEUTRAL_TITLE = gettext_noop("Personal development meetings")


def statement_of(
    enrolment: Enrolment,
    *,
    facts: RunFacts,
    number: str,
    address: str,
    issued_at: datetime,
    expires_on: date | None = None,
    template: CertificateTemplate | None = None,
) -> dict[str, Any]:
    """The frozen data of ``templates/typst/certificate.typ``.

    Without a template Polish comes first, then the person's own language. A confidential course is named
    in neutral words, and its funder is not named at all.
    """
    person, course = enrolment.person, enrolment.course
    languages = template.codes if template else list(dict.fromkeys([OFFICIAL_LANGUAGE, person.language]))
    is_confidential = facts.is_confidential or course.is_confidential
    statement: dict[str, Any] = {
        "languages": languages,
        "is_confidential": is_confidential,
        "course": {},
        "held": {},
        "organiser": {},
        "funder_line": {},
    }
    for language in languages:
        with translation.override(language):
            statement["course"][language] = _(NEUTRAL_TITLE) if is_confidential else printable(course.title)
            statement["held"][language] = _days(facts)
            statement["organiser"][language] = printable(facts.organiser.name)
            statement["funder_line"][language] = (
                printable(facts.funder.funder_line) if facts.funder and not is_confidential else ""
            )
    _put_in(statement, enrolment, number=number, address=address, issued_at=issued_at, expires_on=expires_on)
    _word(statement, template, course=course)
    return statement


def restated(
    statement: dict[str, Any],
    enrolment: Enrolment,
    *,
    number: str,
    address: str,
    issued_at: datetime,
    expires_on: date | None,
    template: CertificateTemplate | None,
    is_confidential: bool,
) -> dict[str, Any]:
    """The same certificate again, with the holder's name, the hours and the words of today."""
    again = copy.deepcopy(statement)
    if is_confidential:
        _silence(again)
    _put_in(again, enrolment, number=number, address=address, issued_at=issued_at, expires_on=expires_on)
    _word(again, template, course=enrolment.course)
    return again


def _silence(statement: dict[str, Any]) -> None:
    """The course or its run became confidential since: its name and its funder stand on no paper any more."""
    statement |= {"is_confidential": True, "funder_line": dict.fromkeys(statement["languages"], "")}
    for language in statement["languages"]:
        with translation.override(language):
            statement["course"][language] = _(NEUTRAL_TITLE)


def _put_in(
    statement: dict[str, Any],
    enrolment: Enrolment,
    *,
    number: str,
    address: str,
    issued_at: datetime,
    expires_on: date | None,
) -> None:
    """What differs from paper to paper."""
    minutes_in_hour = enrolment.course.minutes_in_hour
    statement |= {
        "number": number,
        "address": address,
        "qr": qr_svg(address),
        "holder": _holder(enrolment.person),
        "issued": {},
        "expires": {},
    }
    for language in statement["languages"]:
        with translation.override(language):
            statement["issued"][language] = _day(timezone.localdate(issued_at))
            statement["expires"][language] = _day(expires_on) if expires_on else ""
    with translation.override(statement["languages"][0]):
        theory, practice = minutes_counted(enrolment)
        statement["hours"] = {
            "theory": _hours(theory, minutes_in_hour),
            "practice": _hours(practice, minutes_in_hour),
            "total": _hours(theory + practice, minutes_in_hour),
        }


def minutes_counted(enrolment: Enrolment) -> tuple[int, int]:
    """Theory and practice. A course without meetings counts as much theory as it says it takes."""
    course = enrolment.course
    is_without_meetings = course.form == course.Form.SELF_PACED and not enrolment.planned_minutes
    theory = course.theory_hours * course.minutes_in_hour if is_without_meetings else enrolment.theory_minutes
    in_diary = enrolment.diary_entries.confirmed().minutes() if enrolment.pk else 0
    return theory, enrolment.practice_minutes + in_diary


def _word(statement: dict[str, Any], template: CertificateTemplate | None, *, course: Course) -> None:
    """The words around the facts: the template's, and those of the house where it says nothing."""
    statement |= {
        "words": {},
        "body": {},
        "signatory": {"name": printable(template.signatory) if template else "", "role": {}},
    }
    for language in statement["languages"]:
        with translation.override(language):
            words = _words(course.minutes_in_hour)
        values = {
            "name": statement["holder"]["latin"],
            "hours": statement["hours"]["total"],
            "number": statement["number"],
            "course": statement["course"][language],
            "days": statement["held"][language],
            "organiser": statement["organiser"][language],
            "expires": statement["expires"][language] or words["for_good"],
        }
        if template:
            own = {
                key: getattr(template, f"{key}_{language}") or ""
                for key in ("title", "states", "body", "signatory_role")
            }
            words |= {key: filled(own[key], values) for key in ("title", "states") if own[key]}
            statement["body"][language] = filled(own["body"], values)
            statement["signatory"]["role"][language] = printable(own["signatory_role"])
        statement["words"][language] = words


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
        "expires": _("Holds until"),
        "for_good": _("without an end"),
        "verify": _("Check that it is genuine:"),
    }


def _holder(person: Person) -> dict[str, str]:
    return {"latin": printable(person.full_name), "cyrillic": printable(person.full_name_cyrillic)}


def _days(facts: RunFacts) -> str:
    first, last = _day(facts.first_day), _day(facts.last_day)
    return first if first == last else f"{first} – {last}"


def _day(day: date) -> str:
    return formats.date_format(day, "j E Y")


def hours_stated(statement: dict[str, Any]) -> str:
    """The hours in all, written as the present language writes figures; the paper, as its first one does."""
    stated: str = statement["hours"]["total"].replace(",", ".")
    return formats.number_format(stated) if "." in stated else stated


def _hours(minutes: int, minutes_in_hour: int) -> str:
    """Teaching hours with at most one decimal: 6, or 4,5."""
    hours = round(minutes / minutes_in_hour, 1)
    return formats.number_format(int(hours) if hours == int(hours) else hours)
