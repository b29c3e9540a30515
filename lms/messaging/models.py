from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.models import Organisation, Person


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self) -> Self:
        """What may be sent now: queued and its hour has come, or claimed by a worker that died."""
        now = timezone.now()
        return self.filter(
            Q(status=Message.Status.QUEUED, not_before__lte=now)
            | Q(status=Message.Status.CLAIMED, claimed_until__lt=now)
        ).order_by("not_before", "pk")


class Message(models.Model):
    """One message to one person: written with its cause, sent by a worker."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("e-mail")
        SMS = "sms", _("SMS")

    class Status(models.TextChoices):
        QUEUED = "queued", _("queued")
        CLAIMED = "claimed", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    key = models.CharField(
        _("key"),
        max_length=150,
        unique=True,
        help_text=_("What the message is about; the same key is never written twice."),
    )
    kind = models.CharField(_("kind"), max_length=50)
    recipient = models.ForeignKey(
        Person, verbose_name=_("recipient"), null=True, on_delete=models.CASCADE, related_name="messages"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("on behalf of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="messages",
        help_text=_("Whose coordinators may see what became of it. A code for signing in has none."),
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.EMAIL)
    address = models.CharField(_("address"), max_length=254)
    reply_to = models.EmailField(_("replies go to"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Person.Language)
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.QUEUED)
    not_before = models.DateTimeField(_("not before"), default=timezone.now)
    claimed_until = models.DateTimeField(_("claimed until"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ("-created_at", "-pk")
        indexes = [
            models.Index(fields=["status", "not_before"], name="message_due"),
            models.Index(fields=["recipient", "-created_at"], name="message_of_person"),
        ]

    def __str__(self) -> str:
        return self.subject


class Attachment(models.Model):
    """A file that goes with a message: a pass, a calendar entry."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(_("name"), max_length=100)
    content_type = models.CharField(_("kind of file"), max_length=100)
    content = models.BinaryField(_("content"))

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name
