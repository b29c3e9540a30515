from __future__ import annotations

import uuid
from copy import copy
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.certificate import Certificate
from lms.people.models import Organisation


class SigningKeyQuerySet(models.QuerySet["SigningKey"]):
    def published(self) -> Self:
        """Keys that still vouch for what they signed: all but those that fell into wrong hands."""
        return self.filter(compromised_at=None)


class SigningKey(models.Model):
    """A pair of keys that signs badges for a time. Its public half is published for good."""

    kid = models.CharField(_("name of the key"), max_length=43, unique=True)
    algorithm = models.CharField(_("algorithm"), max_length=10, default="RS256")
    public = models.JSONField(_("public key (JWK)"))
    private = models.TextField(_("private key, encrypted"))
    valid_from = models.DateTimeField(_("signs from"))
    valid_until = models.DateTimeField(_("signs until"), null=True, blank=True)
    compromised_at = models.DateTimeField(
        _("fell into wrong hands"),
        null=True,
        blank=True,
        help_text=_("From then on nothing this key signed counts."),
    )

    objects = SigningKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("key of badges")
        verbose_name_plural = _("keys of badges")
        ordering = ("-valid_from",)
        constraints = [
            models.UniqueConstraint(
                models.F("algorithm"), condition=Q(valid_until=None), name="one_signing_key_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(compromised_at=None) | Q(valid_until__isnull=False),
                name="compromised_key_signs_no_more",
            ),
        ]

    def __str__(self) -> str:
        return self.kid


class StatusList(models.Model):
    """A row of bits that says which badges of an organisation were taken back, and not whose they are."""

    SIZE = 131_072
    """Bits in a list; the least that the standard allows, so that one bit hides among many."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="status_lists"
    )
    code = models.SlugField(
        _("code"),
        max_length=20,
        help_text=_("The code by which the organisation signs."),
    )
    key = models.ForeignKey(
        SigningKey, verbose_name=_("signed with"), on_delete=models.PROTECT, related_name="status_lists"
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("status list")
        verbose_name_plural = _("status lists")
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def issuer(self) -> Organisation:
        """The organisation under the code by which it signs here, whatever its code is today."""
        found = copy(self.organisation)
        found.code = self.code
        return found


class BadgeQuerySet(models.QuerySet["Badge"]):
    def held(self) -> Self:
        """Badges that their holders did not take back and whose certificates stand."""
        return self.filter(withdrawn_at=None)


class Badge(models.Model):
    """A certificate as a signed credential. It exists because its holder asked for it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    certificate = models.ForeignKey(
        Certificate, verbose_name=_("certificate"), on_delete=models.PROTECT, related_name="badges"
    )
    credential = models.TextField(
        _("signed credential"),
        blank=True,
        help_text=_("A JWT, as the holder carries it. Empty once it was taken back."),
    )
    key = models.ForeignKey(
        SigningKey, verbose_name=_("signed with"), on_delete=models.PROTECT, related_name="badges"
    )
    status_list = models.ForeignKey(
        StatusList, verbose_name=_("status list"), on_delete=models.PROTECT, related_name="badges"
    )
    index = models.PositiveIntegerField(_("bit in the list"))
    has_name = models.BooleanField(_("says the holder's name"), default=False)
    claimed_at = models.DateTimeField(_("asked for"))
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = BadgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("badge")
        verbose_name_plural = _("badges")
        ordering = ("-claimed_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["status_list", "index"], name="one_badge_a_bit"),
            models.UniqueConstraint(
                fields=["certificate"], condition=Q(withdrawn_at=None), name="one_held_badge_a_certificate"
            ),
            models.CheckConstraint(
                condition=Q(index__gte=0) & Q(index__lt=StatusList.SIZE), name="badge_has_a_bit_of_its_list"
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def is_held(self) -> bool:
        return self.withdrawn_at is None
