"""What a list said when it was closed, kept for ever with its SHA-256."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction

from attendance.models import Sheet
from attendance.sheets.printing import draw, keep, write_down
from attendance.sheets.run_statement import run_statement_of
from attendance.sheets.statement import OFFICIAL_LANGUAGE, statement_of

if TYPE_CHECKING:
    from typing import IO

    from django.db.models import QuerySet

    from lms.people.models import Person
    from sessions.models import Run, Session

PIECE = 64 * 1024


def freeze(session: Session, *, by: Person) -> Sheet:
    """Keep the list as it was closed. A list opened and closed again gets a new sheet; the old one stays.

    So does one that was corrected since. Asking twice about the same list returns the sheet that it has.
    What it says is written down at once; the paper is drawn when that is committed, so that nobody at the
    door waits for it, and is the same whenever it is drawn.
    """
    statement = statement_of(session, purpose=Sheet.Purpose.RECORD, language=OFFICIAL_LANGUAGE)
    frozen = session.sheets.filter(purpose=Sheet.Purpose.RECORD)
    if session.closed_at:
        held = frozen.filter(made_at__gte=session.closed_at).first()
        if held and held.statement == statement:
            return held
    sheet = write_down(statement, purpose=Sheet.Purpose.RECORD, by=by, session=session)
    transaction.on_commit(lambda: draw(sheet), robust=True)
    return sheet


def freeze_run(run: Run, *, by: Person) -> Sheet:
    """Keep the list of a whole run as it stands. The same again is the same sheet."""
    statement = run_statement_of(run, language=OFFICIAL_LANGUAGE)
    held = run.sheets.filter(purpose=Sheet.Purpose.RECORD).first()
    if held and held.statement == statement:
        return held
    return keep(statement, purpose=Sheet.Purpose.RECORD, by=by, run=run)


def frozen_as(file: IO[bytes], *, among: QuerySet[Sheet]) -> Sheet | None:
    """The frozen sheet that this very file is, or none: one changed letter makes it another file."""
    digest = hashlib.sha256()
    file.seek(0)
    while piece := file.read(PIECE):
        digest.update(piece)
    return among.filter(purpose=Sheet.Purpose.RECORD, sha256=digest.hexdigest()).first()
