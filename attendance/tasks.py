"""What the records of attendance do by themselves, or when it takes longer than a reader waits."""

from __future__ import annotations

import logging
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from attendance.models import PastImport
from attendance.past import writing
from attendance.sheets import printing
from lms.privacy.leftovers import take_away_leftovers

log = logging.getLogger(__name__)
DAYS_KEPT = 7


@shared_task
def read_past_import(past_import_id: int) -> None:
    """Find out what the rows of a large file would do."""
    if past_import := PastImport.objects.filter(pk=past_import_id).first():
        writing.read_rows(past_import)


@shared_task
def write_past_import(past_import_id: int) -> None:
    """Write a large file, or put it back with a preview that says why not."""
    past_import = PastImport.objects.filter(pk=past_import_id).first()
    if past_import is None:
        return
    try:
        writing.write(past_import)
    except writing.RowsWrong:
        log.info("Import %s was put back: something has changed since it was read.", past_import_id)


@shared_task
def forget_abandoned_imports() -> None:
    """Files that somebody uploaded and never had written: what they say of people is not kept."""
    writing.forget_abandoned(before=timezone.now() - timedelta(days=DAYS_KEPT))
    take_away_leftovers(PastImport.file.field)


@shared_task
def draw_missing_sheets() -> None:
    """Papers of closed lists that could not be drawn when they were closed."""
    printing.draw_missing()
