"""Captions: WebVTT, read line by line, so that a slip is found before a reader misses the words.

https://www.w3.org/TR/webvtt1/
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cms.uploads.refusals import refuse, refuse_if_too_large

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.files.uploadedfile import UploadedFile

LARGEST = 1024 * 1024
STAMP = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
TIMES = re.compile(rf"^{STAMP}[ \t]+-->[ \t]+{STAMP}(?:[ \t]+\S.*)?$")
NO_CUE = ("NOTE", "STYLE", "REGION")


def clean_captions(file: UploadedFile) -> UploadedFile:
    """The same file, once it has been understood. Raises ValidationError in the reader's language."""
    refuse_if_too_large(file, most=LARGEST)
    file.seek(0)
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(
            _("The captions are not in UTF-8. Please save them in that encoding."), "encoding"
        ) from error
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.match(r"^WEBVTT(?:[ \t].*)?$", lines[0]):
        raise refuse(
            _("Captions are taken as WebVTT, which begins with the word WEBVTT. Please save them as such."),
            "not_webvtt",
        )
    _read(lines)
    file.seek(0)
    return file


def _read(lines: list[str]) -> None:
    found, last = 0, 0
    for number, block in _blocks(lines):
        if block[0].startswith(NO_CUE):
            continue
        at = 0 if "-->" in block[0] else 1
        times = TIMES.match(block[at].strip()) if at < len(block) else None
        if times is None:
            raise _slip(number + at, _("the times should look like 00:01.000 --> 00:04.000"))
        begin, end = _thousandths(times.groups()[:4]), _thousandths(times.groups()[4:])
        if end <= begin:
            raise _slip(number + at, _("the words end before they begin"))
        if begin < last:
            raise _slip(number + at, _("these words begin before those above them"))
        if not "".join(block[at + 1 :]).strip():
            raise _slip(number + at, _("no words follow the times"))
        found, last = found + 1, begin
    if not found:
        raise refuse(_("There are no captions in this file."), "no_cues")


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Blocks between empty lines, after the heading, each with the number of its first line."""
    block: list[str] = []
    is_heading = True
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            block.append(line)
            continue
        if block and not is_heading:
            yield number - len(block), block
        is_heading = is_heading and not block
        block = []


def _thousandths(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def _slip(line: int, what: str) -> Exception:
    return refuse(_("Line %(line)s: %(what)s.") % {"line": line, "what": what}, "cue")
