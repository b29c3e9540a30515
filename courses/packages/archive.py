"""The archive that a package comes in, looked through before anything is unpacked."""

from __future__ import annotations

import re
import stat
import zipfile
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.uploads.archives import DAMAGED
from cms.uploads.refusals import head_of, refuse, refuse_if_too_large
from courses.packages.letters import names_of, same_name
from courses.packages.programs import PROGRAM_HEADS, PROGRAMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.files.uploadedfile import UploadedFile

LARGEST = 300 * 1024 * 1024
MOST_UNPACKED = 600 * 1024 * 1024
MOST_FILES = 5_000
MOST_TIMES = 200
"""How many times larger a part may become. Text shrinks to a tenth; a bomb to a thousandth."""
SMALL = 1024 * 1024
LONGEST_NAME = 400
LONGEST_ENTRY = 46 + LONGEST_NAME + 200
LENGTH_OF_LIST = 5
WAYS_TO_PACK = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""What every packer writes. The others may ask for more memory than the machine has."""
LOCKED = 0x1
PIECE = 256 * 1024
ODD_SIGNS = re.compile(r"[\x00-\x1f\x7f\\:*?\"<>|]")


class Archive:
    """A zip file in which everything may be unpacked. Names are those of its files, without folders."""

    def __init__(self, opened: zipfile.ZipFile) -> None:
        self._opened = opened
        files = [part for part in opened.infolist() if not part.is_dir()]
        self.parts = names_of(files)
        if len(self.parts) < len(files):
            raise _is_twice(next(part.filename for part in files if part not in self.parts.values()))

    def __contains__(self, name: str) -> bool:
        return same_name(name) in self.parts

    @property
    def names(self) -> list[str]:
        return list(self.parts)

    def read(self, name: str, *, most: int) -> bytes:
        """A small file as a whole. Raises ValidationError where it is larger than ``most`` bytes."""
        with self._opened.open(self.parts[same_name(name)]) as content:
            found = content.read(most + 1)
        if len(found) > most:
            raise refuse(_("“%(name)s” is larger than such a file can be.") % {"name": name}, "huge_manifest")
        return found

    def pieces(self, name: str) -> Iterator[bytes]:
        with self._opened.open(self.parts[same_name(name)]) as content:
            while piece := content.read(PIECE):
                yield piece


@contextmanager
def opened_archive(file: UploadedFile) -> Iterator[Archive]:
    """The archive, once it was read through to its end. Raises ValidationError in the reader's language."""
    refuse_if_too_large(file, most=LARGEST)
    if not head_of(file).startswith(b"PK\x03\x04"):
        raise refuse(
            _("This is not a package, whatever its name says. Packages come as a ZIP or H5P file."), "not_zip"
        )
    try:
        _refuse_crowded(file)
        opened = zipfile.ZipFile(file)
        _look_through(opened)
        archive = Archive(opened)
    except DAMAGED as error:
        raise refuse(
            _("The file is damaged: it cannot be read to its end. Please save or send it once more."),
            "damaged",
        ) from error
    with opened:
        yield archive


def _refuse_crowded(file: UploadedFile) -> None:
    """Before a row is read for each of millions of names: the list of them alone would fill the memory."""
    # As zipfile itself finds the list; what it is told there about their number may be wrong.
    end = zipfile._EndRecData(file)  # type: ignore[attr-defined]
    if end and end[LENGTH_OF_LIST] > MOST_FILES * LONGEST_ENTRY:
        raise _too_many(f"> {MOST_FILES}")
    file.seek(0)


def _too_many(count: object) -> ValidationError:
    return refuse(
        _("The package holds %(count)s files. At most %(most)s are taken.")
        % {"count": count, "most": MOST_FILES},
        "too_many_files",
    )


def _look_through(opened: zipfile.ZipFile) -> None:
    parts = opened.infolist()
    if len(parts) > MOST_FILES:
        raise _too_many(len(parts))
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise _would_swell()
    seen: set[str] = set()
    for part in parts:
        _refuse_by_name(part, seen)
    unpacked = 0
    for part in parts:
        unpacked += _read_to_its_end(opened, part)
        if unpacked > MOST_UNPACKED:
            raise _would_swell()


def _refuse_by_name(part: zipfile.ZipInfo, seen: set[str]) -> None:
    # What the archive says, before Python's zipfile makes it harmless.
    told = part.orig_filename
    path = PurePosixPath(told)
    name = {"name": told[:80]}
    leads_out = path.is_absolute() or ".." in path.parts or ODD_SIGNS.search(told) or len(told) > LONGEST_NAME
    if leads_out:
        raise refuse(
            _("“%(name)s” is a dangerous name: it could lead out of its folder. The package is not taken.")
            % name,
            "path_traversal",
        )
    if stat.S_ISLNK(part.external_attr >> 16):
        raise refuse(
            _("“%(name)s” is a link to another place, not a file. The package is not taken.") % name,
            "symlink",
        )
    if part.flag_bits & LOCKED:
        raise refuse(_("The package is locked with a password. Please save it without one."), "encrypted")
    if part.compress_type not in WAYS_TO_PACK:
        raise zipfile.BadZipFile(told)
    if told in seen:
        raise _is_twice(told)
    seen.add(told)
    if PROGRAMS & {suffix.lower() for suffix in (path.suffix, path.name)}:
        raise _is_a_program(told)
    if part.file_size > SMALL and part.file_size > MOST_TIMES * max(part.compress_size, 1):
        raise _would_swell()


def _read_to_its_end(opened: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """Against its checksum, in pieces, and not further than it says it reaches."""
    size = 0
    with opened.open(part) as content:
        while piece := content.read(PIECE):
            if not size and piece.startswith(PROGRAM_HEADS):
                raise _is_a_program(part.filename)
            size += len(piece)
    return size


def _is_twice(name: str) -> ValidationError:
    return refuse(
        _("“%(name)s” is in the package twice. Please pack it anew.") % {"name": name[:80]}, "twice"
    )


def _is_a_program(name: str) -> ValidationError:
    return refuse(
        _("“%(name)s” is a program for a computer or a server. Please take it out of the package.")
        % {"name": name[:80]},
        "program",
    )


def _would_swell() -> ValidationError:
    return refuse(
        _("The package would unpack to far more than a course holds. It is not taken."), "archive_bomb"
    )
