"""Work in the background about people."""

from celery import shared_task
from django.core.management import call_command

from lms.people import sign_up


@shared_task
def purge_unconfirmed() -> None:
    """Remove those who typed an address and never confirmed it."""
    sign_up.purge_unconfirmed()


@shared_task
def clear_sessions() -> None:
    """Remove what visitors typed and left behind, and sign-ins that ran out."""
    call_command("clearsessions")
