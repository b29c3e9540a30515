"""Documents: PDF, office files and plain text, told by their content."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cms.uploads.archives import kind_of_archive
from cms.uploads.refusals import (
    head_of,
    is_picture,
    looks_like_a_web_page,
    looks_like_svg,
    refuse,
    refuse_if_too_large,
    refuse_programs,
)

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LARGEST = 25 * 1024 * 1024
EXTENSIONS = ("pdf", "docx", "odt", "xlsx", "ods", "rtf", "txt", "csv")
TAIL = 2048
OTHER_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAY_CONTROL = frozenset(b"\t\r\n\f\x1b")


def clean_document(file: UploadedFile) -> UploadedFile:
    """The same file, under a name that says what it is. Raises ValidationError in the reader's language."""
    refuse_if_too_large(file, most=LARGEST)
    path = PurePath(file.name or "")
    extension = path.suffix.lower().lstrip(".")
    kind = _kind_of(file, extension)
    if kind != extension:
        file.name = f"{path.stem or 'document'}.{kind}"
    file.seek(0)
    return file


def _kind_of(file: UploadedFile, extension: str) -> str:
    head = head_of(file)
    refuse_programs(head)
    if b"%PDF-" in head:
        return _pdf(file)
    if head.startswith(b"PK\x03\x04"):
        return kind_of_archive(file)
    if head.startswith(b"{\\rtf"):
        return _rtf(file)
    _refuse_what_has_another_place(head)
    if extension in {"txt", "csv"}:
        return _text(file, extension)
    if extension in EXTENSIONS:
        raise refuse(
            _("The name says %(kind)s, but the file is none. Please save it as %(kind)s once more.")
            % {"kind": extension.upper()},
            "mislabelled",
        )
    raise refuse(
        _("Files of this kind are not taken. These are: %(kinds)s.")
        % {"kinds": ", ".join(EXTENSIONS).upper()},
        "invalid_extension",
    )


def _refuse_what_has_another_place(head: bytes) -> None:
    if head.startswith(OLD_OFFICE):
        raise refuse(
            _("This is an old office format. Please save it as DOCX or XLSX, or as PDF."), "old_office"
        )
    if head.startswith(OTHER_ARCHIVES):
        raise refuse(_("This is an archive. Please upload the documents in it one by one."), "archive")
    if looks_like_svg(head) or looks_like_a_web_page(head):
        raise refuse(_("Web pages and drawings can hold programs, and are not taken."), "web_page")
    if is_picture(head):
        raise refuse(_("This is a picture. Please put it under Pictures."), "picture")


def _pdf(file: UploadedFile) -> str:
    """A PDF says at its end where its parts lie; one that was cut off does not."""
    file.seek(max(0, (file.size or 0) - TAIL))
    tail = file.read(TAIL)
    if b"startxref" not in tail or b"%%EOF" not in tail:
        raise refuse(
            _("The PDF is damaged: it cannot be read to its end. Please save or send it once more."),
            "damaged",
        )
    return "pdf"


def _rtf(file: UploadedFile) -> str:
    file.seek(0)
    if b"\\objdata" in file.read():
        raise refuse(
            _("The document holds another file inside. Please save it without, or as PDF."), "embedded"
        )
    return "rtf"


def _text(file: UploadedFile, extension: str) -> str:
    file.seek(0)
    content = file.read()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            content = content.decode("utf-16").encode()
        except UnicodeDecodeError:
            content = b"\0"
    if any(byte < 32 and byte not in MAY_CONTROL for byte in set(content)):
        raise refuse(_("This is not a text, whatever its name says."), "mislabelled")
    return extension
