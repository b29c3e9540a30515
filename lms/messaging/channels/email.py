from __future__ import annotations

import hashlib
from smtplib import SMTPRecipientsRefused
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from lms.messaging.channels.errors import Undeliverable

if TYPE_CHECKING:
    from lms.messaging.models import Message

PERMANENT_REFUSAL = 500


class EmailChannel:
    """Django's mail, with text, HTML and files."""

    def send(self, message: Message) -> None:
        try:
            as_mail(message).send()
        except SMTPRecipientsRefused as refusal:
            code, reason = refusal.recipients.get(message.address, (0, b""))
            if code < PERMANENT_REFUSAL:
                raise
            raise Undeliverable(f"{code} {reason.decode(errors='replace')}") from refusal


def as_mail(message: Message) -> EmailMultiAlternatives:
    """The message as an e-mail. Its headers tell other machines not to answer it."""
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        to=[message.address],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers={
            "Message-ID": message_id(message.key),
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            "Content-Language": message.language,
        },
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    for paper in message.attachments.all():
        mail.attach(paper.name, bytes(paper.content), paper.content_type)
    return mail


def message_id(key: str) -> str:
    """The same for every attempt at the same message, and telling nothing of what it is about."""
    digest = hashlib.sha256(f"{settings.SECRET_KEY}:{key}".encode()).hexdigest()[:40]
    return f"<{digest}@{urlsplit(settings.SITE_ADDRESS).hostname or 'localhost'}>"
