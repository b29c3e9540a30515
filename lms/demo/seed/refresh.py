"""The day after: past sessions are held, and there is something at the door today."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from wagtail.models import Site

from lms.demo.seed.attendance import hold_past_sessions
from lms.demo.seed.messages import sent_to_nobody
from lms.people.models import Person
from sessions.errors import Clash
from sessions.models import Run, Session
from sessions.planning import add_session
from sessions.timetable import on_the_clock

TRAINER = "irena.nowicka@example.org"
START, LENGTH = time(17), timedelta(hours=2)


def refresh() -> None:
    """Keep a demonstration alive that was loaded some days ago. Safe to repeat."""
    _keep_address()
    with sent_to_nobody():
        for run in Run.objects.published().filter(sessions__status=Session.Status.PLANNED).distinct():
            hold_past_sessions(run)
        if trainer := Person.objects.filter(email=TRAINER).first():
            _something_today(trainer)


def _something_today(trainer: Person) -> None:
    """One more meeting of a group that goes on, unless the trainer has one today."""
    today = timezone.localdate()
    if Session.objects.on_day(today).not_cancelled().taught_by(trainer).exists():
        return
    run = (
        Run.objects.published()
        .filter(trainers=trainer, seats_taken__gt=0)
        .order_by("-booking_closes_at")
        .first()
    )
    if run is None:
        return
    starts_at = on_the_clock(datetime.combine(today, START))
    hours = {"starts_at": starts_at, "ends_at": starts_at + LENGTH, "kind": "theory", "trainers": [trainer]}
    try:
        add_session(run, room=run.room, **hours)
    except Clash:
        add_session(run, online_link="https://example.org/today", **hours)


def _keep_address() -> None:
    """The site answers where it was started this time."""
    address = urlsplit(settings.SITE_ADDRESS)
    site = Site.objects.filter(is_default_site=True).first()
    wanted = (address.hostname or "localhost", address.port or (443 if address.scheme == "https" else 80))
    if site and (site.hostname, site.port) != wanted:
        site.hostname, site.port = wanted
        site.save()
