"""What the sessions do by themselves. Beat starts these (``lms.celery``):

- ``queue_reminders`` every ten minutes,
- ``fill_free_seats`` every ten minutes: seats that became free without a verb, as when a coordinator
  allows more people, or for whom somebody in the queue had been busy,
- ``keep_timetables_unfolded`` once a night.
"""

from __future__ import annotations

import logging

from celery import shared_task
from django.utils import timezone

from sessions import reminders, timetable, waiting_list
from sessions.models import Run

log = logging.getLogger(__name__)


@shared_task
def queue_reminders() -> None:
    reminders.queue_reminders(timezone.now())


@shared_task
def fill_free_seats() -> None:
    for run in Run.objects.with_seats_to_fill():
        waiting_list.fill_seats(run)


@shared_task
def keep_timetables_unfolded() -> None:
    for series, unfolded in timetable.keep_unfolded(timezone.localdate()):
        for session in unfolded.gone:
            log.warning("Session %s is no longer given by timetable %s.", session.pk, series.pk)
        for clash in unfolded.clashes:
            resources = ", ".join(str(resource.pk) for resource in clash.resources)
            log.warning(
                "Timetable %s could not be unfolded at %s: resources %s.", series.pk, clash.hours, resources
            )
