"""The day after: past sessions are held, and there is something at the door today."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from wagtail.models import Site

from lms.demo.pages.news import keep_events_ahead
from lms.demo.seed import tell
from lms.demo.seed.appointments import note_past
from lms.demo.seed.attendance import hold_past_sessions
from lms.demo.seed.messages import sent_to_nobody
from lms.demo.seed.people import seed_people
from lms.demo.seed.runs import another, stories
from sessions.errors import Clash
from sessions.models import Run, Session

TRAINER = "irena"


def refresh() -> None:
    """Keep a demonstration alive that was loaded some days ago. Safe to repeat."""
    _keep_address()
    keep_events_ahead()
    with sent_to_nobody():
        for run in Run.objects.published().filter(sessions__status=Session.Status.PLANNED).distinct():
            hold_past_sessions(run)
        note_past()
        _something_today()


def _something_today() -> None:
    """Unless the trainer has a meeting today, her edition that meets today is told once more."""
    cast = seed_people()
    today = Session.objects.on_day(timezone.localdate()).not_cancelled()
    if today.taught_by(cast.people[TRAINER]).exists():
        return
    story = next(
        one for one in stories() if (one.told["trainer"], one.told["weekdays"]) == (TRAINER, ["today"])
    )
    try:
        tell(another(story), cast)
    except Clash:
        tell(another(story, room=""), cast)


def _keep_address() -> None:
    """The site answers where it was started this time."""
    address = urlsplit(settings.SITE_ADDRESS)
    site = Site.objects.filter(is_default_site=True).first()
    wanted = (address.hostname or "localhost", address.port or (443 if address.scheme == "https" else 80))
    if site and (site.hostname, site.port) != wanted:
        site.hostname, site.port = wanted
        site.save()
