from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from courses.models.practice import private_storage
from lms.people.models import Person


class Recognition(models.Model):
    """Somebody learnt elsewhere what a course teaches, and shows it. Whoever stands behind it decides."""

    class Decision(models.TextChoices):
        WAITING = "waiting", _("waiting for a decision")
        ACCEPTED = "accepted", _("recognised")
        REFUSED = "refused", _("not recognised")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="recognitions"
    )
    course = models.ForeignKey(
        Course, verbose_name=_("course"), on_delete=models.PROTECT, related_name="recognitions"
    )
    document = models.FileField(_("document"), storage=private_storage, upload_to="recognitions/%Y/")
    name = models.CharField(_("name of the file"), max_length=150)
    words = models.TextField(_("what you learnt, where and when"), max_length=1000)
    learnt_on = models.DateField(_("learnt on"), help_text=_("The day on the document."))
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    asked_by = models.ForeignKey(Person, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(_("decision"), max_length=9, choices=Decision, default=Decision.WAITING)
    decided_by = models.ForeignKey(
        Person, verbose_name=_("by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("recognition of learning")
        verbose_name_plural = _("recognitions of learning")
        ordering = ("-asked_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "course"],
                condition=Q(decision="waiting"),
                name="one_waiting_recognition",
            ),
            models.CheckConstraint(
                condition=Q(decision="waiting", decided_at=None)
                | (~Q(decision="waiting") & Q(decided_at__isnull=False)),
                name="recognition_decided_with_time",
            ),
            models.CheckConstraint(
                condition=~Q(decision="refused") | ~Q(reason=""), name="recognition_refused_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.course.code}"
