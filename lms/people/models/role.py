from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.models.organisation import Organisation
from lms.people.models.person import Person


class Role(models.TextChoices):
    """What someone does in the house. Each is a group of the same name, made by a migration."""

    PARTICIPANT = "participant", _("participant")
    TRAINER = "trainer", _("trainer")
    THERAPIST = "therapist", _("therapist")
    INTERPRETER = "interpreter", _("interpreter")
    COORDINATOR = "coordinator", _("coordinator")
    ASSISTANT = "assistant", _("social-work aspirant or family assistant")
    MANAGER = "manager", _("manager")
    EDITOR = "editor", _("editor")
    MODERATOR = "moderator", _("moderator")
    TRANSLATOR = "translator", _("translator")
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("data-protection officer")
    ADMINISTRATOR = "administrator", _("administrator")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def valid_on(self, day: date | None = None) -> Self:
        day = day or timezone.localdate()
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


class Membership(models.Model):
    """A person's role in an organisation, from when to when. Bounds what the role may see."""

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=30, choices=Role)
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ("person", "organisation", "role")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "role"],
                condition=Q(ends_on=None),
                name="one_open_membership",
                violation_error_message=_("This person already has this role there."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_start",
                violation_error_message=_("The last day comes before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}, {self.organisation.code}"


class Clearance(models.Model):
    """The proof that an adult may work with minors."""

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="clearances"
    )
    checked_on = models.DateField(_("checked on"))
    valid_until = models.DateField(_("valid until"))
    checked_by = models.CharField(_("checked by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("clearance")
        verbose_name_plural = _("clearances")
        ordering = ("-valid_until",)
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("checked_on")),
                name="clearance_ends_after_start",
                violation_error_message=_("The last day comes before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.valid_until:%Y-%m-%d}"
