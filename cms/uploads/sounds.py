"""Recordings: MP3, M4A and Ogg, told by their first bytes."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cms.uploads.refusals import head_of, refuse, refuse_if_too_large, refuse_programs

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LARGEST = 60 * 1024 * 1024
M4A = (b"M4A ", b"M4B ", b"mp42", b"isom")
SYNC, LAYER = 0xE0, 0x06
"""The signs at the head of an MPEG frame: eleven bits that are all set, and two that say which layer."""


def clean_sound(file: UploadedFile) -> UploadedFile:
    """The same file, under a name that says what it is. Raises ValidationError in the reader's language."""
    refuse_if_too_large(file, most=LARGEST)
    head = head_of(file)
    refuse_programs(head)
    path = PurePath(file.name or "")
    kind = _kind_of(head)
    if path.suffix.lower() != f".{kind}":
        file.name = f"{path.stem or 'recording'}.{kind}"
    file.seek(0)
    return file


def _kind_of(head: bytes) -> str:
    if head.startswith(b"ID3") or _begins_a_frame(head):
        return "mp3"
    if head.startswith(b"OggS"):
        return "ogg"
    if head[4:8] == b"ftyp" and head[8:12] in M4A:
        return "m4a"
    words = _("Recordings are taken as MP3, M4A or Ogg. Please save it as one of these.")
    raise refuse(words, "invalid_sound")


def _begins_a_frame(head: bytes) -> bool:
    return len(head) > 1 and head[0] == 0xFF and head[1] & SYNC == SYNC and bool(head[1] & LAYER)
