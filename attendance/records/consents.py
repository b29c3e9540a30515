"""The guardian's consent that a child takes part: given on line, taken back, or written down from paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from attendance.models import GuardianConsent
from lms.people.care import cares_for
from lms.privacy import audit
from lms.privacy.models import AuditEntry
from sessions.errors import NotInYourCare
from sessions.models import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lms.people.models import Person


@transaction.atomic
def give(place: Place, *, by: Person) -> GuardianConsent:
    """A carer agrees. Safe to repeat. Raises NotInYourCare."""
    if not cares_for(by, place.person):
        raise NotInYourCare
    return _standing(place) or GuardianConsent.objects.create(place=place, given_by=by, recorded_by=by)


@transaction.atomic
def withdraw(place: Place, *, by: Person) -> GuardianConsent | None:
    """A carer no longer agrees, whoever of them had. Safe to repeat. Raises NotInYourCare."""
    if not cares_for(by, place.person):
        raise NotInYourCare
    consent = _standing(place)
    if consent:
        consent.withdrawn_at = timezone.now()
        consent.save(update_fields=["withdrawn_at"])
        audit.record(AuditEntry.Action.CHANGED, consent, actor=by.user, subject=place.person)
    return consent


@transaction.atomic
def record_on_paper(place: Place, *, by: Person, given_by: Person | None = None) -> GuardianConsent:
    """Somebody of the house holds the signed paper. Safe to repeat: what was given before stands."""
    return _standing(place) or GuardianConsent.objects.create(
        place=place, given_by=given_by, is_on_paper=True, recorded_by=by
    )


def is_asked(place: Place) -> bool:
    """Whether the course wants a consent for the person of this place."""
    return place.run.course.needs_consent and place.person.is_child


def missing(places: Iterable[Place]) -> list[Place]:
    """Those of the places that need a consent and have none. One query at most."""
    asked = [place for place in places if is_asked(place) and place.is_held]
    if not asked:
        return []
    given = GuardianConsent.objects.filter(place__in=asked, withdrawn_at=None)
    done = set(given.values_list("place", flat=True))
    return [place for place in asked if place.pk not in done]


def standing_for(place: Place) -> GuardianConsent | None:
    return GuardianConsent.objects.filter(place=place, withdrawn_at=None).select_related("given_by").first()


def _standing(place: Place) -> GuardianConsent | None:
    """The consent that stands; the place is kept for this transaction, so that two carers make one."""
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    return standing_for(place)
