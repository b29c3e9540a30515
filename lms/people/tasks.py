"""Work in the background about people."""

from celery import shared_task

from lms.people import sign_up


@shared_task
def purge_unconfirmed() -> None:
    """Remove those who typed an address and never confirmed it."""
    sign_up.purge_unconfirmed()
