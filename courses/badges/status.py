"""The status list: one bit a badge, set when it counts no more (W3C Bitstring Status List)."""

from __future__ import annotations

import base64
import gzip
import secrets
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from cryptography.fernet import InvalidToken
from django.utils import timezone

from courses.badges import addresses
from courses.badges.keys import sign, signing_key
from courses.badges.vocabulary import CREDENTIALS
from courses.models import Badge, StatusList

if TYPE_CHECKING:
    from collections.abc import Iterable

    from courses.models import SigningKey
    from lms.people.models import Organisation

FRESH_FOR = timedelta(hours=24)
"""An older copy of the list is not to be believed: a badge may have been taken back since."""
FULL = StatusList.SIZE // 2
"""Past this number another list is begun, so that a free bit is found by chance in a try or two."""


def take_bit(organisation: Organisation, *, key: SigningKey) -> tuple[StatusList, int]:
    """A free bit of the organisation's present list, by chance: its place tells nothing of the order.

    Another code of the organisation begins another list, and so does another key: a list names the issuer
    of its badges, and verifiers hold it to the key by which these were signed.
    """
    code = organisation.code.lower()
    status_list = StatusList.objects.filter(organisation=organisation, code=code, key=key).last()
    if status_list is None or status_list.badges.count() >= FULL:
        status_list = StatusList.objects.create(organisation=organisation, code=code, key=key)
    while True:
        index = secrets.randbelow(StatusList.SIZE)
        if not status_list.badges.filter(index=index).exists():
            return status_list, index


def entry_of(status_list: StatusList, index: int) -> dict[str, str]:
    """What a credential says of its own bit."""
    address = addresses.of_status_list(status_list)
    return {
        "id": f"{address}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(index),
        "statusListCredential": address,
    }


def signed(status_list: StatusList) -> str:
    """The list as it stands, as a credential of its own, signed now by the key of its badges.

    A key that signs no new badges goes on here. One that cannot be opened any more, since the secret of the
    installation changed, is stood in for by the one of today.
    """
    now = timezone.now()
    address = addresses.of_status_list(status_list)
    issuer = addresses.of_issuer(status_list.issuer)
    taken_back = Badge.objects.filter(status_list=status_list, withdrawn_at__isnull=False)
    payload: dict[str, Any] = {
        "@context": [CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": _moment(now),
        "validUntil": _moment(now + FRESH_FOR),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded(taken_back.values_list("index", flat=True)),
        },
        "iss": issuer,
        "jti": address,
        "sub": f"{address}#list",
        "nbf": int(now.timestamp()),
        "exp": int((now + FRESH_FOR).timestamp()),
    }
    try:
        return sign(payload, key=status_list.key)
    except InvalidToken:
        return sign(payload, key=signing_key())


def encoded(indices: Iterable[int]) -> str:
    """The bits, the first one leftmost, zipped and in base64url with its multibase sign."""
    bits = bytearray(StatusList.SIZE // 8)
    for index in indices:
        bits[index // 8] |= 0x80 >> (index % 8)
    return "u" + base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).rstrip(b"=").decode()


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
