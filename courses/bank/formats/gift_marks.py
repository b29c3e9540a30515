"""The signs of GIFT: which of them are escaped, how a text says its format, where an answer begins.

https://docs.moodle.org/en/GIFT_format
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from courses.bank.cleaning import clean, from_either, from_plain, is_plain, to_plain
from courses.bank.formats.shape import WHOLE, Unreadable

SIGNS = "~=#{}:\\"
HIDDEN = {sign: chr(0xE000 + number) for number, sign in enumerate([*SIGNS, "\n"])}
"""An escaped sign while the file is read: a letter of the private area, which no text has."""
SHOWN = str.maketrans({hidden: sign for sign, hidden in HIDDEN.items()})
ESCAPED = re.compile(r"\\([~=#{}:\\n])")
FORMAT = re.compile(r"^\s*\[(html|plain|moodle|markdown)\]", re.IGNORECASE)
WEIGHT = re.compile(r"^%(-?\d{1,3}(?:\.\d+)?)%")
MISLEADING = re.compile(r"\s*(?:\[(?:html|plain|moodle|markdown)\]|//|\$CATEGORY)", re.IGNORECASE)
"""How words may begin that would be read as a sign of the format."""
HUNDRED = Decimal(100)
MOST_DIGITS = 30


def hide(text: str) -> str:
    """Escaped signs out of the way of those that mean something."""
    return ESCAPED.sub(lambda found: HIDDEN["\n" if found[1] == "n" else found[1]], text)


def show(text: str) -> str:
    return text.translate(SHOWN)


def escape(text: str) -> str:
    """Words as GIFT writes them, on one line."""
    return "".join(f"\\{sign}" if sign in SIGNS else sign for sign in text).replace("\n", "\\n")


def words(text: str, form: str = "") -> tuple[str, str]:
    """Cleaned HTML of a text, and its format, which holds for the answers too."""
    if told := FORMAT.match(text):
        form, text = told[1].lower(), text[told.end() :]
    text = show(text).strip()
    if form == "html":
        return clean(text), form
    return (from_plain if form in {"plain", "markdown"} else from_either)(text), form


def weighed(text: str) -> tuple[Decimal | None, str]:
    """The share that ``%50%`` tells, and the rest."""
    text = text.strip()
    told = WEIGHT.match(text)
    if not told:
        return None, text
    share = Decimal(told[1]) / HUNDRED
    if abs(share) > WHOLE:
        raise Unreadable(_("A choice counts %(share)s%%. It must be from -100 to 100.") % {"share": told[1]})
    return share, text[told.end() :].strip()


def with_feedback(text: str) -> tuple[str, str]:
    said, _sign, feedback = text.partition("#")
    return said.strip(), feedback.strip()


def number(text: str) -> Decimal:
    typed = show(text).strip().replace(",", ".").replace("\u2212", "-")
    try:
        found = Decimal(typed)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or len(typed) > MOST_DIGITS or abs(found.adjusted()) > MOST_DIGITS:
        raise Unreadable(_("“%(typed)s” is not a number.") % {"typed": typed[:40]})
    return found


def percent(share: Decimal) -> str:
    """``%33.33333%`` of a share, with the digits that other houses write."""
    told = format((share * HUNDRED).quantize(Decimal("0.00001")).normalize(), "f")
    return f"%{told}%"


def as_html(html: str) -> str:
    return f"{'[html]' if MISLEADING.match(html) else ''}{escape(html)}"


def as_plain(html: str) -> str:
    """Words where the format of the question is plain."""
    text = to_plain(html)
    return f"{'[plain]' if MISLEADING.match(text) else ''}{escape(text)}"


def is_all_plain(texts: list[str]) -> bool:
    return all(is_plain(text) for text in texts)
