"""What the sessions do by themselves. Beat starts these (``lms.celery``):

- ``queue_reminders`` every ten minutes,
- ``offer_free_seats`` every ten minutes: seats that became free without a verb, or for which somebody in
  the queue had been busy,
- ``expire_offers`` every minute: what nobody answered in time goes to the next,
- ``close_queues`` every ten minutes: whoever waits in vain is told so before the start,
- ``remind_of_decisions`` every morning: runs that too few people come to,
- ``keep_timetables_unfolded`` once a night.

Those of appointments stand in ``sessions.appointments.tasks``.
"""

from __future__ import annotations

import logging

from celery import shared_task
from django.utils import timezone

import sessions.appointments.tasks  # noqa: F401 - Celery looks for tasks in this module only
from sessions import decision, reminders, seat_offers, timetable, waiting_list
from sessions.apart import each_apart
from sessions.models import Run

log = logging.getLogger(__name__)


@shared_task
def queue_reminders() -> None:
    reminders.queue_reminders(timezone.now())


@shared_task
def offer_free_seats() -> None:
    each_apart(waiting_list.offer_free_seats, Run.objects.with_seats_to_fill())


@shared_task
def expire_offers() -> None:
    seat_offers.expire_lapsed()


@shared_task
def close_queues() -> None:
    waiting_list.close_queues()


@shared_task
def remind_of_decisions() -> None:
    decision.remind_of_decisions()


@shared_task
def keep_timetables_unfolded() -> None:
    for series, unfolded in timetable.keep_unfolded(timezone.localdate()):
        log.warning(
            "Timetable %s needs a look: %d sessions are no longer given, %d hours could not be planned.",
            series.pk,
            len(unfolded.gone),
            len(unfolded.refused),
        )
