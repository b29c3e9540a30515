"""The short code of a leaflet: printed in its QR and in clear, the same in all its languages."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

if TYPE_CHECKING:
    from cms.models import LeafletPage

# No vowels, so no words come of it; no I, L, O, 0, 1 or U, which people read as one another.
ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
LENGTH = 6


def code_for(page: LeafletPage) -> str:
    """The code of the page's family of translations; a new one for a family that has none.

    A page copied from another leaflet brings that leaflet's code along, and gets one of its own.
    """
    leaflets = type(page).objects
    family = leaflets.filter(translation_key=page.translation_key).exclude(pk=page.pk).exclude(code="")
    if (known := family.values_list("code", flat=True).first()) is not None:
        return str(known)
    strangers = leaflets.exclude(translation_key=page.translation_key)
    code = page.code
    while not code or strangers.filter(code=code).exists():
        code = "".join(secrets.choice(ALPHABET) for _sign in range(LENGTH))
    return code


def cleaned(code: str) -> str:
    """As people type it from paper: small letters are forgiven, and spaces, and what no code has."""
    return "".join(sign for sign in code if sign.isalnum()).upper()


def printed_address(code: str) -> str:
    """The address as people type it: without ``https://``."""
    return _short_address(code).partition("://")[2]


def scanned_address(code: str, *, language: str) -> str:
    """What the QR holds. The paper in the official language leaves the choice of language to the phone:

    it hangs where everyone passes. Whoever took a paper in another language reads on in that one.
    """
    asked = "" if language == settings.LANGUAGE_CODE else f"?lang={language}"
    return _short_address(code) + asked


def pdf_address(code: str, *, language: str) -> str:
    with override(language):
        return reverse("leaflet_pdf", args=[code])


def _short_address(code: str) -> str:
    return settings.SITE_ADDRESS + reverse("cms:leaflet", args=[code])
