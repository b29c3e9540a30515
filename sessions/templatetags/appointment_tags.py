"""Words and addresses of appointments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.urls import reverse
from django.utils.http import urlencode

from lms.web import dates
from sessions.appointments.words import (
    for_whom,
    how_long,
    languages_in_words,
    near_moment_of,
    title_of_service,
)
from sessions.links import path_to

if TYPE_CHECKING:
    from datetime import datetime

    from lms.people.models import Person
    from lms.people.questions import Questions
    from sessions.models import Appointment, Service, Specialist

register = template.Library()
register.filter("for_whom", for_whom)
register.filter("how_long", how_long)
register.filter("near_moment", near_moment_of)
register.filter("service_title", title_of_service)


@register.filter
def speaks(specialist: Specialist) -> str:
    """The languages of a specialist, inside a sentence: "Polish, Ukrainian"."""
    return languages_in_words(language.language for language in specialist.languages.all())


@register.filter
def near_hour(starts_at: datetime) -> str:
    """When something begins, inside a sentence: "tomorrow, Tuesday, 24 November, 10:00"."""
    return f"{dates.near_day(starts_at)}, {dates.hour(starts_at)}"


@register.filter
def concerns(appointment: Appointment, reader: Person) -> str:
    """The given name of whoever comes, where that is not the reader."""
    person = appointment.person
    return "" if person is None or person == reader else person.given_name


@register.simple_tag
def journey_step(journey: Questions, step: str) -> str:
    """The address of a page of the journey."""
    return journey.url(step)


@register.simple_tag
def sign_in_for(service: Service) -> str:
    """Sign in first, then come back to this kind of help."""
    back = reverse("appointments:start", args=[service.uuid])
    return f"{reverse('account_login')}?{urlencode({'next': back})}"


@register.simple_tag
def visit_address(appointment: Appointment) -> str:
    """The page of one appointment, which works without signing in."""
    return path_to(appointment)
