"""The outbox: a message is written in the transaction of its cause, and sent by a worker afterwards.

The table is the queue. The broker only makes things quick: what it loses, ``deliver_due`` finds.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lms.messaging.letters import compose
from lms.messaging.models import Attachment, Message
from lms.messaging.tasks import deliver_message
from lms.people.models import Organisation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from lms.messaging.letters import Letter
    from lms.people.models import Person

log = logging.getLogger(__name__)

BROKER_REST_SECONDS = 20.0


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A file to go with a message: a pass, a calendar entry."""

    name: str
    content_type: str
    content: bytes


@dataclass
class BrokerRest:
    """Until when this process does not try the broker again, by the monotonic clock."""

    until: float = 0.0


broker_rest = BrokerRest()


@transaction.atomic
def write(
    kind: str,
    *,
    to: Person,
    key: str,
    context: Mapping[str, Any],
    attachments: Sequence[Paper] = (),
    not_before: datetime | None = None,
    address: str = "",
    reply_to: str = "",
    on_behalf_of: int | None = None,
) -> Message | None:
    """Write a message in the recipient's language and queue it; it is sent once the transaction commits.

    The words are fixed now: what the message says is what was true when its cause happened. The same
    ``key`` again returns the message already written, whatever became of it. ``address`` overrides the
    person's own e-mail or phone (a code goes to the address that was typed). The coordinators of the
    organisation whose id is ``on_behalf_of`` may see what became of it, and answers go to its e-mail.
    None when there is no address.
    """
    if written := Message.objects.filter(key=key).first():
        return written
    channel, reached_at = _reach(to, address)
    if not reached_at:
        log.warning("No address for a message of kind %s; its recipient is person %s.", kind, to.pk)
        return None
    letter = compose(kind, to=to, channel=channel, context=context, has_papers=bool(attachments))
    message, is_new = Message.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "recipient": to,
            "organisation_id": on_behalf_of,
            "channel": channel,
            "address": reached_at,
            "reply_to": _answers_to(letter, reply_to=reply_to, on_behalf_of=on_behalf_of),
            "language": to.language,
            "subject": letter.subject,
            "text": letter.text,
            "html": letter.html,
            "not_before": not_before or timezone.now(),
        },
    )
    if is_new:
        if channel == Message.Channel.EMAIL and not letter.is_neutral:
            _attach(message, attachments)
        if message.not_before <= timezone.now():
            transaction.on_commit(partial(hand_to_worker, message.pk))
    return message


def is_written(key: str) -> bool:
    """Whether the message of this cause was written before, whatever became of it."""
    return Message.objects.filter(key=key).exists()


def withdraw(key_prefix: str) -> int:
    """Take back the messages of a cause that no longer holds, as far as they are not yet on their way."""
    queued = Message.objects.filter(key__startswith=key_prefix, status=Message.Status.QUEUED)
    return queued.update(status=Message.Status.WITHDRAWN)


def hand_to_worker(message_id: int) -> None:
    """Tell a worker about the message now. A dead broker costs the request nothing but a line in the log.

    After a failure the broker is left alone for a while, so that a hundred messages do not wait for it
    a hundred times.
    """
    if time.monotonic() < broker_rest.until:
        return
    try:
        deliver_message.apply_async((message_id,), retry=False)
    except Exception as error:
        broker_rest.until = time.monotonic() + BROKER_REST_SECONDS
        log.warning("No answer from the broker (%s); message %s waits for the next round.", error, message_id)


def _reach(person: Person, address: str) -> tuple[str, str]:
    """The channel and the address by which a person is reached: e-mail first, SMS where there is none."""
    if address and "@" not in address:
        return Message.Channel.SMS, address
    if email := address or person.email:
        return Message.Channel.EMAIL, email
    return Message.Channel.SMS, person.phone


def _answers_to(letter: Letter, *, reply_to: str, on_behalf_of: int | None) -> str:
    """Answers go to whoever organises. A neutral letter does not say who that is."""
    organiser = None
    if on_behalf_of and not reply_to and not letter.is_neutral:
        organiser = Organisation.objects.filter(pk=on_behalf_of).values_list("email", flat=True).first()
    return ("" if letter.is_neutral else reply_to or organiser) or settings.MESSAGES_REPLY_TO


def _attach(message: Message, papers: Sequence[Paper]) -> None:
    Attachment.objects.bulk_create(
        Attachment(message=message, name=paper.name, content_type=paper.content_type, content=paper.content)
        for paper in papers
    )
