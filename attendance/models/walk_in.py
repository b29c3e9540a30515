from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.models import Person
from sessions.models import Session


class WalkIn(models.Model):
    """Somebody who came without being on the list, as the trainer wrote them down.

    They are a person of their own until a coordinator says who they are; the match can be taken back,
    since the entries in the log stay with the person they were written for.
    """

    session = models.ForeignKey(
        Session, verbose_name=_("session"), on_delete=models.PROTECT, related_name="walk_ins"
    )
    person = models.OneToOneField(
        Person, verbose_name=_("as written down"), on_delete=models.PROTECT, related_name="walk_in"
    )
    name = models.CharField(_("name"), max_length=200)
    contact = models.CharField(_("phone or e-mail"), max_length=254, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    created_at = models.DateTimeField(_("written down"), default=timezone.now)
    created_by = models.ForeignKey(
        Person, verbose_name=_("by"), on_delete=models.PROTECT, related_name="walk_ins_noted"
    )
    matched_to = models.ForeignKey(
        Person,
        verbose_name=_("known as"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="walk_ins_matched",
    )

    class Meta:
        verbose_name = _("walk-in")
        verbose_name_plural = _("walk-ins")
        ordering = ("-created_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(matched_to=None) | ~Q(matched_to=F("person")), name="walk_in_matched_to_another"
            )
        ]

    def __str__(self) -> str:
        return self.name


class WalkInMatch(models.Model):
    """Who said when that a walk-in is a known person, or is not after all. Never changed."""

    walk_in = models.ForeignKey(WalkIn, on_delete=models.CASCADE, related_name="matches")
    person = models.ForeignKey(
        Person,
        verbose_name=_("known as"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Empty: the match was taken back."),
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(Person, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("match of a walk-in")
        verbose_name_plural = _("matches of walk-ins")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.walk_in}: {self.person or '–'}"
