from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.models import Person
from sessions.models import Session


class Contradiction(models.Model):
    """The log says two things of one person at one session; a human decides which was so.

    Both versions are read from the log. Until somebody decides, the later entry stands.
    """

    class Kind(models.TextChoices):
        THERE_OR_AWAY = "there_or_away", _("one says they were there, another that they were away")
        AFTER_CLOSING = "after_closing", _("arrived after the list was handed in")
        HELD_BACK = "held_back", _("noted by somebody whose right had ended")

    class Kept(models.TextChoices):
        THERE = "there", _("they were there")
        AWAY = "away", _("they were away")
        ACCEPT = "accept", _("what arrived counts")
        LEAVE = "leave", _("what arrived does not count")

    session = models.ForeignKey(
        Session, verbose_name=_("session"), on_delete=models.PROTECT, related_name="contradictions"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="contradictions"
    )
    kind = models.CharField(_("what"), max_length=15, choices=Kind)
    found_at = models.DateTimeField(_("found"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        Person, verbose_name=_("by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kept = models.CharField(_("decided"), max_length=6, choices=Kept, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("contradiction")
        verbose_name_plural = _("contradictions")
        ordering = ("found_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person", "kind"],
                condition=Q(settled_at=None),
                name="one_open_contradiction_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, kept="", reason="")
                | (Q(settled_at__isnull=False) & ~Q(kept="") & ~Q(reason="")),
                name="contradiction_settled_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.session}"
