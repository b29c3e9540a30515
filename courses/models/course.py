from __future__ import annotations

import uuid
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cms.models import Activity
from lms.people.models import Organisation


class Audience(models.TextChoices):
    """Who a course is for. One word a course; eligibility is in ``courses.eligibility``."""

    EVERYONE = "everyone", _("everyone")
    GUARDIANS = "guardians", _("temporary guardians")
    FOSTER_CARERS = "foster_carers", _("foster carers")
    CANDIDATES = "candidates", _("candidates for foster carers")
    CARERS = "carers", _("carers of children")
    PARENTS = "parents", _("parents")
    CHILDREN = "children", _("children")
    WOMEN = "women", _("women")
    STAFF = "staff", _("staff and trainers")


class Course(models.Model):  # type: ignore[django-manager-missing] # pages have Wagtail's manager
    """What is learnt, the same in every language. Its pages tell about it."""

    class Form(models.TextChoices):
        GROUP = "group", _("group")
        INDIVIDUAL = "individual", _("individual")
        ONLINE = "online", _("online")
        SELF_PACED = "self_paced", _("on your own, at any time")

    class Completion(models.TextChoices):
        ALL = "all", _("all of the steps")
        ANY = "any", _("any one of the steps")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(
        _("code"), max_length=20, unique=True, help_text=_("Short, as in the catalogue: OPIEK.")
    )
    title = models.CharField(_("title"), max_length=150)
    summary = models.CharField(_("in one sentence"), max_length=200, blank=True)
    audience = models.CharField(_("for"), max_length=20, choices=Audience, default=Audience.EVERYONE)
    form = models.CharField(_("form"), max_length=12, choices=Form, default=Form.GROUP)
    theory_hours = models.PositiveSmallIntegerField(_("hours of theory"), default=0)
    practice_hours = models.PositiveSmallIntegerField(_("hours of practice"), default=0)
    minutes_in_hour = models.PositiveSmallIntegerField(
        _("minutes in a teaching hour"), default=45, choices=[(45, "45"), (60, "60")]
    )
    required_share = models.DecimalField(
        _("share of planned hours needed to complete"),
        max_digits=3,
        decimal_places=2,
        default=Decimal("0.80"),
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(Decimal(1))],
        help_text=_("0.80 means four fifths of the hours of the run."),
    )
    gives_certificate = models.BooleanField(_("ends with a certificate"), default=True)
    is_protection_course = models.BooleanField(
        _("teaches the protection of children"),
        default=False,
        help_text=_("Whoever works with children must have completed such a course."),
    )
    valid_months = models.PositiveSmallIntegerField(
        _("months for which it holds"), null=True, blank=True, help_text=_("Empty: for good.")
    )
    renewed_by = models.ForeignKey(
        "self",
        verbose_name=_("renewed by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="renews",
        help_text=_(
            "A shorter course that makes the certificate hold anew. Empty: the course itself, again."
        ),
    )
    renewal_days = models.PositiveSmallIntegerField(
        _("days before its end in which it can be renewed"),
        default=90,
        help_text=_("Whoever renews within them loses none of the days left."),
    )
    needs_consent = models.BooleanField(
        _("a guardian must consent for a child"),
        default=False,
        help_text=_("The door asks for it as long as it is missing."),
    )
    is_handed_over = models.BooleanField(
        _("a child is brought and fetched by a guardian"),
        default=False,
        help_text=_("The door asks who brings the child and who fetches it."),
    )
    absences_before_alert = models.PositiveSmallIntegerField(
        _("absences in a row after which we ask how they are"), default=2, help_text=_("0: never.")
    )
    appeal_days = models.PositiveSmallIntegerField(
        _("days to say that a record is wrong"), default=14, help_text=_("After the list was handed in.")
    )
    candidate_stage = models.CharField(
        _("step of a candidate for foster carer"),
        max_length=12,
        blank=True,
        choices=[("evening", _("information evening")), ("training", _("candidate training"))],
        help_text=_("Whoever attends it moves on along the candidate's path."),
    )
    is_confidential = models.BooleanField(
        _("confidential"),
        default=False,
        help_text=_("Its messages, calendars and certificates give nothing away."),
    )

    organiser = models.ForeignKey(
        Organisation,
        verbose_name=_("who stands behind it"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="courses",
        limit_choices_to={"is_organiser": True},
        help_text=_(
            "Gives its certificate to those who learn on their own, and recognises earlier learning."
        ),
    )
    completion = models.CharField(
        _("needed to complete it"), max_length=3, choices=Completion, default=Completion.ALL
    )
    prerequisites = models.ManyToManyField(
        "self",
        verbose_name=_("courses that come first"),
        symmetrical=False,
        blank=True,
        related_name="leads_to",
        help_text=_("Whoever has completed all of them, or their equivalents, may take this one."),
    )
    equivalents = models.ManyToManyField(
        "self",
        verbose_name=_("courses worth the same"),
        blank=True,
        help_text=_("Where one of them is asked for, this one will do."),
    )
    activities = models.ManyToManyField(
        Activity, verbose_name=_("activities of the centre"), blank=True, related_name="courses"
    )

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ("code",)
        constraints = [
            models.CheckConstraint(
                condition=Q(required_share__gt=0) & Q(required_share__lte=1), name="course_share_is_a_share"
            ),
            models.CheckConstraint(condition=Q(minutes_in_hour__in=(45, 60)), name="course_teaching_hour"),
            models.CheckConstraint(
                condition=~Q(renewed_by=F("id")),
                name="course_renewed_by_another",
                violation_error_message=_("Leave this empty where the course itself is taken again."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} – {self.title}"

    def clean(self) -> None:
        super().clean()
        if self.lacks_organiser:
            raise ValidationError(
                {"organiser": _("Choose who stands behind it: nobody else can give its certificate.")}
            )

    @property
    def lacks_organiser(self) -> bool:
        """Whether it ends with a certificate that nobody could give: no run lends it an organiser."""
        is_alone = self.form == self.Form.SELF_PACED
        return is_alone and self.gives_certificate and self.organiser_id is None

    @property
    def hours(self) -> int:
        """Teaching hours in all, each of ``minutes_in_hour`` minutes."""
        return self.theory_hours + self.practice_hours
