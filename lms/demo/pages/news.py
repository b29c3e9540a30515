"""News of the last weeks, and events: most of them to come, whenever the demonstration is loaded."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from cms.models import EventPage, NewsIndexPage, NewsPage
from lms.demo.pages.telling import tell
from lms.demo.told import told, told_in

if TYPE_CHECKING:
    from lms.demo.pages.known import Known


def plant_news(known: Known) -> None:
    index = tell(
        NewsIndexPage, told("news-index"), parent=known.pages["home"], known=known, show_in_menus=True
    )
    today = timezone.localdate()
    for one in told_in("news"):
        date = today - timedelta(days=one.pop("days_ago"))
        tell(NewsPage, one, parent=index, known=known, date=date)
    for one in told_in("events"):
        tell(EventPage, one, parent=index, known=known, **when_and_where(one, known))


def when_and_where(one: dict[str, Any], known: Known) -> dict[str, Any]:
    """The hours on the day that the story asks for, counted from today; taken out of the story."""
    day = timezone.localdate() + timedelta(days=one.pop("in_days"))
    day += timedelta(days=(one.pop("weekday") - day.weekday()) % 7)
    starts, ends = (
        timezone.make_aware(datetime.combine(day, time.fromisoformat(one.pop(name))))
        for name in ("starts", "ends")
    )
    return {"starts_at": starts, "ends_at": ends, "office": known.offices.get(one.pop("office", ""))}
