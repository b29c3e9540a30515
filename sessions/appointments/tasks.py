"""What appointments do by themselves: reminders every ten minutes, lapsed holds every minute.

Nothing waits for the second: whoever wants an hour that was held too long takes it at once.
"""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from sessions.appointments import holds, reminders


@shared_task
def queue_appointment_reminders() -> None:
    reminders.queue_reminders(timezone.now())


@shared_task
def release_lapsed_holds() -> None:
    holds.release_lapsed()


@shared_task
def forget_released_holds() -> None:
    holds.forget_released()
