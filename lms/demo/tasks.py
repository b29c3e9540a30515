"""Beat starts this after midnight, in demonstrations only."""

from celery import shared_task

from lms.demo.seed.refresh import refresh


@shared_task
def refresh_demonstration() -> None:
    refresh()
