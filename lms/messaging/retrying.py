"""A message that failed is sent again, because somebody has seen why it failed."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.utils import timezone

from lms.messaging.models import Message
from lms.messaging.outbox import hand_to_worker


@transaction.atomic
def send_again(message: Message) -> bool:
    """Queue a failed message anew, with all its attempts before it. False when it has not failed."""
    queued = Message.objects.filter(pk=message.pk, status=Message.Status.FAILED).update(
        status=Message.Status.QUEUED, attempts=0, not_before=timezone.now(), last_error=""
    )
    if queued:
        transaction.on_commit(partial(hand_to_worker, message.pk))
    return bool(queued)
