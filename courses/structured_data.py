"""A course in the words of schema.org."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from courses.models import Course, CoursePage


def course_data(page: CoursePage, *, instances: list[dict[str, Any]]) -> dict[str, Any]:
    """The Course of a page, with its ``CourseInstance`` objects. Hours are clock hours (ISO 8601)."""
    course = page.course
    language = page.locale.language_code
    told: dict[str, Any] = {
        "@type": "Course",
        "name": page.title,
        "description": page.search_description or page.lead,
        "courseCode": course.code,
        "url": settings.SITE_ADDRESS + page.addresses[language],
        "inLanguage": language,
        "isAccessibleForFree": True,
        "audience": {"@type": "Audience", "audienceType": course.get_audience_display()},
        "provider": {
            "@type": "GovernmentOrganization",
            "name": _("Municipal Social Welfare Centre in Wrocław"),
            "url": settings.SITE_ADDRESS,
        },
        "offers": {"@type": "Offer", "category": "Free", "price": 0, "priceCurrency": "PLN"},
        "hasCourseInstance": instances,
    }
    if course.gives_certificate:
        told["educationalCredentialAwarded"] = _("A certificate")
    return told


def workload(course: Course) -> str:
    """The time a course takes as ISO 8601, "PT4H30M", or nothing where hours are not counted."""
    hours, minutes = divmod(course.hours * course.minutes_in_hour, 60)
    return f"PT{hours}H{minutes}M" if minutes else (f"PT{hours}H" if hours else "")
