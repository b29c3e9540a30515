"""The words of a QTI item as our HTML: without its interactions, with its pictures."""

from __future__ import annotations

import html
import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from django.utils.translation import gettext as _

from courses.bank.cleaning import PICTURE, clean
from courses.bank.formats.shape import Remark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from courses.bank.formats.shape import ReadQuestion
    from courses.bank.formats.xml_tree import Element

BARE = "words"
"""The class of a block that stands only because QTI allows no words without one."""
SILENT = {"rubricBlock", "feedbackBlock", "feedbackInline", "printedVariable", "templateBlock"}
LOST = {"math", "audio", "video", "iframe", "include", "object"}
BREAKS = re.compile(r"[ \t]*\n\s*")
"""Where the lines of the file end: to a page only a space."""
NOTHING_SAID = re.compile(r"<p>\s*</p>\s*")
EMPTY = {"br", "hr", "img"}


def words(
    parts: Iterable[str | Element],
    question: ReadQuestion,
    *,
    folder: str = "",
    put: Callable[[Element], str | None] = lambda _element: None,
) -> str:
    """Cleaned HTML. ``put`` says what stands for an element, where that is not its own words."""
    told = clean("".join(_one(part, question, folder, put) for part in parts))
    told = told if "<pre" in told else BREAKS.sub(" ", told)
    return NOTHING_SAID.sub("", told).strip()


def _one(
    part: str | Element, question: ReadQuestion, folder: str, put: Callable[[Element], str | None]
) -> str:
    if isinstance(part, str):
        return html.escape(part, quote=False)
    if (instead := put(part)) is not None:
        return instead
    if part.name == "img" or (part.name == "object" and part.get("type").startswith("image/")):
        return _picture(part, question, folder)
    if part.name in SILENT | LOST:
        if part.name in LOST:
            told = _("<%(name)s> was left out: such things have no place in a question here.")
            question.remarks.append(Remark(part.line, told % {"name": part.name}))
        return ""
    inside = "".join(_one(each, question, folder, put) for each in part.parts)
    if part.name in {"prompt", "div"}:
        return inside if part.get("class") == BARE or "<p" in inside else f"<p>{inside}</p>"
    return _element(part, inside)


def _element(part: Element, inside: str) -> str:
    told = "".join(f' {name}="{html.escape(value)}"' for name, value in part.attributes.items())
    return f"<{part.name}{told}>" if part.name in EMPTY else f"<{part.name}{told}>{inside}</{part.name}>"


def _picture(part: Element, question: ReadQuestion, folder: str) -> str:
    address = part.get("src") or part.get("data")
    if "://" in address or address.startswith(("data:", "//")):
        told = _("A picture lies on another server and was left out.")
        question.remarks.append(Remark(part.line, told))
        return ""
    name = posixpath.normpath(posixpath.join(folder, unquote(address.split("?")[0])))
    alt = html.escape(part.get("alt") or " ".join(part.text.split()))
    return f'<img src="{PICTURE}{quote(name)}" alt="{alt}">'
