"""Words as a coordinator types them: paragraphs apart by a blank line. Whoever knows HTML may type it."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from courses.bank.cleaning import LOOKS_MARKED_UP, clean, from_plain, to_plain

PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
SHARE = re.compile(r"^(-?\d{1,3}(?:[.,]\d{1,5})?)\s*%\s+(?=\S)")
OFF = re.compile(r"\s*(?:±|\+/-)\s*")
WHOLE = Decimal(1)


def from_typed(text: str) -> str:
    """HTML of what was typed."""
    text = text.replace("\r\n", "\n").strip()
    if LOOKS_MARKED_UP.search(text):
        return clean(text)
    blocks = [block for block in re.split(r"\n\s*\n", text) if block.strip()]
    if len(blocks) < 2:
        return from_plain(text)
    return "".join(f"<p>{from_plain(block)}</p>" for block in blocks)


def to_typed(html: str) -> str:
    """What would have to be typed for this: plain words if nothing is lost by it."""
    blocks = PARAGRAPH.findall(html)
    for text in (to_plain(html), "\n\n".join(to_plain(block) for block in blocks)):
        if from_typed(text) == html or (len(blocks) == 1 and f"<p>{from_typed(text)}</p>" == html):
            return text
    return html


def as_share(text: str) -> Decimal:
    """A share of the points: "50" or "33,3" percent. Raises ValueError with what to mend."""
    try:
        found = Decimal(text.strip().rstrip("%").strip().replace(",", ".")) / 100
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or abs(found) > WHOLE:
        raise ValueError(_("Give percent from -100 to 100."))
    return found


def in_percent(share: Decimal) -> str:
    """Empty where it counts as a whole."""
    return "" if share == WHOLE else f"{(share * 100).quantize(Decimal('0.001')).normalize():f}"


def weighed(line: str) -> tuple[Decimal, str]:
    """ "50% Odra" counts half."""
    told = SHARE.match(line)
    return (as_share(told[1]), line[told.end() :].strip()) if told else (WHOLE, line.strip())


def as_line(share: Decimal, text: str) -> str:
    return text if share == WHOLE else f"{in_percent(share)}% {text}"


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
