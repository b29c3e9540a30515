from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from lms.messaging.channels.errors import Undeliverable

if TYPE_CHECKING:
    from lms.messaging.models import Message


class SmsGateway(Protocol):
    """What a provider's class must be able to do. Named by ``SMS_GATEWAY`` as a dotted path."""

    def send(self, *, phone: str, text: str, idempotency_key: str) -> None:
        """Send one SMS. The same key is never charged and never sent twice.

        Raises ``Undeliverable`` when the number can never be reached; any other error is tried again.
        """


class RecordedGateway:
    """Sends nothing: the message stays readable on the demonstration's page."""

    def __init__(self) -> None:
        if not settings.DEMO:
            raise ImproperlyConfigured(
                "The recorded SMS gateway sends nothing; it is for demonstrations only."
            )

    def send(self, *, phone: str, text: str, idempotency_key: str) -> None:
        return


class SmsChannel:
    def send(self, message: Message) -> None:
        if not settings.SMS_GATEWAY:
            raise Undeliverable("No SMS gateway is set; call this person instead.")
        gateway = cast("SmsGateway", import_string(settings.SMS_GATEWAY)())
        gateway.send(phone=message.address, text=message.text, idempotency_key=message.key)
