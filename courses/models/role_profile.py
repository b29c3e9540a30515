"""What a role asks for, and who has taken up which role."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.framework import HIGHEST_LEVEL, Competence, level_limits
from lms.people.models import Organisation, Person, Role


class RoleProfile(models.Model):
    """The competences a role asks for: family assistant, coordinator of foster care, carer."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=150)
    for_role = models.CharField(
        _("role in the house"),
        max_length=30,
        blank=True,
        choices=Role,
        help_text=_("Proposed to whoever gets this role. It gives no rights by itself."),
    )

    class Meta:
        verbose_name = _("role profile")
        verbose_name_plural = _("role profiles")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.title or self.code


class RequiredCompetenceQuerySet(models.QuerySet["RequiredCompetence"]):
    def in_force(self, day: date | None = None) -> Self:
        day = day or timezone.localdate()
        return self.filter(
            Q(since=None) | Q(since__lte=day),
            Q(until=None) | Q(until__gte=day),
            competence__retired_on=None,
        )


class RequiredCompetence(models.Model):
    """One thing a role must hold, on what legal basis, by when, for how long, and what happens then.

    Dated, since laws change: a rule that ends and the one that follows it are two rows.
    """

    profile = models.ForeignKey(
        RoleProfile, verbose_name=_("role profile"), on_delete=models.CASCADE, related_name="requirements"
    )
    competence = models.ForeignKey(
        Competence, verbose_name=_("competence"), on_delete=models.PROTECT, related_name="required_by"
    )
    level = models.PositiveSmallIntegerField(_("level"), default=1, validators=level_limits)
    minutes = models.PositiveIntegerField(
        _("minutes to be proved"),
        default=0,
        help_text=_("Evidence adds up while it is valid: 1200 means 20 hours. 0: any evidence is enough."),
    )
    legal_basis = models.CharField(
        _("legal basis"), max_length=300, blank=True, help_text=_("As text, with article and act.")
    )
    due_days = models.PositiveSmallIntegerField(
        _("days to get it"), default=90, help_text=_("Counted from the day on which the role is taken up.")
    )
    valid_months = models.PositiveSmallIntegerField(
        _("months for which it holds"), null=True, blank=True, help_text=_("Empty: for good.")
    )
    window_days = models.PositiveSmallIntegerField(
        _("days before its end in which to renew it"),
        default=90,
        help_text=_("During them it counts as lapsing, and courses that renew it are offered."),
    )
    grace_days = models.PositiveSmallIntegerField(
        _("days of grace after its end"), default=0, help_text=_("Work may go on; it must be made good now.")
    )
    since = models.DateField(_("in force from"), null=True, blank=True)
    until = models.DateField(_("in force until"), null=True, blank=True)

    objects = RequiredCompetenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("required competence")
        verbose_name_plural = _("required competences")
        ordering = ("profile", "competence__position", "competence__code", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "competence"],
                condition=Q(until=None),
                name="one_open_requirement",
                violation_error_message=_("The role asks for this competence already."),
            ),
            models.CheckConstraint(
                condition=Q(level__range=(1, HIGHEST_LEVEL)), name="required_level_from_one_up"
            ),
            models.CheckConstraint(
                condition=Q(valid_months=None) | Q(valid_months__gte=1), name="required_for_a_month_or_more"
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="requirement_ends_after_start",
                violation_error_message=_("The last day comes before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile}: {self.competence}"

    def due_on(self, taken_up_on: date) -> date:
        """By when somebody must hold it for the first time: a new rule gives everybody its days anew."""
        start = max(taken_up_on, self.since) if self.since else taken_up_on
        return start + timedelta(days=self.due_days)


class Team(models.Model):
    """People of one organisation who work together, and who leads them."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="teams"
    )
    name = models.CharField(_("name"), max_length=150)
    manager = models.ForeignKey(
        Person,
        verbose_name=_("manager"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="teams_led",
    )

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ("organisation", "name")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="team_once_an_organisation",
                violation_error_message=_("The organisation has a team of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class DutyQuerySet(models.QuerySet["Duty"]):
    def valid_on(self, day: date | None = None) -> Self:
        """Those taken up by that day and not ended before it."""
        day = day or timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)

    def current_or_coming(self, day: date | None = None) -> Self:
        """Those not over yet: what a role will ask for is worth knowing before its first day."""
        return self.filter(Q(until=None) | Q(until__gte=day or timezone.localdate()))


class Duty(models.Model):
    """Who has taken up which role, where, from when to when. It gives no rights in the house."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="duties"
    )
    profile = models.ForeignKey(
        RoleProfile, verbose_name=_("role profile"), on_delete=models.PROTECT, related_name="duties"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="duties"
    )
    team = models.ForeignKey(
        Team, verbose_name=_("team"), null=True, blank=True, on_delete=models.SET_NULL, related_name="duties"
    )
    since = models.DateField(_("taken up on"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("taken-up role")
        verbose_name_plural = _("taken-up roles")
        ordering = ("person", "-since", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "profile", "organisation"],
                condition=Q(until=None),
                name="one_open_duty",
                violation_error_message=_("This person has taken up this role there already."),
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="duty_ends_after_start",
                violation_error_message=_("The last day comes before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.profile}, {self.organisation.code}"
