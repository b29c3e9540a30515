"""The Celery application: tasks are found in each room's ``tasks.py``, and their hours are kept here.

Everything that beat starts is safe to skip and safe to repeat, so a round that could not begin before
the next one is dropped (``expires``).
"""

import os
from typing import Any

from celery import Celery
from celery.schedules import crontab
from django.conf import settings
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.development")
TRANSPORT_ALIASES["filesystem"] = "lms.file_broker:Transport"

app = Celery("krok")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "send what is due": {
        "task": "lms.messaging.tasks.deliver_due_messages",
        "schedule": 20.0,
        "options": {"expires": 20},
    },
    "write reminders": {
        "task": "sessions.tasks.queue_reminders",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 600},
    },
    "write reminders of appointments": {
        "task": "sessions.appointments.tasks.queue_appointment_reminders",
        "schedule": crontab(minute="3-59/10"),
        "options": {"expires": 600},
    },
    "give back hours that were held too long": {
        "task": "sessions.appointments.tasks.release_lapsed_holds",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "forget hours that were held and not taken": {
        "task": "sessions.appointments.tasks.forget_released_holds",
        "schedule": crontab(hour="3", minute="50"),
        "options": {"expires": 3600},
    },
    "publish and take down pages": {
        "task": "cms.tasks.follow_schedules",
        "schedule": crontab(),
        "options": {"expires": 60},
    },
    "draw the papers of closed lists that are missing": {
        "task": "attendance.tasks.draw_missing_sheets",
        "schedule": crontab(minute="40"),
        "options": {"expires": 1800},
    },
    "forget visitors who went away": {
        "task": "lms.people.tasks.clear_sessions",
        "schedule": crontab(minute="25"),
        "options": {"expires": 1800},
    },
    "offer free seats to those who wait": {
        "task": "sessions.tasks.offer_free_seats",
        "schedule": crontab(minute="5-59/10"),
        "options": {"expires": 600},
    },
    "end offers that nobody answered": {
        "task": "sessions.tasks.expire_offers",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "tell those who waited in vain": {
        "task": "sessions.tasks.close_queues",
        "schedule": crontab(minute="2-59/10"),
        "options": {"expires": 600},
    },
    "ask for decisions on small runs": {
        "task": "sessions.tasks.remind_of_decisions",
        "schedule": crontab(hour="7", minute="0"),
        "options": {"expires": 3600},
    },
    "give inductions and remind of talks about plans": {
        "task": "courses.tasks.look_after_plans",
        "schedule": crontab(hour="6", minute="20"),
        "options": {"expires": 3600},
    },
    "unfold timetables": {
        "task": "sessions.tasks.keep_timetables_unfolded",
        "schedule": crontab(hour="3", minute="10"),
        "options": {"expires": 3600},
    },
    "remind of certificates that lapse": {
        "task": "courses.tasks.remind_of_expiry",
        "schedule": crontab(hour="8", minute="20"),
        "options": {"expires": 36000},
    },
    "take away files of packages that nobody kept": {
        "task": "courses.tasks.tidy_packages",
        "schedule": crontab(hour="4", minute="5"),
        "options": {"expires": 3600},
    },
    "take away papers that no record names": {
        "task": "courses.tasks.tidy_papers",
        "schedule": crontab(hour="4", minute="10"),
        "options": {"expires": 3600},
    },
    "change the key of the badges": {
        "task": "courses.tasks.rotate_badge_keys",
        "schedule": crontab(hour="4", minute="15"),
        "options": {"expires": 36000},
    },
    "ask for the yearly review of the declaration": {
        "task": "cms.tasks.remind_of_declaration",
        "schedule": crontab(month_of_year="3", hour="7", minute="30"),
        "options": {"expires": 3600},
    },
    "work out what competences everybody holds": {
        "task": "courses.tasks.recalculate_standings",
        "schedule": crontab(hour="0", minute="20"),
        "options": {"expires": 3600},
    },
    "forget files of past attendance that were never written": {
        "task": "attendance.tasks.forget_abandoned_imports",
        "schedule": crontab(hour="3", minute="35"),
        "options": {"expires": 3600},
    },
    "grade quizzes whose time is over": {
        "task": "courses.tasks.close_attempts",
        "schedule": crontab(minute="4-59/10"),
        "options": {"expires": 600},
    },
    "forget who never confirmed": {
        "task": "lms.people.tasks.purge_unconfirmed",
        "schedule": crontab(hour="3", minute="40"),
        "options": {"expires": 3600},
    },
}


@app.on_after_configure.connect
def plan_the_demonstration(sender: Celery, **_kwargs: Any) -> None:
    """Asked only when Celery starts: the settings are still being read while this module is imported."""
    if settings.DEMO:
        refresh = sender.signature("lms.demo.tasks.refresh_demonstration")
        sender.add_periodic_task(crontab(hour="0", minute="5"), refresh, name="keep the demonstration alive")
