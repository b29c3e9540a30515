"""Work of the queue ``messages``: ids in, nothing out, safe to run twice."""

from celery import shared_task

from lms.messaging import delivery


@shared_task
def deliver_message(message_id: int) -> None:
    delivery.deliver(message_id)


@shared_task
def deliver_due_messages() -> None:
    delivery.deliver_due()
