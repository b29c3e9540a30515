"""Work in the background about the public site."""

from celery import shared_task

from cms.duties import review
from cms.editing import schedule
from cms.leaflets import press
from cms.models import LeafletEdition


@shared_task
def follow_schedules() -> None:
    """Publish what is due and take down what has expired."""
    schedule.follow_schedules()


@shared_task
def remind_of_declaration() -> None:
    """Ask the editors to review the accessibility declaration, while that is due."""
    review.remind()


@shared_task
def print_leaflet(edition_id: int) -> None:
    """Make the papers of a version of a leaflet before the first reader asks for them."""
    if edition := LeafletEdition.objects.filter(pk=edition_id).select_related("page").first():
        press.make_papers(edition)
