"""The declaration is reviewed every year by 31 March (art. 11 of the Act of 4 April 2019)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cms.models import AccessibilityDeclarationPage
from lms.messaging.outbox import write
from lms.people.models import Membership, Person, Role

if TYPE_CHECKING:
    from django.db.models import QuerySet

KIND = "declaration_review"
MARCH = 3
FIRST_DAY, AGAIN_FROM, LAST_DAY = 1, 24, 31
WHO_REVIEWS = (Role.EDITOR, Role.MODERATOR, Role.ADMINISTRATOR)


def due(*, on: date) -> AccessibilityDeclarationPage | None:
    """The declaration that has not been reviewed since the last first of March, if there is one.

    One drawn up or reviewed in the year of that March counts as reviewed, from 1 January on.
    """
    year = on.year if (on.month, on.day) >= (MARCH, FIRST_DAY) else on.year - 1
    declaration = (
        AccessibilityDeclarationPage.objects.live()
        .filter(locale__language_code=settings.LANGUAGE_CODE)
        .first()
    )
    if declaration is None or max(declaration.drawn_up_on, declaration.reviewed_on or date.min).year >= year:
        return None
    return declaration


@transaction.atomic
def remind(*, on: date | None = None) -> int:
    """Write to those who review it in March: once from the 1st, and once more from the 24th.

    Safe to repeat: a reminder is written once a year, person and stage. Returns how many people it is for.
    """
    on = on or timezone.localdate()
    declaration = due(on=on) if on.month == MARCH else None
    if declaration is None:
        return 0
    stage = "again" if on.day >= AGAIN_FROM else "first"
    context = {
        "declaration": declaration,
        "deadline": date(on.year, MARCH, LAST_DAY),
        "address": settings.SITE_ADDRESS + reverse("wagtailadmin_pages:edit", args=[declaration.pk]),
    }
    people = list(reviewers(on=on))
    for person in people:
        write(KIND, to=person, key=f"{KIND}:{on.year}:{stage}:{person.pk}", context=context)
    return len(people)


def reviewers(*, on: date) -> QuerySet[Person]:
    """Those who write, publish and answer for the site, as far as they have a mailbox."""
    held = Membership.objects.valid_on(on).filter(role__in=WHO_REVIEWS)
    return Person.objects.filter(pk__in=held.values("person")).exclude(email="").order_by("pk")
