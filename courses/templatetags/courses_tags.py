"""Courses in templates: the address of a course's page, and what is to be known of it at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.sharing import shared
from courses.catalogue import Entry, course_addresses, entries_about

if TYPE_CHECKING:
    from cms.models import Activity
    from courses.models import Course

register = template.Library()

FORM_ICONS = {"group": "users", "individual": "user", "online": "video", "self_paced": "book"}


@register.simple_tag
def course_url(course: Course) -> str:
    """Address of the course's page in the present language, or nothing. One query for all."""
    return shared("course_addresses", course_addresses, rooms=("cms", "courses")).get(course.pk, "")


@register.simple_tag
def courses_of(activity: Activity) -> list[Entry]:
    """The courses of an activity, ready for ``components/course_card.html``."""
    return entries_about(activity)


@register.filter
def for_label(course: Course) -> str:
    return str(capfirst(course.get_audience_display()))


@register.filter
def form_label(course: Course) -> str:
    return str(capfirst(course.get_form_display()))


def hours_in_words(hours: int) -> str:
    return ngettext("%(hours)d hour", "%(hours)d hours", hours) % {"hours": hours}


@register.filter
def hours_label(course: Course) -> str:
    """ "60 hours", or nothing for what is not counted in hours."""
    return hours_in_words(course.hours) if course.hours else ""


@register.filter
def hours_shared(course: Course) -> str:
    """ "50 hours of theory, 10 hours of practice", where there are both."""
    if not (course.theory_hours and course.practice_hours):
        return ""
    theory = ngettext("%(hours)d hour of theory", "%(hours)d hours of theory", course.theory_hours)
    practice = ngettext("%(hours)d hour of practice", "%(hours)d hours of practice", course.practice_hours)
    return f"{theory % {'hours': course.theory_hours}}, {practice % {'hours': course.practice_hours}}"


@register.filter
def facts_of(course: Course) -> list[dict[str, Any]]:
    """The facts box of a course, for ``components/facts.html``."""
    facts = [
        {"icon": "heart-hands", "label": _("Who it is for"), "text": capfirst(course.get_audience_display())}
    ]
    if course.hours:
        shared = hours_shared(course)
        text = f"{hours_label(course)}: {shared}" if shared else hours_label(course)
        if course.minutes_in_hour != 60:
            text += " " + _("(each of %(minutes)d minutes)") % {"minutes": course.minutes_in_hour}
        facts.append({"icon": "clock", "label": _("Hours"), "text": text})
    facts.append(
        {
            "icon": FORM_ICONS[course.form],
            "label": _("How you learn"),
            "text": capfirst(course.get_form_display()),
        }
    )
    if course.gives_certificate:
        facts.append({"icon": "certificate", "label": _("At the end"), "text": _("A certificate")})
    facts.append({"icon": "check", "label": _("Price"), "text": _("Free of charge")})
    return facts
