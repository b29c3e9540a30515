"""Codes for signing in go through the outbox like every other message."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from lms.messaging.outbox import write

if TYPE_CHECKING:
    from lms.people.models import Person


def write_code(sender: Any, *, person: Person, code: str, email: str, **_kwargs: Any) -> None:
    """Every code is a message of its own: asking again sends again."""
    key = f"sign_in_code:{person.uuid}:{secrets.token_hex(8)}"
    write("sign_in_code", to=person, key=key, context={"code": code}, address=email)
