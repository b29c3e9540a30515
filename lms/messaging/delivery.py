"""Sending what the outbox holds: claimed by one worker, tried again with patience, never silently lost.

A claim is one conditional UPDATE on the number of attempts, so two workers cannot both win it, and it is
a lease: when its worker dies, the message is due again once the lease has run out. A worker that died
after the mail server had said yes and before the message was marked leaves a message that will be sent
again. SMTP offers no way to ask; therefore every attempt bears the same ``Message-ID``, made from the
message's key, by which mail systems recognise the second copy. SMS gateways get the key itself.
"""

from __future__ import annotations

import logging
import random
from datetime import timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from lms.messaging.channels import Undeliverable, channel_for
from lms.messaging.models import Message

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 6
LEASE = timedelta(minutes=5)
FIRST_DELAY = timedelta(seconds=30)
DELAY_GROWS = 4
JITTER = 0.2
ROUND_SIZE = 200
SECRET_KINDS = frozenset({"sign_in_code"})


def deliver(message_id: int) -> bool:
    """Send one message if it is due and nobody else has it. True when it went out."""
    message = _claim(message_id)
    if message is None:
        return False
    try:
        channel_for(message).send(message)
    except Undeliverable as error:
        _give_up(message, str(error))
    except Exception as error:
        log.info("Message %s: attempt %s failed.", message.pk, message.attempts, exc_info=True)
        _try_later(message, f"{type(error).__name__}: {error}")
    else:
        return _mark_sent(message)
    return False


def deliver_due() -> int:
    """Send what is due: retries, reminders whose hour has come, and whatever the broker lost."""
    due = Message.objects.due().values_list("pk", flat=True)[:ROUND_SIZE]
    return sum(deliver(message_id) for message_id in list(due))


def delay_after(attempts: int) -> timedelta:
    """How long to wait after so many failures: 30 s, 2 min, 8 min, 32 min, 2 h; a fifth more or less."""
    return FIRST_DELAY * DELAY_GROWS ** (attempts - 1) * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311


def _claim(message_id: int) -> Message | None:
    """Take the message for the length of a lease, or nothing when it is not due or somebody was quicker."""
    message = Message.objects.due().filter(pk=message_id).first()
    if message is None:
        return None
    if message.attempts >= MAX_ATTEMPTS:
        _give_up(message, "The worker stopped during the last attempt.")
        return None
    claimed = (
        Message.objects.due()
        .filter(pk=message_id, attempts=message.attempts)
        .update(
            status=Message.Status.CLAIMED, claimed_until=timezone.now() + LEASE, attempts=F("attempts") + 1
        )
    )
    if not claimed:
        return None
    message.attempts += 1
    return message


def _mark_sent(message: Message) -> bool:
    """Close the claim. A code that has been sent is no longer kept where others could read it."""
    wiped = {"text": "", "html": ""} if message.kind in SECRET_KINDS and not settings.DEMO else {}
    return _settle(message, status=Message.Status.SENT, sent_at=timezone.now(), last_error="", **wiped)


def _try_later(message: Message, error: str) -> None:
    if message.attempts >= MAX_ATTEMPTS:
        _give_up(message, error)
        return
    not_before = timezone.now() + delay_after(message.attempts)
    _settle(message, status=Message.Status.QUEUED, not_before=not_before, last_error=error[:300])


def _give_up(message: Message, error: str) -> None:
    log.error("Message %s was given up: %s", message.pk, error)
    _settle(message, status=Message.Status.FAILED, last_error=error[:300])


def _settle(message: Message, **fields: object) -> bool:
    """Write the outcome, unless the lease ran out meanwhile and another worker holds the message."""
    mine = Message.objects.filter(pk=message.pk, attempts=message.attempts, status=Message.Status.CLAIMED)
    return bool(mine.update(claimed_until=None, **fields))
