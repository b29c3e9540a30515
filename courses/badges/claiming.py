"""A holder asks for the badge of a certificate. Nobody gets one unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from courses.badges.credential import payload_of
from courses.badges.keys import sign, signing_key
from courses.badges.status import take_bit
from courses.models import Badge, Certificate, StatusList

if TYPE_CHECKING:
    from courses.models import SigningKey
    from lms.people.models import Person


class NotForBadges(Exception):
    """The certificate does not hold, is somebody else's, or nobody may know of it."""


def may_claim(certificate: Certificate, *, by: Person) -> bool:
    """Only the holder, when grown up, of a certificate that holds, and never of a confidential course."""
    return (
        certificate.holds
        and certificate.enrolment.person == by
        and not by.is_child
        and not certificate.is_confidential
    )


@transaction.atomic
def claim(certificate: Certificate, *, by: Person, has_name: bool) -> Badge:
    """Sign the certificate as a badge. Asking twice returns the badge already held; raises NotForBadges."""
    certificate = (
        Certificate.objects.select_for_update(of=("self",), no_key=True)
        .select_related("enrolment__person", "enrolment__course", "organiser")
        .get(pk=certificate.pk)
    )
    if not may_claim(certificate, by=by):
        raise NotForBadges
    if held := certificate.badges.held().first():
        return held
    key = signing_key()
    status_list, index = take_bit(certificate.organiser, key=key)
    badge = Badge(
        certificate=certificate,
        status_list=status_list,
        index=index,
        has_name=has_name,
        claimed_at=timezone.now(),
    )
    return _signed(badge, key=key)


@transaction.atomic
def sign_anew(key: SigningKey) -> int:
    """Sign the badges of a key in wrong hands with the one of today; their holders fetch them again."""
    new = signing_key()
    StatusList.objects.filter(key=key).update(key=new)
    badges = Badge.objects.held().filter(key=key)
    badges = badges.select_related(
        "certificate__enrolment__person", "certificate__enrolment__course", "status_list__organisation"
    )
    return len([_signed(badge, key=new) for badge in badges.select_for_update(of=("self",), no_key=True)])


def _signed(badge: Badge, *, key: SigningKey) -> Badge:
    badge.key = key
    badge.credential = sign(payload_of(badge), key=key)
    badge.save()
    return badge
