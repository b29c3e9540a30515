from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lms.people.models import Person
from sessions.models import Session


class Excuse(models.TextChoices):
    """Why somebody could not come, as far as the house asks: never what they suffer from."""

    HEALTH = "health", _("health")
    FAMILY = "family", _("a child or the family")
    WORK = "work", _("work or school")
    AUTHORITY = "authority", _("court, office, hospital appointment")
    TRAVEL = "travel", _("the way here")
    OTHER = "other", _("another reason")


class Scan(models.Model):
    """One thing noted at the door: a scan, a tap, a correction. Written once, never changed.

    The database refuses an UPDATE (``attendance.door.append_only``); what was wrong is put right by a new
    entry, and what was noted by mistake is undone by one that names its event.
    """

    class Act(models.TextChoices):
        ENTER = "enter", _("came")
        LEAVE = "leave", _("left")
        EXCUSE = "excuse", _("excused")
        MARK_ABSENT = "absent", _("absent")
        ANNUL = "annul", _("undone")

    class Method(models.TextChoices):
        CAMERA = "camera", _("camera")
        CODE = "code", _("typed code")
        LIST = "list", _("list")
        ROOM = "room", _("room code on a screen")
        PRINTED = "printed", _("printed room code")
        PAPER = "paper", _("signed sheet")
        APOLOGY = "apology", _("apology in advance")
        CLOSING = "closing", _("closing of the list")
        CORRECTION = "correction", _("correction")
        IMPORT = "import", _("import")

    class Verdict(models.TextChoices):
        WELCOME = "welcome", pgettext_lazy("at the door", "Welcome")
        ALREADY_IN = "already_in", _("Already in")
        OTHER_DAY = "other_day", _("Not this meeting")
        NO_PLACE = "no_place", _("Not on the list")
        WAITING = "waiting", _("On the waiting list")
        CANCELLED_PLACE = "cancelled_place", _("Place cancelled")
        REVOKED_PASS = "revoked_pass", _("Old pass")
        UNKNOWN_PASS = "unknown_pass", _("Not our pass")
        TOO_EARLY = "too_early", _("Too early")
        TOO_LATE = "too_late", _("Too late")
        CANCELLED_SESSION = "cancelled_session", _("Meeting cancelled")
        CLOSED_SESSION = "closed_session", _("List closed")
        WRONG_ROOM = "wrong_room", _("Another room")
        GUARDIAN_MISSING = "guardian_missing", _("Who brings the child?")
        CONSENT_MISSING = "consent_missing", _("Consent is missing")
        CALL_COORDINATOR = "call_coordinator", _("Please call the coordinator")
        TO_CONFIRM = "to_confirm", _("Waiting for a nod")
        HELD_BACK = "held_back", _("Kept for the coordinator")
        NOTED = "noted", _("Noted")

    COUNTED = (Verdict.WELCOME, Verdict.ALREADY_IN, Verdict.NOTED)
    """Verdicts whose entries make an attendance; the others only stand in the log."""

    event_id = models.UUIDField(
        _("event"), help_text=_("Made by the device; the same event is recorded once.")
    )
    device = models.CharField(_("device"), max_length=64)
    session = models.ForeignKey(
        Session, verbose_name=_("session"), on_delete=models.PROTECT, related_name="scans"
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="scans",
    )
    act = models.CharField(_("what happened"), max_length=10, choices=Act)
    method = models.CharField(_("how"), max_length=10, choices=Method)
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict)
    annuls_event = models.UUIDField(
        _("undoes"), null=True, blank=True, help_text=_("May arrive before the event it undoes.")
    )
    sequence = models.PositiveBigIntegerField(
        _("order on the device"), default=0, help_text=_("Rises with every event of a device.")
    )
    happened_at = models.DateTimeField(_("when"), help_text=_("By a right clock."))
    device_at = models.DateTimeField(
        _("time on the device"), null=True, blank=True, help_text=_("As the device had it, right or wrong.")
    )
    stated_at = models.DateTimeField(
        _("time stated"),
        null=True,
        blank=True,
        help_text=_("When it was so, if somebody says it was not just now."),
    )
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    noted_by = models.ForeignKey(
        Person, verbose_name=_("noted by"), on_delete=models.PROTECT, related_name="scans_noted"
    )
    excuse = models.CharField(_("why excused"), max_length=10, choices=Excuse, blank=True)
    guardian = models.ForeignKey(
        Person,
        verbose_name=_("brought or fetched by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children_handed_over",
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("scan")
        verbose_name_plural = _("scans")
        ordering = ("happened_at", "pk")
        indexes = [models.Index(fields=["session", "person"], name="scan_of_person_at_session")]
        constraints = [
            models.UniqueConstraint(fields=["device", "event_id"], name="scan_recorded_once"),
            models.CheckConstraint(
                condition=Q(act="annul", annuls_event__isnull=False)
                | (~Q(act="annul") & Q(annuls_event=None)),
                name="scan_undoes_an_event",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(verdict="unknown_pass") | Q(act="annul"),
                name="scan_knows_its_person",
            ),
            models.CheckConstraint(
                condition=~Q(method="correction") | ~Q(reason=""), name="scan_corrects_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.happened_at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A scan is written once; note a correction instead.")
        super().save(*args, **kwargs)

    @property
    def counts(self) -> bool:
        return self.verdict in self.COUNTED

    @property
    def time(self) -> datetime:
        """When it was so: as stated by hand, else as the device saw it."""
        return self.stated_at or self.happened_at
