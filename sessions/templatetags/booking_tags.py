"""Small words and addresses that the pages of booking and of My Krok share."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

from django import template
from django.template.defaultfilters import capfirst, floatformat
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from courses.models import CourseIndexPage
from lms.web import dates
from sessions import outcomes
from sessions.models import Place
from sessions.waiting_list import position
from sessions.whereabouts import title_of

if TYPE_CHECKING:
    from lms.people.models import Person
    from sessions.models import Run, Session
    from sessions.my_krok import Progress
    from sessions.views.journey import Journey

register = template.Library()
register.filter("shown_title", title_of)
register.filter("called", outcomes.called)
register.simple_tag(outcomes.promise_to_answer)


@register.simple_tag
def promise_to_offer(run: Run) -> str:
    """What happens when a seat of this run becomes free for somebody who waits."""
    return outcomes.promise_to_offer(run.answer_hours)


@register.simple_tag
def step_number(journey: Journey, step: str) -> int:
    stones = journey.stones
    return stones.index(step) + 1 if step in stones else len(stones)


@register.simple_tag
def previous_step(journey: Journey, step: str) -> str:
    """The address of the page before, by a link that needs no script."""
    stones = journey.stones
    before = stones.index(step) if step in stones else 0
    return journey.url(stones[before - 1]) if before else journey.url("start")


@register.simple_tag
def journey_begins(journey: Journey) -> str:
    """The address of the first question; the check when nothing need be asked."""
    return journey.url(journey.stones[0])


@register.simple_tag
def sign_in_and_return(run: Run) -> str:
    """Sign in first, then come back to this run."""
    back = reverse("book:start", args=[run.uuid])
    return f"{reverse('account_login')}?{urlencode({'next': back})}"


@register.simple_tag
def place_status(place: Place) -> str:
    """The state of a place, as one says it to the person."""
    if place.status == Place.Status.WAITING:
        number = getattr(place, "number_in_queue", None) or position(place)
        return _("number %(number)d in the queue") % {"number": number}
    return {
        Place.Status.APPLIED: _("waits for the organiser’s answer"),
        Place.Status.REFUSED: _("the organiser said no"),
        Place.Status.OFFERED: _("a place is kept"),
        Place.Status.DECLINED: _("offered, and not taken"),
        Place.Status.EXPIRED: _("offered, and not answered in time"),
        Place.Status.CONFIRMED: _("has a place"),
        Place.Status.CANCELLED: _("given back"),
        Place.Status.CALLED_OFF: _("called off by the organiser"),
        Place.Status.MOVED: _("moved to other dates"),
        Place.Status.NO_SHOW: _("did not come"),
    }[Place.Status(place.status)]


@register.simple_tag
def near_moment(session: Session) -> str:
    """When a meeting is, with "today" or "tomorrow" where it is so near."""
    return capfirst(f"{dates.near_day(session.starts_at)}, {dates.hours(session.starts_at, session.ends_at)}")


@register.simple_tag
def named(title: str, person: Person, reader: Person) -> str:
    """A title, with the name of the child when it is not about the reader."""
    return title if person == reader else f"{title} – {person.given_name}"


@register.simple_tag
def progress_text(progress: Progress) -> str:
    """ "6 of 20 hours": teaching hours, one decimal where they are not whole."""
    text = ngettext(
        "%(earned)s of %(planned)s hour", "%(earned)s of %(planned)s hours", ceil(progress.planned)
    )
    return text % {"earned": _tenths(progress.earned), "planned": _tenths(progress.planned)}


def _tenths(hours: float) -> str:
    """Never more than was earned: 6.19 hours are said as 6.1, and 20.03 as 20."""
    return floatformat(floor(hours * 10) / 10, -1)


@register.simple_tag
def catalogue_address() -> str:
    """The page of all courses in the present language, or the home page."""
    index = CourseIndexPage.objects.live().filter(locale__language_code=get_language()).first()
    return (index.get_url() if index else "") or f"/{get_language()}/"
