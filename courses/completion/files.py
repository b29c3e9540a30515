"""Files of learners: looked into before they are kept, kept where nobody can guess them, never run."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING
from uuid import uuid4

from django.http import FileResponse

from cms.uploads.documents import clean_document
from cms.uploads.pictures import clean_picture
from cms.uploads.refusals import head_of, is_picture

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.db.models.fields.files import FieldFile

NAME_LENGTH = 150
ACCEPTED = ".pdf,.docx,.odt,.xlsx,.ods,.rtf,.txt,.jpg,.jpeg,.png,.webp"
POLICY = "default-src 'none'; sandbox"


def look_into(file: UploadedFile) -> UploadedFile:
    """A document, or a photograph of one without what it told of place and phone. Raises ValidationError."""
    head = head_of(file)
    is_photograph = is_picture(head) or head[4:8] == b"ftyp"
    return clean_picture(file) if is_photograph else clean_document(file)


def named(file: UploadedFile) -> tuple[UploadedFile, str]:
    """The file under a name that says nothing of anybody, and the name it came with."""
    path = PurePath(file.name or "")
    suffix = path.suffix.lower()
    file.name = f"{uuid4().hex}{suffix}"
    return file, f"{path.stem[: NAME_LENGTH - len(suffix)]}{suffix}"


def saved_response(file: FieldFile, *, name: str) -> FileResponse:
    """To be saved, not to be shown: it comes from outside."""
    response = FileResponse(
        file.open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    response["Cache-Control"] = "no-store"
    return response
