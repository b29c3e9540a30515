from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from attendance.models.device import Device
from sessions.models import Session


class DeviceList(models.Model):
    """A device was given the list of a session: what to think of when it is lost.

    It also tells what a device may still hand in that has no right to the session any more.
    """

    device = models.ForeignKey(
        Device, verbose_name=_("device"), on_delete=models.CASCADE, related_name="lists"
    )
    session = models.ForeignKey(
        Session, verbose_name=_("session"), on_delete=models.CASCADE, related_name="lists_on_devices"
    )
    given_at = models.DateTimeField(_("given"), default=timezone.now)

    class Meta:
        verbose_name = _("list on a device")
        verbose_name_plural = _("lists on devices")
        ordering = ("-given_at", "-pk")
        constraints = [models.UniqueConstraint(fields=["device", "session"], name="list_on_device_once")]

    def __str__(self) -> str:
        return f"{self.device}: {self.session}"
