from __future__ import annotations

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.models import Person
from sessions.models.run import Run


class OfferQuerySet(models.QuerySet["Offer"]):
    def open(self) -> Self:
        return self.filter(outcome=Offer.Outcome.OPEN)

    def lapsed(self) -> Self:
        """Open offers whose time to answer is over."""
        return self.open().filter(answer_until__lte=timezone.now())


class Offer(models.Model):
    """Seats kept for a party of the queue until it answers: when, until when, and why this party."""

    class Cause(models.TextChoices):
        FREED = "freed", _("a seat became free")
        ADDED = "added", _("seats were added")
        BY_HAND = "by_hand", _("a coordinator offered it")

    class Outcome(models.TextChoices):
        OPEN = "open", _("not answered yet")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        EXPIRED = "expired", _("not answered in time")
        WITHDRAWN = "withdrawn", _("withdrawn")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    run = models.ForeignKey(Run, verbose_name=_("run"), on_delete=models.PROTECT, related_name="offers")
    party = models.UUIDField(editable=False)
    seats = models.PositiveSmallIntegerField(_("seats"))
    cause = models.CharField(_("cause"), max_length=10, choices=Cause)
    standing = models.JSONField(
        _("why this party"),
        default=dict,
        help_text=_("As it was at that moment: the class, the number in the queue, who was passed over."),
    )
    made_at = models.DateTimeField(_("offered"), default=timezone.now)
    made_by = models.ForeignKey(
        Person, verbose_name=_("by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answer_until = models.DateTimeField(_("answer until"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, default=Outcome.OPEN)
    ended_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = ("made_at", "pk")
        indexes = [models.Index(fields=["outcome", "answer_until"], name="offer_by_deadline")]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "party"], condition=Q(outcome="open"), name="one_open_offer_a_party"
            ),
            models.CheckConstraint(
                condition=Q(answer_until__gt=F("made_at")), name="offer_leaves_time_to_answer"
            ),
            models.CheckConstraint(
                condition=Q(outcome="open", ended_at=None) | (~Q(outcome="open") & Q(ended_at__isnull=False)),
                name="offer_ended_with_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run.code} {timezone.localtime(self.made_at):%Y-%m-%d %H:%M}"

    @property
    def is_open(self) -> bool:
        return self.outcome == self.Outcome.OPEN and timezone.now() < self.answer_until
