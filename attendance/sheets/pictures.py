"""Photographs and scans of signed sheets: taken in, read, kept. What they seem to say is only proposed."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from attendance.models import Sheet, SheetPicture
from attendance.models.sheet import private_storage
from attendance.sheets.reading import opening
from attendance.sheets.reading.opening import LARGEST, pages_in
from attendance.sheets.reading.reading import PageRead, find_pages, read_page
from attendance.sheets.reading.refusals import Missed, NotOpened, Trouble

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import IO

    from PIL import Image

    from lms.people.models import Person
    from sessions.models import Session

Status = SheetPicture.Status


class AlreadyConfirmed(Exception):
    """What was confirmed from a picture stands on it: it is not thrown away any more."""


@dataclass
class Read:
    """What was made out of an upload."""

    proposals: list[dict[str, Any]]
    pages: list[PageRead]
    sheet: Sheet | None = None

    @property
    def status(self) -> SheetPicture.Status:
        return Status.READ if self.pages else Status.NOT_READ


def hand_in(file: IO[bytes], *, session: Session, by: Person) -> SheetPicture:
    """Take in a photograph or a scan and propose what its rows say. The same file again is the same picture.

    A good picture that says nothing (of another meeting, without marks) is taken in too, since it may be
    kept with the meeting as it is. Raises NotOpened for what is no picture at all.
    """
    file.seek(0, io.SEEK_END)
    if file.tell() > LARGEST:
        raise NotOpened(Trouble.TOO_LARGE)
    file.seek(0)
    content = file.read()
    sha256 = hashlib.sha256(content).hexdigest()
    if held := session.sheet_pictures.filter(sha256=sha256).first():
        return held
    kind, pictures = pages_in(content)
    read = _read(pictures, session=session)
    uuid = uuid4()
    picture = SheetPicture(
        uuid=uuid,
        session=session,
        sheet=read.sheet,
        sha256=sha256,
        proposals=read.proposals,
        status=read.status,
        uploaded_by=by,
    )
    try:
        with transaction.atomic():
            picture.file.save(f"{uuid}.{opening.KINDS[kind][0]}", ContentFile(content), save=False)
            picture.save()
    except IntegrityError:  # the same file twice in the same instant
        picture.file.delete(save=False)
        return session.sheet_pictures.get(sha256=sha256)
    _keep_pages(picture, read.pages)
    return picture


def _read(pictures: Sequence[Image.Image], *, session: Session) -> Read:
    found = find_pages(pictures)
    sheets = {
        sheet.uuid: sheet
        for sheet in Sheet.objects.filter(
            uuid__in=[sighting.sheet for sighting, _picture, _flat in found], purpose=Sheet.Purpose.TO_SIGN
        )
    }
    proposals: list[dict[str, Any]] = []
    pages: list[PageRead] = []
    missed = Missed.NO_MARKS if not found else Missed.FOREIGN
    kept: Sheet | None = None
    for sighting, picture, flat in found:
        sheet = sheets.get(sighting.sheet)
        if sheet is None:
            continue
        if sheet.session_id != session.pk:
            missed = Missed.OTHER_SESSION
            continue
        rows = sheet.statement["rows"]
        page = read_page(sighting, picture, flat, rows=len(rows) + sheet.statement["blank_rows"])
        if page.picture is None:
            missed = Missed.NOT_FLAT
            continue
        pages.append(page)
        kept = kept or sheet
        proposals += _proposals(page, rows=rows, number=len(pages))
    if not pages:
        return Read([{"missed": missed}], [])
    return Read(proposals, pages, kept)


def _proposals(page: PageRead, *, rows: list[dict[str, Any]], number: int) -> list[dict[str, Any]]:
    """Row by row. A blank one names nobody, and is told of only when somebody wrote into it."""
    found = []
    for read in page.rows:
        is_named = read.row < len(rows)
        if not is_named and read.seems == "empty":
            continue
        found.append(
            {
                "page": number,
                "of_page": page.page,
                "position": read.position,
                "row": read.row,
                "person": rows[read.row]["person"] if is_named else "",
                "name": rows[read.row]["name"] if is_named else "",
                "seems": str(read.seems),
                "signature": str(read.signature),
                "ink": read.ink,
            }
        )
    return found


def missed_in(picture: SheetPicture) -> Missed | None:
    """Why nothing was read, if so."""
    told = next((row["missed"] for row in picture.proposals if "missed" in row), None)
    return Missed(told) if told else None


def other_session_of(picture: SheetPicture) -> UUID | None:
    """The meeting a picture handed in with the wrong one belongs to. Looks at the file once more."""
    with picture.file.open("rb") as file:
        _kind, pictures = pages_in(file.read())
    sheets = [sighting.sheet for sighting, _picture, _flat in find_pages(pictures)]
    found = Sheet.objects.filter(uuid__in=sheets, session__isnull=False).exclude(session=picture.session)
    return found.values_list("session__uuid", flat=True).first()


@transaction.atomic
def attach(picture: SheetPicture) -> SheetPicture:
    """Keep the file with its meeting as it is, without recording anything from it."""
    picture = SheetPicture.objects.select_for_update().get(pk=picture.pk)
    if picture.status in {Status.READ, Status.NOT_READ}:
        picture.status = Status.ATTACHED
        picture.save(update_fields=["status"])
        transaction.on_commit(lambda: drop_pages(picture))
    return picture


@transaction.atomic
def throw_away(picture: SheetPicture) -> None:
    """The wrong file. Raises AlreadyConfirmed for one on which a record stands, or that is kept."""
    picture = SheetPicture.objects.select_for_update().get(pk=picture.pk)
    if picture.status in {Status.CONFIRMED, Status.ATTACHED}:
        raise AlreadyConfirmed
    picture.delete()

    def forget() -> None:
        picture.file.delete(save=False)
        drop_pages(picture)

    transaction.on_commit(forget)


def page_name(picture: SheetPicture, number: int) -> str:
    """Where the flat picture of a page waits until the picture is confirmed."""
    return f"sheet-pages/{picture.uuid}-{number}.jpg"


def _keep_pages(picture: SheetPicture, pages: Sequence[PageRead]) -> None:
    for number, page in enumerate(pages, start=1):
        if page.picture is None:
            continue
        out = io.BytesIO()
        page.picture.save(out, "JPEG", quality=80)
        private_storage().save(page_name(picture, number), ContentFile(out.getvalue()))


def drop_pages(picture: SheetPicture) -> None:
    """Nobody looks at the rows one by one any more; the file itself stays."""
    for number in {row["page"] for row in picture.proposals if "page" in row}:
        private_storage().delete(page_name(picture, number))
