"""Packages: courses made elsewhere (SCORM, cmi5, H5P), their versions, and how far a learner is in one."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.certificate import private_storage
from courses.models.course import Course
from courses.models.enrolment import Enrolment
from lms.people.models import Person

if TYPE_CHECKING:
    from courses.packages.manifest import Manifest


class PackageQuerySet(models.QuerySet["Package"]):
    def on_offer(self) -> Self:
        """Those a learner may begin: not retired, and with a version to open."""
        return self.filter(retired_at=None, versions__is_current=True)


class Package(models.Model):
    """Learning material made with another tool, the same in every language of the house."""

    class Kind(models.TextChoices):
        SCORM12 = "scorm12", "SCORM 1.2"
        SCORM2004 = "scorm2004", "SCORM 2004"
        CMI5 = "cmi5", "cmi5"
        H5P = "h5p", "H5P"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(
        Course, verbose_name=_("course"), on_delete=models.PROTECT, related_name="packages"
    )
    title = models.CharField(_("title"), max_length=150)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_required = models.BooleanField(_("needed to complete the course"), default=True)
    retired_at = models.DateTimeField(
        _("no longer offered since"),
        null=True,
        blank=True,
        help_text=_("Whoever has begun it may go on; nobody begins it any more."),
    )

    objects = PackageQuerySet.as_manager()

    class Meta:
        verbose_name = _("package")
        verbose_name_plural = _("packages")
        ordering = ("course", "position", "pk")

    def __str__(self) -> str:
        return self.title


class PackageVersion(models.Model):
    """One uploaded file of a package. It never changes; a corrected file is the next version."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    package = models.ForeignKey(
        Package, verbose_name=_("package"), on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField(_("version"))
    file = models.FileField(_("file"), storage=private_storage, upload_to="package_files/%Y/", max_length=200)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    manifest = models.JSONField(_("what its manifest says"), default=dict)
    is_current = models.BooleanField(_("given to whoever begins"), default=False)
    added_by = models.ForeignKey(
        Person, verbose_name=_("added by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    class Meta:
        verbose_name = _("version of a package")
        verbose_name_plural = _("versions of packages")
        ordering = ("package", "-number")
        constraints = [
            models.UniqueConstraint(fields=["package", "number"], name="package_version_number_once"),
            models.UniqueConstraint(fields=["package", "sha256"], name="package_file_once"),
            models.UniqueConstraint(
                fields=["package"], condition=Q(is_current=True), name="one_current_version_a_package"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.package}, {self.number}"

    @property
    def contents(self) -> Manifest:
        from courses.packages.manifest import Manifest  # noqa: PLC0415 - reads what this row keeps

        return Manifest.from_json(self.manifest)


class Registration(models.Model):
    """One learner going through one version. She stays on it, whatever is uploaded later.

    Where there is no enrolment, somebody of the staff tries the package out: it counts for nobody, and is
    gone when they try the next one.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(
        Enrolment,
        verbose_name=_("enrolment"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="registrations",
    )
    tried_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    version = models.ForeignKey(
        PackageVersion, verbose_name=_("version"), on_delete=models.PROTECT, related_name="registrations"
    )
    launches = models.PositiveIntegerField(_("times opened"), default=0)
    sequencing = models.JSONField(_("where its sequencing stands"), default=dict, blank=True)
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=4, null=True, blank=True)
    begun_at = models.DateTimeField(_("begun"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("registration for a package")
        verbose_name_plural = _("registrations for packages")
        ordering = ("-begun_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "version"], name="one_registration_a_version"),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=0, score__lte=1), name="registration_score_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(enrolment=None, tried_by__isnull=False)
                | Q(enrolment__isnull=False, tried_by=None),
                name="registration_learns_or_tries",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment or self.tried_by}: {self.version}"

    @property
    def learner(self) -> Person | None:
        """Nobody where a package is only tried out."""
        return self.enrolment.person if self.enrolment else None


class UnitProgress(models.Model):
    """How far a learner is in one unit: a SCO, an assignable unit of cmi5, the one content of an H5P."""

    class Success(models.TextChoices):
        UNKNOWN = "unknown", _("not judged")
        PASSED = "passed", _("passed")
        FAILED = "failed", _("not passed")

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="units")
    unit = models.CharField(_("unit"), max_length=500)
    cmi = models.JSONField(_("what the unit keeps"), default=dict)
    is_completed = models.BooleanField(_("gone through"), default=False)
    success = models.CharField(_("success"), max_length=7, choices=Success, default=Success.UNKNOWN)
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=4, null=True, blank=True)
    minutes = models.PositiveIntegerField(_("minutes spent"), default=0)
    launch = models.PositiveIntegerField(_("the opening that was saved last"), default=0)
    sequence = models.PositiveIntegerField(_("its last saving"), default=0)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)

    class Meta:
        verbose_name = _("progress in a unit")
        verbose_name_plural = _("progress in units")
        ordering = ("registration", "pk")
        constraints = [
            models.UniqueConstraint(fields=["registration", "unit"], name="one_progress_a_unit"),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=0, score__lte=1), name="unit_score_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration}: {self.unit}"


class Launch(models.Model):
    """One opening of the player. Its token opens the files of one registration's version.

    It ends with the visit it was opened in, and soon after the page that opened it is gone.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="openings")
    number = models.PositiveIntegerField(_("number"))
    unit = models.CharField(_("unit"), max_length=500, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    opened_from = models.CharField(_("origin of the page that frames it"), max_length=200)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    visit_key = models.CharField(max_length=40, blank=True, editable=False)
    sign_in_hash = models.CharField(max_length=64, blank=True, editable=False)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    expires_at = models.DateTimeField(_("open until"))
    fetched_at = models.DateTimeField(_("credential handed out"), null=True, blank=True)
    credential_hash = models.CharField(max_length=64, blank=True)
    initialized_at = models.DateTimeField(_("begun by its content"), null=True, blank=True)
    terminated_at = models.DateTimeField(_("ended by its content"), null=True, blank=True)

    class Meta:
        verbose_name = _("opening of a package")
        verbose_name_plural = _("openings of packages")
        ordering = ("-opened_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["registration", "number"], name="one_opening_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.registration}, {self.number}"
