"""What every part of Moodle XML shares: texts with their format, pictures inside them, shares in percent."""

from __future__ import annotations

import base64
import binascii
import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from django.utils.translation import gettext as _

from courses.bank.cleaning import PICTURE, clean, from_either, from_plain, pictures_in
from courses.bank.formats.gift_marks import number
from courses.bank.formats.shape import NOTHING, WHOLE, Remark, Unreadable

if TYPE_CHECKING:
    from courses.bank.formats.shape import ReadQuestion
    from courses.bank.formats.xml_tree import Element

OWN_FILE = "@@PLUGINFILE@@/"
OWN_FILES = re.compile(r"@@PLUGINFILE@@/([^\"'<>\s]+)")
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".svg", ".bmp")
IMG_ELSEWHERE = re.compile(r"<img\b[^>]*\bsrc\s*=\s*[\"']?(?:https?:|data:|//)", re.IGNORECASE)
SOUND = re.compile(r"<(?:audio|video|object|embed|iframe)\b", re.IGNORECASE)
HUNDRED = Decimal(100)


def words(element: Element | None, question: ReadQuestion, *, form: str = "") -> str:
    """Cleaned HTML of ``<questiontext format="html"><text>``, its pictures put beside it."""
    if element is None:
        return ""
    inner = element.child("text")
    typed = inner.text if inner else "".join(part for part in element.parts if isinstance(part, str))
    told = element.get("format") or form or "moodle_auto_format"
    if told == "plain_text":
        return from_plain(typed)
    _take_pictures(element, question)
    _tell_what_is_lost(typed, element.line, question)
    typed = OWN_FILES.sub(lambda found: f"{PICTURE}{quote(unquote(found[1].split('?')[0]))}", typed)
    html = clean(typed) if told == "html" else from_either(typed)
    for name in pictures_in(html):
        if name not in question.pictures:
            said = _("The picture %(name)s is not in the file.") % {"name": unquote(name)[:80]}
            question.remarks.append(Remark(element.line, said))
    return html


def _take_pictures(element: Element, question: ReadQuestion) -> None:
    for file in element.children("file"):
        name = file.get("path", "/").strip("/")
        name = f"{name}/{file.get('name')}" if name else file.get("name")
        if not name.lower().endswith(PICTURES):
            told = _("The file %(name)s is no picture and was left out.") % {"name": name}
            question.remarks.append(Remark(file.line, told))
            continue
        try:
            content = base64.b64decode("".join(file.text.split()), validate=True)
        except (binascii.Error, ValueError):
            told = _("The picture %(name)s is damaged and was left out.") % {"name": name}
            question.remarks.append(Remark(file.line, told))
            continue
        question.pictures[quote(name)] = content


def _tell_what_is_lost(typed: str, line: int, question: ReadQuestion) -> None:
    if IMG_ELSEWHERE.search(typed):
        told = _("A picture lies on another server and was left out.")
        question.remarks.append(Remark(line, told))
    if SOUND.search(typed):
        told = _("Sound, film or a page inside the text was left out.")
        question.remarks.append(Remark(line, told))


def share(element: Element) -> Decimal:
    told = element.get("fraction", "0").strip() or "0"
    try:
        found = Decimal(told) / HUNDRED
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or abs(found) > WHOLE:
        raise Unreadable(
            _("A choice counts %(share)s%%. It must be from -100 to 100.") % {"share": told[:20]},
            element.line,
        )
    return found


def decimal_of(text: str, line: int) -> Decimal:
    if not text.strip():
        return NOTHING
    try:
        return number(text)
    except Unreadable as error:
        raise Unreadable(str(error), line) from error
