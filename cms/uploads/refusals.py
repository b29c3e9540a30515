"""Why a file is not taken, in words that say what to do instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

HEAD = 1024


def refuse(words: str, code: str) -> ValidationError:
    return ValidationError(words, code=code)


def refuse_if_too_large(file: UploadedFile, *, most: int) -> None:
    if not file.size:
        raise refuse(_("The file is empty. Please choose it once more."), "empty")
    if file.size > most:
        raise refuse(
            _("The file is too large (%(size)s). At most %(most)s are taken; please save it smaller.")
            % {"size": filesizeformat(file.size), "most": filesizeformat(most)},
            "file_too_large",
        )


def head_of(file: UploadedFile) -> bytes:
    """The first bytes. The file is left at its beginning."""
    file.seek(0)
    head: bytes = file.read(HEAD)
    file.seek(0)
    return head


def refuse_programs(head: bytes) -> None:
    """Programs, whatever their name says."""
    if head.startswith(
        (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")
    ):
        raise refuse(_("This is a program, not a document. It is not taken."), "program")


def looks_like_svg(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<svg", b"<?xml", b"<!doctype svg", b"<!--")) and b"<svg" in start


def looks_like_a_web_page(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<?php"))


def is_picture(head: bytes) -> bool:
    return head.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM")) or head[8:12] == b"WEBP"
