"""Work in the background about the public site."""

from celery import shared_task

from cms.editing import schedule


@shared_task
def follow_schedules() -> None:
    """Publish what is due and take down what has expired."""
    schedule.follow_schedules()
