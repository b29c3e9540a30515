from celery import shared_task

from courses.certificates import frozen_pdf
from courses.models import Certificate


@shared_task
def freeze_certificate(certificate_id: int) -> None:
    """Make the PDF of a certificate, once."""
    frozen_pdf(Certificate.objects.get(pk=certificate_id))
