"""What proves that somebody holds a competence. Written once; later facts are added, never put over it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import ClassVar, Self

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.models.certificate import Certificate
from courses.models.framework import HIGHEST_LEVEL, Competence, level_limits
from courses.models.recognition import Recognition
from lms.people.models import Person


def private_papers() -> Storage:
    """Where nothing has an address of its own: whoever asks for a document is asked who they are."""
    return storages["private"]


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def accepted(self) -> Self:
        """What counts."""
        return self.filter(decision=Evidence.Decision.ACCEPTED)

    def waiting(self) -> Self:
        """What somebody must still look at."""
        return self.filter(decision=Evidence.Decision.WAITING)

    def not_followed(self) -> Self:
        """What no other was handed in for; one that was taken back again is none."""
        others = Evidence.objects.filter(replaces=OuterRef("pk"))
        return self.filter(~Exists(others.exclude(decision=Evidence.Decision.WITHDRAWN)))


class Evidence(models.Model):
    """One proof of one competence: of what kind, of which day, who recorded it and who looked at it.

    What it says never changes. A decision is added to it once; whoever errs records another that replaces it.
    """

    class Kind(models.TextChoices):
        CERTIFICATE = "certificate", _("certificate")
        SESSION = "session", _("session attended")
        EXTERNAL = "external", _("training elsewhere")
        SELF_STUDY = "self_study", _("self-study")
        SUPERVISION = "supervision", _("supervision")
        OBSERVATION = "observation", _("manager's observation")

    class Decision(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("evidence", "waits for review")
        ACCEPTED = "accepted", pgettext_lazy("evidence", "accepted")
        REFUSED = "refused", pgettext_lazy("evidence", "not accepted")
        WITHDRAWN = "withdrawn", pgettext_lazy("evidence", "withdrawn")
        REPLACED = "replaced", pgettext_lazy("evidence", "replaced by another")

    AFTER: ClassVar[Mapping[str, frozenset[str]]] = {
        Decision.WAITING: frozenset({Decision.ACCEPTED, Decision.REFUSED, Decision.WITHDRAWN}),
        Decision.ACCEPTED: frozenset({Decision.WITHDRAWN, Decision.REPLACED}),
        Decision.REFUSED: frozenset(),
        Decision.WITHDRAWN: frozenset(),
        Decision.REPLACED: frozenset(),
    }
    """Which decision may follow which. What was refused is handed in again as another evidence."""
    BY_ONESELF = (Kind.EXTERNAL, Kind.SELF_STUDY, Kind.SUPERVISION)
    """What people record of their own; the house records the other kinds."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="evidence"
    )
    competence = models.ForeignKey(
        Competence, verbose_name=_("competence"), on_delete=models.PROTECT, related_name="evidence"
    )
    level = models.PositiveSmallIntegerField(_("level"), default=1, validators=level_limits)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    achieved_on = models.DateField(_("day"), default=timezone.localdate)
    expires_on = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("As the document says. Empty: for good.")
    )
    minutes = models.PositiveIntegerField(_("minutes"), default=0)
    words = models.TextField(_("what it was"), max_length=2000, blank=True)
    document = models.FileField(
        _("document"), storage=private_papers, upload_to="evidence/%Y/", max_length=200, blank=True
    )
    certificate = models.ForeignKey(
        Certificate,
        verbose_name=_("certificate"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="evidence",
    )
    recognition = models.ForeignKey(
        Recognition,
        verbose_name=_("recognition of learning"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="evidence",
    )
    session_uuid = models.UUIDField(_("session"), null=True, blank=True)
    replaces = models.ForeignKey(
        "self",
        verbose_name=_("replaces"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaced_by",
    )
    recorded_by = models.ForeignKey(
        Person,
        verbose_name=_("recorded by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="evidence_recorded",
        help_text=_("Empty: by the house itself."),
    )
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, default=Decision.WAITING)
    reviewed_by = models.ForeignKey(
        Person,
        verbose_name=_("reviewed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="evidence_reviewed",
        help_text=_("Empty: by the house itself."),
    )
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    ended_at = models.DateTimeField(_("withdrawn or replaced"), null=True, blank=True)
    ended_reason = models.CharField(_("why it no longer counts"), max_length=300, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ("-achieved_on", "-pk")
        indexes = [
            models.Index(fields=["person", "competence", "decision"], name="evidence_of_person"),
            models.Index(fields=["decision", "recorded_at"], name="evidence_by_decision"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "competence"],
                condition=Q(certificate__isnull=False),
                name="evidence_once_a_certificate",
            ),
            models.UniqueConstraint(
                fields=["person", "session_uuid", "competence"],
                condition=Q(session_uuid__isnull=False) & ~Q(decision__in=("withdrawn", "replaced")),
                name="evidence_once_a_session",
            ),
            models.CheckConstraint(
                condition=Q(level__range=(1, HIGHEST_LEVEL)), name="evidence_level_from_one_up"
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gte=F("achieved_on")),
                name="evidence_ends_after_start",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                condition=Q(kind="certificate", certificate__isnull=False)
                | (~Q(kind="certificate") & Q(certificate=None)),
                name="evidence_by_certificate_names_it",
            ),
            models.CheckConstraint(
                condition=Q(kind="session", session_uuid__isnull=False)
                | (~Q(kind="session") & Q(session_uuid=None)),
                name="evidence_of_session_names_it",
            ),
            models.CheckConstraint(
                condition=Q(decision="waiting", reviewed_at=None, ended_at=None)
                | Q(decision__in=("accepted", "refused"), reviewed_at__isnull=False, ended_at=None)
                | Q(decision__in=("withdrawn", "replaced"), ended_at__isnull=False),
                name="evidence_decision_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(replaces=F("id")), name="evidence_replaces_another"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("person")),
                name="evidence_reviewed_by_another",
                violation_error_message=_("Nobody reviews what proves their own competence."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.competence}, {self.get_kind_display()}"

    @property
    def counts(self) -> bool:
        return self.decision == self.Decision.ACCEPTED

    @property
    def is_by_hand(self) -> bool:
        """Written down here by somebody; what a certificate, a list or a recognition proves is not."""
        return not (self.certificate_id or self.session_uuid or self.recognition_id)
