from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.models import Person


class Device(models.Model):
    """A phone or tablet that keeps lists for the Desk. Its name was made by itself and is nobody's name."""

    name = models.CharField(_("name"), max_length=64, unique=True, editable=False)
    person = models.ForeignKey(
        Person, verbose_name=_("of"), on_delete=models.CASCADE, related_name="desk_devices"
    )
    label = models.CharField(_("what it is"), max_length=80, blank=True, help_text=_("Android, Chrome"))
    first_seen_at = models.DateTimeField(_("first seen"), default=timezone.now)
    last_seen_at = models.DateTimeField(_("last seen"), default=timezone.now)
    skew_seconds = models.IntegerField(
        _("clock is ahead by"), default=0, help_text=_("In seconds, as measured last; negative: behind.")
    )
    sign_in_key = models.CharField(max_length=40, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("locked"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        Person, verbose_name=_("by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    emptied_at = models.DateTimeField(
        _("emptied"), null=True, blank=True, help_text=_("When it said that its lists are destroyed.")
    )

    class Meta:
        verbose_name = _("device")
        verbose_name_plural = _("devices")
        ordering = ("-last_seen_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False),
                name="device_locked_with_time",
            )
        ]

    def __str__(self) -> str:
        return self.label or self.name

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None
