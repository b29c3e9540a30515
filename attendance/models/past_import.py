from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from attendance.models.sheet import private_storage
from lms.people.models import Person


class PastImport(models.Model):
    """A file that says who was where before Krok: read, looked at, then written as a whole or not at all.

    The file and what it says of people are kept only until it is written or thrown away.
    """

    class Status(models.TextChoices):
        READING = "reading", _("being read")
        READY = "ready", _("read, nothing is written yet")
        WRITING = "writing", _("being written")
        DONE = "done", _("written")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(_("file"), storage=private_storage, upload_to="past-imports/%Y/", blank=True)
    name = models.CharField(_("name of the file"), max_length=200)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.READING)
    rows_in_all = models.PositiveIntegerField(_("rows"), default=0)
    rows_read = models.PositiveIntegerField(_("rows read"), default=0)
    rows_wrong = models.PositiveIntegerField(_("rows that cannot be written"), default=0)
    rows_written = models.PositiveIntegerField(_("rows written"), default=0)
    outcomes = models.JSONField(_("what each row would do"), default=list)
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    uploaded_by = models.ForeignKey(
        Person, verbose_name=_("by"), on_delete=models.PROTECT, related_name="past_imports"
    )
    done_at = models.DateTimeField(_("written"), null=True, blank=True)

    class Meta:
        verbose_name = _("import of past attendance")
        verbose_name_plural = _("imports of past attendance")
        ordering = ("-uploaded_at", "-pk")

    def __str__(self) -> str:
        return self.name

    @property
    def is_busy(self) -> bool:
        """Whether a worker has it in hand."""
        return self.status in {self.Status.READING, self.Status.WRITING}
