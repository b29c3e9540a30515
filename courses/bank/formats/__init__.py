"""The formats in which houses give questions to each other. Pure: bytes in, questions out, and back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from courses.bank.formats import (
    aiken,
    gift_reading,
    gift_writing,
    moodle_reading,
    moodle_writing,
    qti_package,
)
from courses.bank.formats.encodings import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from courses.bank.formats.shape import Reading, ReadQuestion, Written

ANSWER_LINE = re.compile(r"^\s*ANSWER\s*:", re.MULTILINE | re.IGNORECASE)

XML = re.compile(r"\s*<(?:[?!]|html|quiz|manifest|questestinterop|assessment)", re.IGNORECASE)
"""Words of GIFT and Aiken may begin with a mark-up too."""


@dataclass(frozen=True)
class Format:
    """``read`` takes ``encoding=`` too, where a person knows better."""

    read: Callable[..., Reading]
    write: Callable[[Iterable[ReadQuestion]], Written]
    extension: str
    media_type: str


FORMATS = {
    "gift": Format(gift_reading.read, gift_writing.write, "txt", "text/plain; charset=utf-8"),
    "moodle": Format(moodle_reading.read, moodle_writing.write, "xml", "application/xml"),
    "aiken": Format(aiken.read, aiken.write, "txt", "text/plain; charset=utf-8"),
    "qti": Format(qti_package.read, qti_package.write, "zip", "application/zip"),
}


def recognise(content: bytes) -> str:
    """Which format a file is in, by what stands in it; empty where it is none."""
    if content.startswith(b"PK\x03\x04"):
        return "qti"
    text = read_text(content[:200_000]).words
    if "\0" in text:
        return ""
    if XML.match(text):
        return "moodle" if re.search(r"<quiz\b", text) else "qti" if "<assessmentItem" in text else ""
    if ANSWER_LINE.search(text):
        return "aiken"
    return "gift" if "{" in text else ""
