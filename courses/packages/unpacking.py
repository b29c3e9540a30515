"""The files of a version, laid down before the database hears of it, and taken away when it never does."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from django.core.files.base import File
from django.core.files.storage import storages
from django.utils.translation import gettext as _

from cms.uploads.refusals import refuse
from courses.models import Package, PackageVersion
from courses.packages.archive import opened_archive
from courses.packages.letters import same_name
from courses.packages.reading import read_manifest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from uuid import UUID

    from django.core.files.uploadedfile import UploadedFile

    from courses.packages.archive import Archive
    from courses.packages.manifest import Manifest
    from lms.people.models import Person

FOLDER = "package_contents"


def kept_as(version: PackageVersion, path: str) -> str:
    """Where a file of a version lies. Its name there gives nothing away, and cannot lead anywhere."""
    return f"{folder_of(version.uuid)}/{hashlib.sha256(same_name(path).encode()).hexdigest()[:40]}"


def folder_of(version: UUID) -> str:
    return f"{FOLDER}/{version.hex}"


def digest_of(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    return digest.hexdigest()


@contextmanager
def unpacked(
    file: UploadedFile, *, by: Person | None, only: Package | None = None
) -> Iterator[PackageVersion]:
    """A version that is not in the database yet, with all its files. They stay if the block succeeds.

    Raises ValidationError, also where it is another kind of package than ``only``. What a machine that goes
    off in here leaves behind is taken away at night (``courses.packages.tidying``).
    """
    version = PackageVersion(sha256=digest_of(file), added_by=by)
    names: list[str] = []
    try:
        with opened_archive(file) as archive:
            manifest = read_manifest(archive)
            _refuse_another_kind(manifest, only)
            version.manifest = manifest.to_json()
            for path in archive.names:
                names.append(kept_as(version, path))
                storages["private"].save(names[-1], _Part(archive, path))
        version.file.save(f"{version.uuid.hex}.zip", file, save=False)
        yield version
    except BaseException:
        take_away(folder_of(version.uuid), names)
        if version.file:
            version.file.delete(save=False)
        raise


def _refuse_another_kind(manifest: Manifest, only: Package | None) -> None:
    if only and manifest.kind != only.kind:
        raise refuse(
            _("This package is %(kind)s, and the file is %(other)s. Please add it as a package of its own.")
            % {"kind": only.get_kind_display(), "other": Package.Kind(manifest.kind).label},
            "other_kind",
        )


def take_away(folder: str, names: Iterable[str]) -> None:
    """Safe to repeat, and where somebody else takes it away meanwhile."""
    for name in names:
        storages["private"].delete(name)
    # On a disk it is an empty folder now; elsewhere there are no folders.
    with suppress(FileNotFoundError):
        storages["private"].delete(folder)


class _Part(File):
    """A file of the archive as storages take it: in pieces, so that a film never lies in memory."""

    def __init__(self, archive: Archive, path: str) -> None:
        super().__init__(None, name=path)
        self.archive, self.path = archive, path
        self.size = archive.parts[path].file_size

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        return self.archive.pieces(self.path)
