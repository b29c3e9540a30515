from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.models.person import Person


class InformationClauseQuerySet(models.QuerySet["InformationClause"]):
    def current(self, purpose: str) -> InformationClause | None:
        """The clause in force today for a purpose; none before the first is published."""
        return (
            self.filter(purpose=purpose, valid_from__lte=timezone.localdate())
            .order_by("-valid_from", "-pk")
            .first()
        )


class InformationClause(models.Model):
    """What the controller tells people about their data (art. 13 GDPR), in versions that never change."""

    class Purpose(models.TextChoices):
        BOOKING = "booking", _("taking a place")
        CANDIDATE = "candidate", _("asking about foster parenthood")
        SITE = "site", _("using this site")

    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    version = models.CharField(_("version"), max_length=20)
    valid_from = models.DateField(_("valid from"), default=timezone.localdate)
    summary = models.TextField(_("in short"))
    text = models.TextField(_("full text"))

    objects = InformationClauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("information clause")
        verbose_name_plural = _("information clauses")
        ordering = ("purpose", "-valid_from")
        constraints = [models.UniqueConstraint(fields=["purpose", "version"], name="clause_version_once")]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.version}"


class Acceptance(models.Model):
    """A person has read a version of a clause: when, in which language, by whose hand."""

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="acceptances"
    )
    clause = models.ForeignKey(InformationClause, verbose_name=_("clause"), on_delete=models.PROTECT)
    accepted_by = models.ForeignKey(
        Person, verbose_name=_("accepted by"), on_delete=models.PROTECT, related_name="acceptances_given"
    )
    language = models.CharField(_("language"), max_length=2, choices=Person.Language)
    accepted_at = models.DateTimeField(_("accepted"), default=timezone.now)

    class Meta:
        verbose_name = _("acceptance")
        verbose_name_plural = _("acceptances")
        ordering = ("-accepted_at",)
        constraints = [models.UniqueConstraint(fields=["person", "clause"], name="clause_accepted_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.clause}"
