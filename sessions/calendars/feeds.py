"""Addresses at which calendar programs read meetings again and again.

Whoever knows the address reads the calendar, so it holds a random token, of which only the hash is kept:
it is shown once, when it is made, and can be revoked at any time.
"""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from sessions.models import CalendarFeed

if TYPE_CHECKING:
    from lms.people.models import Person
    from sessions.models import Room

TOKEN_BYTES = 24


@transaction.atomic
def open_feed(
    person: Person, *, kind: str, language: str, room: Room | None = None
) -> tuple[CalendarFeed, str]:
    """Make an address, and revoke the one the person had of this kind. Returns it with its token."""
    living = CalendarFeed.objects.filter(person=person, kind=kind, room=room, revoked_at=None)
    living.update(revoked_at=timezone.now())
    token = secrets.token_urlsafe(TOKEN_BYTES)
    feed = CalendarFeed.objects.create(
        person=person, kind=kind, room=room, language=language, token_hash=_hash(token)
    )
    return feed, token


def revoke_feed(feed: CalendarFeed) -> None:
    """From now on the address answers nothing. Safe to repeat."""
    CalendarFeed.objects.filter(pk=feed.pk, revoked_at=None).update(revoked_at=timezone.now())


def feed_of(token: str) -> CalendarFeed | None:
    """The living feed behind a token."""
    living = CalendarFeed.objects.filter(token_hash=_hash(token), revoked_at=None)
    return living.select_related("person", "room__organisation").first()


def living_feeds(person: Person) -> dict[str, CalendarFeed]:
    """The feeds of a person by kind, rooms apart."""
    held = CalendarFeed.objects.filter(person=person, revoked_at=None)
    return {feed.kind: feed for feed in held.exclude(kind=CalendarFeed.Kind.ROOM)}


def address_of_feed(token: str) -> str:
    return settings.SITE_ADDRESS + reverse("cal:feed", args=[token])


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
