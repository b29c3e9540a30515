"""Work in the background about the public site."""

from celery import shared_task

from cms.duties import review
from cms.editing import schedule


@shared_task
def follow_schedules() -> None:
    """Publish what is due and take down what has expired."""
    schedule.follow_schedules()


@shared_task
def remind_of_declaration() -> None:
    """Ask the editors to review the accessibility declaration, while that is due."""
    review.remind()
