"""Which kind of package a file is, and what its manifest says. The content tells, not the name."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cms.uploads.refusals import refuse
from courses.packages.manifests import cmi5, h5p, scorm

if TYPE_CHECKING:
    from collections.abc import Callable

    from courses.packages.archive import Archive
    from courses.packages.manifest import Manifest

READERS: dict[str, Callable[[Archive], Manifest]] = {
    "imsmanifest.xml": scorm.read,
    "cmi5.xml": cmi5.read,
    "h5p.json": h5p.read,
}


def read_manifest(archive: Archive) -> Manifest:
    """Raises ValidationError in the reader's language, with what to do about it."""
    for name, read in READERS.items():
        if name in archive:
            return read(archive)
    for part in archive.names:
        path = PurePosixPath(part)
        if path.name in READERS and len(path.parts) == 2:
            raise refuse(
                _(
                    "“%(name)s” lies in the folder “%(folder)s”. Please pack what is in that folder, "
                    "not the folder itself."
                )
                % {"name": path.name, "folder": path.parts[0]},
                "nested",
            )
    if "tincan.xml" in archive:
        raise refuse(
            _("This package was saved for Tin Can (xAPI). Please export it as cmi5 or SCORM."), "tincan"
        )
    raise refuse(
        _(
            "The file holds no imsmanifest.xml, cmi5.xml or h5p.json, so it is no package of SCORM, cmi5 or "
            "H5P. Please export it from your authoring tool as one of these."
        ),
        "no_manifest",
    )
