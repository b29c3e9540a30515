"""A small package as another tool would have made it, packed of its files as the demonstration loads."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from courses.models import Course
from courses.packages.storing import add_package
from lms.demo.told import CONTENT

if TYPE_CHECKING:
    from lms.demo.seed.people import Cast

FOLDER = CONTENT / "packages" / "trzy-sytuacje"
COURSE = "PSEA-P"
TITLES = {"pl": "Trzy sytuacje z pracy", "uk": "Три ситуації з роботи", "en": "Three situations at work"}
ALWAYS_THE_SAME = (2026, 1, 1, 0, 0, 0)


@transaction.atomic
def bring_package(cast: Cast) -> None:
    course = Course.objects.get(code=COURSE)
    if not course.packages.exists():
        add_package(course, file=_packed(), by=cast.people["ewa"], titles=TITLES, is_required=False)


def _packed() -> SimpleUploadedFile:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(FOLDER.iterdir()):
            archive.writestr(zipfile.ZipInfo(path.name, ALWAYS_THE_SAME), path.read_bytes())
    return SimpleUploadedFile(f"{FOLDER.name}.zip", content.getvalue(), content_type="application/zip")
