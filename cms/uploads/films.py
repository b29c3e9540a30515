"""Films: MP4 and WebM, told by their first bytes and by whether they are whole."""

from __future__ import annotations

import struct
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cms.uploads.refusals import head_of, refuse, refuse_if_too_large, refuse_programs

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LARGEST = 600 * 1024 * 1024
EBML = b"\x1a\x45\xdf\xa3"
QUICKTIME = b"qt  "
HEADER = 8
LONG_HEADER = 16


def clean_film(file: UploadedFile) -> UploadedFile:
    """The same file, under a name that says what it is. Raises ValidationError in the reader's language."""
    refuse_if_too_large(file, most=LARGEST)
    head = head_of(file)
    refuse_programs(head)
    path = PurePath(file.name or "")
    kind = _kind_of(file, head)
    if path.suffix.lower() != f".{kind}":
        file.name = f"{path.stem or 'film'}.{kind}"
    file.seek(0)
    return file


def _kind_of(file: UploadedFile, head: bytes) -> str:
    if head.startswith(EBML) and b"webm" in head[:64]:
        return "webm"
    if head[4:8] == b"ftyp" and head[8:12] != QUICKTIME:
        if not _is_whole(file):
            raise refuse(
                _("The film is damaged: it cannot be read to its end. Please save or send it once more."),
                "damaged",
            )
        return "mp4"
    raise refuse(_("Films are taken as MP4 or WebM. Please save it as one of these."), "invalid_film")


def _is_whole(file: UploadedFile) -> bool:
    """Walk over the boxes an MP4 is made of: each says its length, and one of them tells what is where."""
    at, size, names = 0, file.size or 0, set()
    while at + HEADER <= size:
        file.seek(at)
        length, name = struct.unpack(">I4s", file.read(HEADER))
        if length == 1:
            rest = file.read(LONG_HEADER - HEADER)
            length = struct.unpack(">Q", rest)[0] if len(rest) == LONG_HEADER - HEADER else 0
        names.add(name)
        if length == 0:
            at = size
        elif length < HEADER:
            return False
        else:
            at += length
    return at == size and {b"moov", b"mdat"} <= names
