"""What the public runs add to a course page for search engines: when and where it can be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.dispatch import receiver
from django.utils import timezone

from cms.signals import structured_data_asked
from courses.models import Course, CoursePage
from courses.structured_data import course_data, workload
from sessions.run_cards import cards_of

if TYPE_CHECKING:
    from sessions.run_cards import RunCard

IN_STOCK = {"open": "https://schema.org/InStock", "full": "https://schema.org/SoldOut"}


@receiver(structured_data_asked, sender=CoursePage, dispatch_uid="sessions.structured_data")
def course_with_its_runs(sender: type[CoursePage], page: CoursePage, **kwargs: Any) -> list[dict[str, Any]]:
    """The course and its public runs: no confidential one is among the cards."""
    return [course_data(page, instances=[instance_data(card) for card in cards_of(page.course)])]


def instance_data(card: RunCard) -> dict[str, Any]:
    """A run as a CourseInstance. Never who leads it, nor the link for joining online."""
    run = card.run
    meetings = list(run.sessions.all())
    told: dict[str, Any] = {
        "@type": "CourseInstance",
        "courseMode": _mode(card),
        "organizer": {"@type": "Organization", "name": run.organiser.name},
        "inLanguage": [one.language for one in run.languages.all()],
        "remainingAttendeeCapacity": card.seats_left or 0,
        "maximumAttendeeCapacity": run.capacity,
    }
    if hours := workload(run.course):
        told["courseWorkload"] = hours
    if meetings:
        told["startDate"] = timezone.localtime(meetings[0].starts_at).isoformat()
        told["endDate"] = timezone.localtime(meetings[-1].ends_at).isoformat()
        told["subEvent"] = [
            {
                "@type": "Event",
                "name": run.course.title,
                "startDate": timezone.localtime(one.starts_at).isoformat(),
                "endDate": timezone.localtime(one.ends_at).isoformat(),
            }
            for one in meetings
        ]
    if run.room:
        told["location"] = {"@type": "Place", "name": run.room.name, "address": card.place}
    if card.url:
        told["offers"] = {
            "@type": "Offer",
            "price": 0,
            "priceCurrency": "PLN",
            "url": settings.SITE_ADDRESS + card.url,
            "availability": IN_STOCK[card.status],
        }
    return told


def _mode(card: RunCard) -> list[str]:
    is_online = bool(card.run.online_link) or card.run.course.form == Course.Form.ONLINE
    return [mode for mode, holds in (("onsite", bool(card.run.room)), ("online", is_online)) if holds]
