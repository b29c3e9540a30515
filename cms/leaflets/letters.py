"""Letters as paper wants them: what belongs together stays together, and nothing is left undrawn."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from lms.web.pdf import letters_on_paper
from lms.web.templatetags.typography import DASH, SHORT_WORD

# What people paste from other programs, and the letter that says the same.
SAME = str.maketrans({"‐": "-", "‑": "-", "‒": "–", "―": "—", "‛": "’", "‟": "”", "→": "–"})
ABBREVIATED = re.compile(r"(?<!\w)(ul|al|pl|os|tel|nr|im|вул|пл|буд|тел|просп)\. (?=\S)", re.IGNORECASE)
SPAN = re.compile(r"(?<=\d)–(?=\d)")
IN_NUMBER = re.compile(r"(?<=\d) (?=\d)")
HYPHENED = re.compile(r"(?<!\w)(\w)-(?=\w)")


def set_well(text: str) -> str:
    """Ready to be set: numbers, hours, "ul. Długa", "e-mail" and short words are not torn apart."""
    whole = HYPHENED.sub("\\1-\u2060", IN_NUMBER.sub("\u00a0", printable(text)))
    whole = SPAN.sub("\u2060–\u2060", ABBREVIATED.sub("\\1.\u00a0", whole))
    return DASH.sub("\u00a0", SHORT_WORD.sub("\\1\u00a0", whole))


def printable(text: str) -> str:
    """Without emoji and signs that have no drawing: PDF/UA forbids to print an empty box instead."""
    composed = unicodedata.normalize("NFC", text).translate(SAME)
    return "".join(_nearest(sign) for sign in composed)


def unprintable(text: str) -> str:
    """The signs that `printable` leaves out, so that an editor can be told."""
    composed = unicodedata.normalize("NFC", text).translate(SAME)
    return "".join(dict.fromkeys(sign for sign in composed if sign.strip() and not _nearest(sign)))


@cache
def _nearest(sign: str) -> str:
    if sign in letters_on_paper() or sign in "\u200b\u2060\u00ad":
        return sign
    if sign.isspace():
        return " "
    plain = unicodedata.normalize("NFKD", sign)
    return "".join(letter for letter in plain if letter in letters_on_paper())
