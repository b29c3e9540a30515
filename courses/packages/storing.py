"""A package and its versions: taken in, unpacked, made current, retired."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.uploads.refusals import refuse
from courses.models import Course, Package, PackageVersion
from courses.packages.archive import opened_archive
from courses.packages.reading import read_manifest
from courses.packages.unpacking import digest_of, unpacked
from courses.signals import needs_changed

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from courses.packages.manifest import Manifest
    from lms.people.models import Person


def look_into(file: UploadedFile) -> Manifest:
    """What the package says of itself. Raises ValidationError in the reader's language; keeps nothing."""
    with opened_archive(file) as archive:
        manifest = read_manifest(archive)
    file.seek(0)
    return manifest


def add_package(course: Course, *, file: UploadedFile, by: Person | None, **facts: Any) -> Package:
    """A new package of the course; ``facts`` as ``keep_package`` takes them. Raises ValidationError.

    Call it in no transaction: unpacking takes long, and others want to write.
    """
    with unpacked(file, by=by) as version:
        return keep_package(course, version, **facts)


@transaction.atomic
def keep_package(
    course: Course,
    version: PackageVersion,
    *,
    titles: dict[str, str] | None = None,
    is_required: bool = True,
) -> Package:
    """A package with its first version, which is unpacked. Without titles it is called what that says."""
    manifest = version.contents
    last = course.packages.aggregate(last=Max("position"))["last"]
    package = Package(course=course, kind=manifest.kind, position=(last or 0) + 1, is_required=is_required)
    for language, words in (titles or {}).items():
        setattr(package, f"title_{language}", words)
    package.title = package.title or manifest.title
    package.save()
    _give_to_beginners(version, package)
    return package


def add_version(package: Package, *, file: UploadedFile, by: Person | None) -> PackageVersion:
    """The next version, given to whoever begins from now on. Whoever is under way stays on hers.

    Raises ValidationError where it is another kind of package, or a file that is already there. Call it in
    no transaction, as above.
    """
    _refuse_the_same(package, digest_of(file))
    with unpacked(file, by=by, only=package) as version, transaction.atomic():
        Package.objects.select_for_update(no_key=True).get(pk=package.pk)
        _refuse_the_same(package, version.sha256)
        return _give_to_beginners(version, package)


def make_current(version: PackageVersion) -> PackageVersion:
    """Give this version to whoever begins from now on. Safe to repeat."""
    with transaction.atomic():
        Package.objects.select_for_update(no_key=True).get(pk=version.package_id)
        PackageVersion.objects.filter(package=version.package_id).update(is_current=False)
        PackageVersion.objects.filter(pk=version.pk).update(is_current=True)
    version.is_current = True
    return version


def retire(package: Package) -> Package:
    """Offer it to nobody any more. Whoever has begun may go on. Safe to repeat."""
    package.retired_at = package.retired_at or timezone.now()
    package.save(update_fields=["retired_at"])
    needs_changed.send(sender=Course, course_id=package.course_id)
    return package


def offer_again(package: Package) -> Package:
    package.retired_at = None
    package.save(update_fields=["retired_at"])
    needs_changed.send(sender=Course, course_id=package.course_id)
    return package


def _refuse_the_same(package: Package, digest: str) -> None:
    if held := package.versions.filter(sha256=digest).first():
        raise refuse(
            _("This very file is already version %(number)s of the package.") % {"number": held.number},
            "same_file",
        )


def _give_to_beginners(version: PackageVersion, package: Package) -> PackageVersion:
    last = package.versions.aggregate(last=Max("number"))["last"]
    package.versions.update(is_current=False)
    version.package, version.number, version.is_current = package, (last or 0) + 1, True
    version.save()
    return version
