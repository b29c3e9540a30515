from __future__ import annotations

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.enrolment import Enrolment
from lms.people.models import Organisation


def private_storage() -> Storage:
    return storages["private"]


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


class Certificate(models.Model):
    """A frozen, numbered, verifiable document. What it says was fixed when it was issued."""

    class Status(models.TextChoices):
        VALID = "valid", _("valid")
        REVOKED = "revoked", _("revoked")

    enrolment = models.ForeignKey(
        Enrolment, verbose_name=_("enrolment"), on_delete=models.PROTECT, related_name="certificates"
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
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ("-issued_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(status="valid"), name="one_valid_certificate_an_enrolment"
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_valid(self) -> bool:
        return self.status == self.Status.VALID
