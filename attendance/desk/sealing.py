"""The key with which a phone seals what waits when its owner goes away: the same on every phone of theirs."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from lms.people.models import Person

_SALT = "attendance.desk.sealing"


def keys_of(person: Person) -> list[str]:
    """Base64. The first seals; those of the house's earlier secrets open what was sealed before.

    Nothing is stored: whoever signs in as the person gets it again, and nobody else ever does.
    """
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = (salted_hmac(_SALT, person.uuid.hex, secret=each, algorithm="sha256") for each in secrets)
    return [base64.b64encode(digest.digest()).decode() for digest in digests]
