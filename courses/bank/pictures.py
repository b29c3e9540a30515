"""The pictures of questions: looked into as every upload is, and kept once in a bank."""

from __future__ import annotations

import hashlib
import re
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from PIL import Image

from cms.uploads.pictures import clean_picture
from courses.bank.cleaning import PICTURE
from courses.bank.formats.shape import Remark
from courses.models import QuestionPicture

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from courses.bank.formats.shape import ReadQuestion
    from courses.models import Bank

IMG = re.compile(rf'<img[^>]*\bsrc="{PICTURE}([^"]*)"[^>]*>')


def keep_picture(bank: Bank, file: UploadedFile) -> QuestionPicture:
    """The picture without what it told of place and maker; the one already kept, if there is one.

    Raises ValidationError in the reader's language.
    """
    cleaned = clean_picture(file)
    cleaned.seek(0)
    content = cleaned.read()
    digest = hashlib.sha256(content).hexdigest()
    if found := bank.pictures.filter(sha256=digest).first():
        return found
    with Image.open(BytesIO(content)) as opened:
        width, height = opened.size
    picture = QuestionPicture(
        bank=bank,
        name=(cleaned.name or "")[:200],
        media_type=cleaned.content_type or "",
        width=width,
        height=height,
        sha256=digest,
    )
    picture.file.save(cleaned.name or "picture", ContentFile(content), save=False)
    try:
        with transaction.atomic():
            picture.save()
    except IntegrityError:
        # Sent twice in the same moment, and the other request was first: its file is the one that is kept.
        picture.file.delete(save=False)
        return bank.pictures.get(sha256=digest)
    return picture


def as_upload(name: str, content: bytes) -> SimpleUploadedFile:
    """A picture from a file of questions, as if it had been uploaded by itself."""
    return SimpleUploadedFile(unquote(name).rpartition("/")[2] or "picture", content)


def about_pictures(read: ReadQuestion) -> list[Remark]:
    """Which of its pictures will not be taken, and why."""
    told = []
    for name, content in read.pictures.items():
        try:
            clean_picture(as_upload(name, content))
        except ValidationError as error:
            words = _("The picture %(name)s stays out: %(why)s")
            told.append(Remark(read.line, words % {"name": name[:80], "why": " ".join(error.messages)}))
    return told


def with_pictures(bank: Bank, words: Any, pictures: dict[str, bytes]) -> Any:
    """The words with the pictures as they are kept here. One that cannot be kept is left out."""
    kept: dict[str, str] = {}
    for name, content in pictures.items():
        try:
            kept[name] = str(keep_picture(bank, as_upload(name, content)).uuid)
        except ValidationError:
            continue
    return _renamed(words, kept)


def _renamed(words: Any, kept: dict[str, str]) -> Any:
    if isinstance(words, dict):
        return {key: _renamed(value, kept) for key, value in words.items()}
    if isinstance(words, list):
        return [_renamed(value, kept) for value in words]
    if not isinstance(words, str):
        return words
    return IMG.sub(
        lambda found: (
            found[0].replace(f"{PICTURE}{found[1]}", f"{PICTURE}{kept[found[1]]}") if found[1] in kept else ""
        ),
        words,
    )
