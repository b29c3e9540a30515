"""The ways by which a message leaves the house."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from lms.messaging.channels.email import EmailChannel
from lms.messaging.channels.errors import Undeliverable
from lms.messaging.channels.sms import SmsChannel

if TYPE_CHECKING:
    from lms.messaging.models import Message

__all__ = ["Channel", "Undeliverable", "channel_for"]


class Channel(Protocol):
    def send(self, message: Message) -> None:
        """Hand the message over. Raises ``Undeliverable`` when trying again cannot help."""


def channel_for(message: Message) -> Channel:
    return SmsChannel() if message.channel == message.Channel.SMS else EmailChannel()
