"""News of the last weeks, and events: most of them to come, whenever the demonstration is loaded."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from cms.models import EventPage, NewsIndexPage, NewsPage
from cms.offices.public_holidays import is_holiday
from lms.demo.pages.telling import tell
from lms.demo.told import told, told_in

if TYPE_CHECKING:
    from lms.demo.pages.known import Known

HOLIDAYS_OF_HABIT = {(12, 23), (12, 27), (12, 28), (12, 29), (12, 30), (12, 31), (1, 2)}
"""When nobody would hold an event, though the law does not say so."""


def plant_news(known: Known) -> None:
    index = tell(
        NewsIndexPage, told("news-index"), parent=known.pages["home"], known=known, show_in_menus=True
    )
    today = timezone.localdate()
    for one in told_in("news"):
        date = today - timedelta(days=one.pop("days_ago"))
        corrected = one.pop("corrected_lead", "")
        page = tell(NewsPage, one, parent=index, known=known, date=date)
        if corrected and page.lead == one["lead"]["pl"]:
            _correct(page, lead=corrected)
    for one in told_in("events"):
        tell(EventPage, one, parent=index, known=known, **when_and_where(one, known))


def when_and_where(one: dict[str, Any], known: Known) -> dict[str, Any]:
    """The hours and the place; taken out of the story."""
    office = known.offices.get(one.pop("office", ""))
    return _hours(one) | {"office": office}


def keep_events_ahead() -> None:
    """An event to come that has gone by is held again, unless somebody has edited it."""
    for one in told_in("events"):
        event = EventPage.objects.filter(slug=one["slug"]["pl"], locale__language_code="pl").first()
        if event is None or one["in_days"] < 0 or event.ends_at > timezone.now():
            continue
        if event.revisions.exclude(user=None).exists():
            continue
        hours = _hours(one)
        for page in event.get_translations(inclusive=True):
            page.starts_at, page.ends_at = hours["starts_at"], hours["ends_at"]
            page.save_revision(clean=False).publish()


def _hours(one: dict[str, Any]) -> dict[str, datetime]:
    """On the weekday that the story asks for, so many days from today at least; on no holiday."""
    day = timezone.localdate() + timedelta(days=one.pop("in_days"))
    day += timedelta(days=(one.pop("weekday") - day.weekday()) % 7)
    while is_holiday(day) or (day.month, day.day) in HOLIDAYS_OF_HABIT:
        day += timedelta(weeks=1)
    return {
        field: timezone.make_aware(datetime.combine(day, time.fromisoformat(one.pop(name))))
        for field, name in (("starts_at", "starts"), ("ends_at", "ends"))
    }


def _correct(page: NewsPage, *, lead: str) -> None:
    """An editor added a word in Polish: on the translation board the other languages are behind."""
    page.lead = lead
    page.save_revision().publish()
