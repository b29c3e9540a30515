"""The personal pass: one a person, valid until it is replaced."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from attendance.models import Pass
from lms.privacy import audit
from lms.privacy.models import AuditEntry

if TYPE_CHECKING:
    from lms.people.models import Person

SECRET_LENGTH = 26
SHORT_CODE_LENGTH = 8
_ADDRESS = re.compile(r"/p/([^/?#\s]+)", re.IGNORECASE)
_SECRET = re.compile(r"[A-Z2-7]+")
# Signs that base32 does not have, as people read them from paper.
_MISREAD = str.maketrans("018", "OIB", " \t\r\n-–.")


def pass_of(person: Person) -> Pass:
    """The valid pass of a person, made on the first call."""
    if held := person.passes.filter(revoked_at=None).first():
        return held
    try:
        with transaction.atomic():
            return Pass.objects.create(person=person)
    except IntegrityError:
        return person.passes.get(revoked_at=None)


def standing_pass(person: Person) -> Pass | None:
    """The valid pass, the first one made here; none after it was revoked and no other asked for."""
    held = list(person.passes.all())
    return pass_of(person) if not held else next((each for each in held if each.is_valid), None)


@transaction.atomic
def revoke_pass(pass_: Pass, *, by: Person) -> Pass:
    """From now on the door says no to this pass. Doing it twice changes nothing."""
    changed = Pass.objects.filter(pk=pass_.pk, revoked_at=None).update(revoked_at=timezone.now())
    if changed:
        audit.record(AuditEntry.Action.REVOKED, pass_, actor=by.user, subject=pass_.person)
    pass_.refresh_from_db()
    return pass_


@transaction.atomic
def revoke_passes(person: Person, *, by: Person) -> bool:
    """Leave somebody without a pass until they ask for one; says whether there was any."""
    held = list(person.passes.filter(revoked_at=None))
    for each in held:
        revoke_pass(each, by=by)
    return bool(held)


@transaction.atomic
def replace_pass(person: Person, *, by: Person) -> Pass:
    """Revoke the pass a person has, lost or seen by others, and give a new one."""
    for held in person.passes.filter(revoked_at=None):
        revoke_pass(held, by=by)
    return pass_of(person)


def pass_address(pass_: Pass) -> str:
    """What the QR holds: an address that any camera can open."""
    return address_of(pass_.secret)


def address_of(secret: str) -> str:
    return settings.SITE_ADDRESS + reverse("passes:open", args=[secret])


def code_in(text: str) -> str:
    """The secret, or the beginning of it, in what was scanned or typed; empty when there is none.

    Takes an address with ``/p/`` in it, or the signs alone in any case, with spaces and hyphens.
    """
    address = _ADDRESS.search(text)
    if address is None and "/" in text:
        return ""
    signs = (address[1] if address else text).upper().translate(_MISREAD)
    if not _SECRET.fullmatch(signs) or not SHORT_CODE_LENGTH <= len(signs) <= SECRET_LENGTH:
        return ""
    return signs


def find_pass(text: str) -> Pass | None:
    """The pass, valid or revoked, whose whole secret stands in a text."""
    secret = code_in(text)
    if len(secret) != SECRET_LENGTH:
        return None
    return Pass.objects.select_related("person").filter(secret=secret).first()
