"""The office files that are archives inside: looked through without being unpacked."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cms.uploads.refusals import refuse

if TYPE_CHECKING:
    from typing import IO

MOST_FILES = 5_000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_TIMES = 200
"""How many times larger a part may become. Text shrinks to a tenth; a bomb to a thousandth."""
SMALL = 1024 * 1024
LOCKED = 0x1
"""The flag of a part that asks for a password."""
DAMAGED = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
"""What zipfile raises of a broken archive: the last ones where a place or a name in it cannot be."""
OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
MICROSOFT = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}


def kind_of_archive(file: IO[bytes]) -> str:
    """Which office file it is. Raises ValidationError for any other archive, and for dangerous ones."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            refuse_bombs(parts)
            refuse_escapes(parts)
            refuse_locked(parts)
            kind = _kind(archive)
            _refuse_macros(parts)
            _read_through(archive, parts)
            return kind
    except DAMAGED as error:
        raise refuse(
            _("The file is damaged: it cannot be read to its end. Please save or send it once more."),
            "damaged",
        ) from error


def refuse_bombs(parts: list[zipfile.ZipInfo]) -> None:
    swells = any(
        part.file_size > SMALL and part.file_size > MOST_TIMES * max(part.compress_size, 1) for part in parts
    )
    if swells or len(parts) > MOST_FILES or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise refuse(
            _("The file would unpack to far more than a document holds. It is not taken."), "archive_bomb"
        )


def refuse_escapes(parts: list[zipfile.ZipInfo]) -> None:
    """Names that would lead out of the folder they are unpacked into."""
    for part in parts:
        path = PurePosixPath(part.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or PureWindowsPath(part.filename).drive:
            raise refuse(_("The file holds parts with dangerous names. It is not taken."), "path_traversal")


def refuse_locked(parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & LOCKED for part in parts):
        raise refuse(
            _("The file is locked with a password, so readers could not open it. Save it without one."),
            "encrypted",
        )


def _kind(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if "mimetype" in names:
        with archive.open("mimetype") as told:
            kind = OPEN_DOCUMENT.get(told.read(100).strip())
        if kind and "content.xml" in names:
            return kind
    if "[Content_Types].xml" in names:
        for part, kind in MICROSOFT.items():
            if part in names:
                return kind
    raise refuse(_("This is an archive. Please upload the documents in it one by one."), "archive")


def _refuse_macros(parts: list[zipfile.ZipInfo]) -> None:
    if any(part.filename.lower().endswith(("vbaproject.bin", "script-lc.xml")) for part in parts):
        raise refuse(_("The document holds macros. Please save it without them."), "macros")


def _read_through(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Every part to its end and against its checksum, in pieces: nothing grows in memory."""
    for part in parts:
        with archive.open(part) as content:
            while content.read(256 * 1024):
                pass
