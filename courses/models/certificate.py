from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Self

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from courses.models.certificate_template import CertificateTemplate
from courses.models.enrolment import Enrolment
from courses.signals import secrecy_asked
from lms.people.models import Organisation, Person


def private_storage() -> Storage:
    return storages["private"]


def _of_secret_runs() -> Q:
    """Told by the room that holds runs; where nobody knows of any, no enrolment is meant."""
    answers: list[tuple[Any, Any]] = secrecy_asked.send(sender=Enrolment)
    return reduce(or_, (answer for _receiver, answer in answers), Q(pk__in=()))


class CertificateSeries(models.Model):
    """The last number given by an organiser in a year. Numbers have no gaps and no doubles."""

    organiser = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField(_("year"))
    last_number = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("certificate series")
        verbose_name_plural = _("certificate series")
        ordering = ("organiser", "-year")
        constraints = [models.UniqueConstraint(fields=["organiser", "year"], name="one_series_a_year")]

    def __str__(self) -> str:
        return f"{self.organiser.code} {self.year}"


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def valid(self) -> Self:
        """Those that stand as issued, the expired ones among them."""
        return self.filter(status=Certificate.Status.VALID)

    def holding_on(self, day: date) -> Self:
        """Those on which somebody may rely that day."""
        return self.valid().filter(Q(expires_on=None) | Q(expires_on__gte=day))

    def with_secrecy(self) -> Self:
        """Each knows by itself whether the run in which the course was taken is confidential today."""
        secret = Enrolment.objects.filter(_of_secret_runs(), pk=OuterRef("enrolment"))
        return self.annotate(is_of_secret_run=Exists(secret))

    def of_secret_runs(self) -> Self:
        """Those whose run is confidential today, whatever they say."""
        return self.filter(enrolment__in=Enrolment.objects.filter(_of_secret_runs()))

    def revoked_by_hand(self) -> Self:
        """Those that somebody withdrew and said why; the rule of a course withdraws without a word."""
        return self.filter(status=Certificate.Status.REVOKED).exclude(revoked_reason="")


class Certificate(models.Model):
    """A frozen, numbered, verifiable document. What it says was fixed when it was issued."""

    class Status(models.TextChoices):
        VALID = "valid", _("valid")
        SUPERSEDED = "superseded", _("superseded")
        REVOKED = "revoked", _("revoked")

    enrolment = models.ForeignKey(
        Enrolment, verbose_name=_("enrolment"), on_delete=models.PROTECT, related_name="certificates"
    )
    organiser = models.ForeignKey(
        Organisation,
        verbose_name=_("organiser"),
        on_delete=models.PROTECT,
        related_name="certificates",
        help_text=_("In whose series its number stands, whatever its code was then."),
    )
    number = models.CharField(
        _("number"),
        max_length=60,
        unique=True,
        help_text=_("Organiser, year, number, and letters nobody can guess."),
    )
    statement = models.JSONField(
        _("what it states"), help_text=_("Every word and figure of the paper, as issued.")
    )
    pdf = models.FileField(_("PDF"), storage=private_storage, upload_to="certificates/%Y/", blank=True)
    sha256 = models.CharField(_("SHA-256 of the PDF"), max_length=64, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.VALID)
    issued_at = models.DateTimeField(_("issued"), auto_now_add=True)
    expires_on = models.DateField(
        _("holds until"), null=True, blank=True, help_text=_("The last day. Empty: for good.")
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_reason = models.CharField(
        _("why it was revoked"),
        max_length=300,
        blank=True,
        help_text=_("The holder is told. Nobody else is."),
    )
    superseded_at = models.DateTimeField(_("superseded"), null=True, blank=True)
    superseded_by = models.OneToOneField(
        "self",
        verbose_name=_("superseded by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="supersedes",
    )
    restores = models.OneToOneField(
        "self",
        verbose_name=_("replaces"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="restored_by",
        help_text=_("One that was withdrawn by mistake. It stays withdrawn."),
    )
    reason = models.CharField(
        _("reason"), max_length=300, blank=True, help_text=_("Why it was issued anew. The holder is told.")
    )
    issued_by = models.ForeignKey(
        Person,
        verbose_name=_("made by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Empty: by the house itself."),
    )
    renews = models.ForeignKey(
        "self",
        verbose_name=_("renews"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="renewals",
        help_text=_("An older certificate, whose validity this one carries on."),
    )
    template = models.ForeignKey(
        CertificateTemplate,
        verbose_name=_("template"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="certificates",
    )

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ("-issued_at", "-pk")
        indexes = [
            models.Index(
                fields=["expires_on"], condition=Q(status="valid"), name="courses_certificate_lapsing"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(status="valid"), name="one_valid_certificate_an_enrolment"
            ),
            models.CheckConstraint(
                condition=Q(status="revoked", revoked_at__isnull=False)
                | (~Q(status="revoked") & Q(revoked_at=None)),
                name="revoked_certificate_has_its_hour",
            ),
            models.CheckConstraint(
                condition=Q(status="superseded", superseded_at__isnull=False)
                | (~Q(status="superseded") & Q(superseded_at=None, superseded_by=None)),
                name="superseded_certificate_has_its_hour",
            ),
            models.CheckConstraint(
                condition=Q(restores=None) | (~Q(reason="") & ~Q(restores=F("id"))),
                name="certificate_given_again_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def successor(self) -> Certificate | None:
        """What counts in its place: the one that superseded it, or was given again where it was withdrawn."""
        if self.status == self.Status.REVOKED:
            return getattr(self, "restored_by", None)
        return self.superseded_by

    @property
    def is_valid(self) -> bool:
        """Whether it stands as issued. One that has expired stands, too: it is genuine, and past its time."""
        return self.status == self.Status.VALID

    @property
    def is_confidential(self) -> bool:
        """Whether it is of a course or a run of which nobody may learn, at its issue or since then."""
        return (
            bool(self.statement.get("is_confidential"))
            or self.enrolment.course.is_confidential
            or self.is_of_secret_run
        )

    @cached_property
    def is_of_secret_run(self) -> bool:
        """Asked once; lists know it from ``with_secrecy``."""
        return Enrolment.objects.filter(_of_secret_runs(), pk=self.enrolment_id).exists()

    @property
    def is_expired(self) -> bool:
        return self.expires_on is not None and self.expires_on < timezone.localdate()

    @property
    def holds(self) -> bool:
        """Whether somebody may rely on it today."""
        return self.is_valid and not self.is_expired

    @property
    def standing(self) -> str:
        """What a verifier is told: valid, expired, superseded or revoked."""
        return "expired" if self.is_valid and self.is_expired else str(self.status)
