"""Addresses that work without signing in: an offer, a place, an appointment, each behind a signed token.

A token holds the record's random id and nothing about anybody. Whoever has the address may do what the page
behind it allows, as with a paper ticket; opening it changes nothing, for mail scanners open every address.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils.translation import get_language

from sessions.models import Appointment, Offer, Place

if TYPE_CHECKING:
    Linked = Appointment | Offer | Place

Record = TypeVar("Record", Appointment, Offer, Place)

PATHS: dict[type[Linked], str] = {Offer: "answer", Place: "place", Appointment: "visit"}
"""The word in the address: ``/<language>/answer/<token>/``."""
RELATED: dict[type[Linked], tuple[str, ...]] = {
    Offer: ("run__course", "run__organiser"),
    Place: ("run__course", "run__organiser", "person", "booked_by"),
    Appointment: ("service", "specialist__person", "person", "booked_by"),
}


def link_to(record: Linked, *, language: str = "") -> str:
    """The whole address, for messages and papers, in a language or the present one."""
    return settings.SITE_ADDRESS + path_to(record, language=language)


def path_to(record: Linked, *, language: str = "") -> str:
    """The address within the site."""
    return f"/{language or get_language()}/{PATHS[type(record)]}/{token_of(record)}/"


def token_of(record: Linked) -> str:
    """The record's id, signed. The same record has the same token."""
    return _signer(type(record)).sign(urlsafe_b64encode(record.uuid.bytes).decode().rstrip("="))


def record_of(token: str, model: type[Record]) -> Record | None:
    """The record behind a token of this kind; none for a token that we did not make, or of another kind."""
    try:
        uuid = UUID(bytes=urlsafe_b64decode(_signer(model).unsign(token) + "=="))
    except (BadSignature, ValueError):
        return None
    return model.objects.filter(uuid=uuid).select_related(*RELATED[model]).first()


def _signer(model: type[Linked]) -> Signer:
    return Signer(sep=".", salt=f"sessions.links.{PATHS[model]}")
