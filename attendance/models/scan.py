from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.models import Person
from sessions.models import Session


class Scan(models.Model):
    """One thing noted at the door: a scan, a tap, a correction. Written once, never changed."""

    class Act(models.TextChoices):
        ENTER = "enter", _("came")
        LEAVE = "leave", _("left")
        EXCUSE = "excuse", _("excused")
        MARK_ABSENT = "absent", _("absent")
        ANNUL = "annul", _("undone")

    class Method(models.TextChoices):
        CAMERA = "camera", _("camera")
        LIST = "list", _("list")

    class Verdict(models.TextChoices):
        WELCOME = "welcome", _("Welcome")
        ALREADY_IN = "already_in", _("Already in")
        OTHER_DAY = "other_day", _("Another day")
        NO_PLACE = "no_place", _("Not on this list")
        WAITING = "waiting", _("On the waiting list")
        CANCELLED_PLACE = "cancelled_place", _("Place cancelled")
        REVOKED_PASS = "revoked_pass", _("Pass no longer valid")
        UNKNOWN_PASS = "unknown_pass", _("Not a pass of this house")
        TOO_EARLY = "too_early", _("Too early")
        TOO_LATE = "too_late", _("Too late")
        CANCELLED_SESSION = "cancelled_session", _("Session cancelled")
        NOTED = "noted", _("Noted")

    event_id = models.UUIDField(_("event"), help_text=_("Made by the device; the same event is recorded once."))
    device = models.CharField(_("device"), max_length=64)
    session = models.ForeignKey(Session, verbose_name=_("session"), on_delete=models.PROTECT, related_name="scans")
    person = models.ForeignKey(
        Person, verbose_name=_("person"), null=True, blank=True, on_delete=models.PROTECT, related_name="scans"
    )
    act = models.CharField(_("what happened"), max_length=10, choices=Act)
    method = models.CharField(_("how"), max_length=10, choices=Method)
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict)
    annuls = models.ForeignKey(
        "self", verbose_name=_("undoes"), null=True, blank=True, on_delete=models.PROTECT, related_name="annulled_by"
    )
    happened_at = models.DateTimeField(_("time on the device"))
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    noted_by = models.ForeignKey(
        Person, verbose_name=_("noted by"), on_delete=models.PROTECT, related_name="scans_noted"
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("scan")
        verbose_name_plural = _("scans")
        ordering = ("happened_at", "pk")
        indexes = [models.Index(fields=["session", "person"], name="scan_of_person_at_session")]
        constraints = [models.UniqueConstraint(fields=["device", "event_id"], name="scan_recorded_once")]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.happened_at:%Y-%m-%d %H:%M}"
