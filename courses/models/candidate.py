"""The path of someone who thinks of becoming a foster carer: evening, interview, training, certificate."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.models import Organisation, Person

if TYPE_CHECKING:
    from collections.abc import Container


class CandidatePathQuerySet(models.QuerySet["CandidatePath"]):
    def going_on(self) -> Self:
        """Paths that nobody has stopped. Those of people who have arrived are among them."""
        return self.exclude(stage=CandidatePath.Stage.WITHDRAWN)


class CandidatePath(models.Model):
    """One person's way towards foster parenthood, led by the coordinators of one organisation."""

    class Stage(models.TextChoices):
        INTERESTED = "interested", _("has asked")
        EVENING = "evening", _("was at an information evening")
        INTERVIEW = "interview", _("has talked with us")
        TRAINING = "training", _("in the candidate training")
        CERTIFIED = "certified", _("holds the certificate")
        WITHDRAWN = "withdrawn", _("has stopped for now")

    class CallTime(models.TextChoices):
        ANY = "any", _("at any time of the day")
        MORNING = "morning", _("in the morning")
        AFTERNOON = "afternoon", _("in the afternoon")
        EVENING = "evening", _("in the evening")
        NEVER = "never", _("please do not call, write to me")

    WAY = (Stage.INTERESTED, Stage.EVENING, Stage.INTERVIEW, Stage.TRAINING, Stage.CERTIFIED)
    """The stepping stones in their order. Whoever stands on one may leap over others, and never goes back."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="candidate_paths"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("led by"), on_delete=models.PROTECT, related_name="candidate_paths"
    )
    coordinator = models.ForeignKey(
        Person,
        verbose_name=_("coordinator"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="candidates_led",
    )
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, default=Stage.INTERESTED)
    email = models.EmailField(
        _("e-mail"),
        blank=True,
        help_text=_("As it was typed. It becomes the person's own when a coordinator takes over."),
    )
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    call_when = models.CharField(_("when to call"), max_length=10, choices=CallTime, default=CallTime.ANY)
    may_leave_message = models.BooleanField(_("a voice message or an SMS may be left"), default=False)
    message = models.TextField(_("what they wrote"), max_length=1000, blank=True)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)

    objects = CandidatePathQuerySet.as_manager()

    class Meta:
        verbose_name = _("candidate's path")
        verbose_name_plural = _("candidates' paths")
        ordering = ("-opened_at",)
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=~Q(stage="withdrawn"),
                name="one_open_candidate_path",
                violation_error_message=_("This person's path is already open."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_stage_display()}"

    @property
    def is_open(self) -> bool:
        """Whether there is a next step to take."""
        return self.stage not in {self.Stage.CERTIFIED, self.Stage.WITHDRAWN}

    def is_ahead(self, stage: str) -> bool:
        """Whether a stage lies further along the way than where the person stands."""
        return self.is_open and stage in self.WAY and self.WAY.index(stage) > self.WAY.index(self.stage)

    def next_stage(self, reached: Container[str]) -> str:
        """The first stone ahead that nobody has stepped on; none when the way is gone."""
        return next((stage for stage in self.WAY if self.is_ahead(stage) and stage not in reached), "")


class CandidateStep(models.Model):
    """A stage reached, when, and who says so. Each is reached once; steps are added, never changed."""

    path = models.ForeignKey(CandidatePath, on_delete=models.CASCADE, related_name="steps")
    stage = models.CharField(_("stage"), max_length=12, choices=CandidatePath.Stage)
    reached_at = models.DateTimeField(_("when"), default=timezone.now)
    noted_by = models.ForeignKey(
        Person, verbose_name=_("noted by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("step of a candidate")
        verbose_name_plural = _("steps of candidates")
        ordering = ("reached_at", "pk")
        constraints = [models.UniqueConstraint(fields=["path", "stage"], name="candidate_step_once")]

    def __str__(self) -> str:
        return f"{self.path.person}: {self.get_stage_display()}"
