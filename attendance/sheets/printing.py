"""Sheets to be signed. Each printing of the same list is the same sheet, so that any copy is read back."""

from __future__ import annotations

import hashlib
import logging
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.utils import timezone

from attendance.models import Sheet
from attendance.sheets.paper import sheet_pdf
from attendance.sheets.statement import OFFICIAL_LANGUAGE, statement_of

if TYPE_CHECKING:
    from lms.people.models import Person
    from sessions.models import Run, Session

log = logging.getLogger(__name__)


def sheet_to_sign(session: Session, *, by: Person, language: str = OFFICIAL_LANGUAGE) -> Sheet:
    """The sheet of the list as it stands. Printed again while nothing has changed, it is the same one."""
    statement = statement_of(session, purpose=Sheet.Purpose.TO_SIGN, language=language)
    printed = session.sheets.filter(purpose=Sheet.Purpose.TO_SIGN, statement__language=language).first()
    if printed and printed.statement == statement:
        return printed
    return keep(statement, purpose=Sheet.Purpose.TO_SIGN, by=by, session=session)


def keep(
    statement: dict[str, Any],
    *,
    purpose: Sheet.Purpose,
    by: Person,
    session: Session | None = None,
    run: Run | None = None,
) -> Sheet:
    """Draw a statement and keep both with the SHA-256 of the file."""
    return draw(write_down(statement, purpose=purpose, by=by, session=session, run=run))


def write_down(
    statement: dict[str, Any],
    *,
    purpose: Sheet.Purpose,
    by: Person,
    session: Session | None = None,
    run: Run | None = None,
) -> Sheet:
    """Keep what the paper will say, for ``draw``; all that it is drawn from stands in the row."""
    return Sheet.objects.create(
        session=session, run=run, purpose=purpose, statement=statement, made_at=timezone.now(), made_by=by
    )


def draw(sheet: Sheet) -> Sheet:
    """Draw the paper of a sheet and keep it with its SHA-256. One that was drawn stays as it is."""
    if sheet.sha256:
        return sheet
    content = sheet_pdf(sheet.statement, made_at=sheet.made_at, sheet=sheet.uuid)
    sheet.pdf.save(f"{sheet.uuid}.pdf", ContentFile(content), save=False)
    sheet.sha256 = hashlib.sha256(content).hexdigest()
    if not Sheet.objects.filter(pk=sheet.pk, sha256="").update(pdf=sheet.pdf.name, sha256=sheet.sha256):
        sheet.pdf.delete(save=False)
        sheet.refresh_from_db()
    return sheet


def draw_missing() -> int:
    """Draw what nobody could draw when it was closed. Returns how many sheets.

    One that cannot be drawn stands in no other's way; it is in the log of errors, and is tried again.
    """
    drawn = 0
    for sheet in Sheet.objects.filter(sha256=""):
        try:
            draw(sheet)
        except Exception:
            log.exception("Sheet %s could not be drawn.", sheet.pk)
        else:
            drawn += 1
    return drawn
