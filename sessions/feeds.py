"""The feed of new runs: what can be booked and has only just been announced. Listed runs, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from cms.addresses import address_of
from cms.finding.feeds import LENGTH, Entry, HouseFeed
from courses.catalogue import course_addresses
from courses.models import CourseIndexPage
from sessions.models import Run
from sessions.run_cards import RunCard, read_runs

if TYPE_CHECKING:
    from cms.finding.feeds import Asked


class RunsFeed(HouseFeed):
    def title(self, obj: Asked) -> str:
        return f"{settings.WAGTAIL_SITE_NAME}: {_('new dates')}"

    def description(self, obj: Asked) -> str:
        return _("Courses, groups and meetings in which you can take a place.")

    def link(self, obj: Asked) -> str:
        index = CourseIndexPage.listed_pages().filter(locale__language_code=obj.language).first()
        return settings.SITE_ADDRESS + (address_of(index) if index else f"/{obj.language}/")

    def items(self, obj: Asked) -> list[Entry]:
        newest = Run.objects.listed().open().order_by("-created_at", "-pk")[:LENGTH]
        pages = course_addresses(obj.language)
        entries = [_entry(RunCard(run), pages.get(run.course_id, ""), obj) for run in read_runs(newest)]
        return sorted(entries, key=lambda entry: entry.published_at, reverse=True)


class AtomRunsFeed(RunsFeed):
    feed_type = Atom1Feed
    subtitle = RunsFeed.description


def _entry(card: RunCard, page: str, asked: Asked) -> Entry:
    """New from the hour it can be booked, when that was told in advance."""
    run = card.run
    since = max(run.created_at, run.booking_opens_at or run.created_at)
    facts = [
        card.dates.hours,
        card.dates.meetings,
        card.place or card.online,
        card.language,
        run.organiser.name,
    ]
    return Entry(
        identity=f"run/{run.uuid}/{asked.language}",
        title=f"{run.course.title} · {card.dates.title}",
        text=" · ".join(str(fact) for fact in (run.theme, *facts) if fact),
        address=f"{page}#dates" if page else reverse("book:start", args=[run.uuid]),
        published_at=since,
        changed_at=since,
    )
