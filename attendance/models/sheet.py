from __future__ import annotations

import uuid

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.models import Person
from sessions.models import Run, Session


def private_storage() -> Storage:
    return storages["private"]


class Sheet(models.Model):
    """A list of who was to come or who came, as it was printed or frozen. Never changed.

    ``statement`` holds every word and figure of the paper and, row by row, whom it names.
    """

    class Purpose(models.TextChoices):
        TO_SIGN = "to_sign", _("to be signed")
        RECORD = "record", _("record, frozen at closing")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(
        Session,
        verbose_name=_("session"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sheets",
    )
    run = models.ForeignKey(
        Run, verbose_name=_("run"), null=True, blank=True, on_delete=models.PROTECT, related_name="sheets"
    )
    purpose = models.CharField(_("what for"), max_length=8, choices=Purpose)
    statement = models.JSONField(_("what it states"))
    pdf = models.FileField(_("PDF"), storage=private_storage, upload_to="sheets/%Y/", blank=True)
    sha256 = models.CharField(_("SHA-256 of the PDF"), max_length=64, blank=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    made_by = models.ForeignKey(Person, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("sheet")
        verbose_name_plural = _("sheets")
        ordering = ("-made_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(session=None, run__isnull=False) | Q(session__isnull=False, run=None),
                name="sheet_of_a_session_or_a_run",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.made_at:%Y-%m-%d}"


class SheetPicture(models.Model):
    """A photograph or scan of a signed sheet. The machine proposes the rows, a person confirms them."""

    class Status(models.TextChoices):
        READ = "read", _("read, waiting for you")
        NOT_READ = "not_read", _("could not be read")
        CONFIRMED = "confirmed", _("confirmed")
        ATTACHED = "attached", _("kept with the session")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(
        Session, verbose_name=_("session"), on_delete=models.PROTECT, related_name="sheet_pictures"
    )
    sheet = models.ForeignKey(
        Sheet,
        verbose_name=_("sheet"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="pictures",
    )
    file = models.FileField(_("file"), storage=private_storage, upload_to="sheet-pictures/%Y/")
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    proposals = models.JSONField(
        _("what it seems to say"),
        default=list,
        help_text=_("Row by row: whose it is, whether it is ticked, how sure that is."),
    )
    status = models.CharField(_("status"), max_length=10, choices=Status)
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    uploaded_by = models.ForeignKey(Person, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Person, verbose_name=_("by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("picture of a sheet")
        verbose_name_plural = _("pictures of sheets")
        ordering = ("-uploaded_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["session", "sha256"], name="picture_of_sheet_once"),
            models.CheckConstraint(
                condition=Q(status="confirmed", confirmed_at__isnull=False)
                | (~Q(status="confirmed") & Q(confirmed_at=None)),
                name="picture_confirmed_with_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session} {self.uploaded_at:%Y-%m-%d}"
