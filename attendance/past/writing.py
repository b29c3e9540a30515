"""A file is received, read, written as a whole or not at all, or thrown away."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.core.cache import cache
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from attendance.door.checkin import MOST_EVENTS, note_batch
from attendance.door.events import DoorEvent
from attendance.models import Attendance, PastImport, Scan
from attendance.past.planning import events_of, plan
from attendance.past.reading import RawRow, read
from attendance.past.rows import Effect, Said
from attendance.records.concluding import conclude_run
from lms.people.models import Person
from lms.privacy.audit import record
from lms.privacy.models import AuditEntry
from sessions import no_show
from sessions.models import Place, Run, Session

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from lms.people.models import User

AT_ONCE = 300
"""Files of no more rows are read and written while the reader waits; others by a worker."""
CAUSE = "import"


class RowsWrong(Exception):
    """Something has changed since the file was read: not every row can be written, so none is."""


def receive(upload: UploadedFile, *, by: Person) -> PastImport:
    """Keep a file that can be read. Raises FileRefused; then nothing is kept."""
    rows = read(upload, size=upload.size or 0)
    upload.seek(0)
    digest = hashlib.sha256(upload.read()).hexdigest()
    upload.seek(0)
    name = (upload.name or "").replace("\\", "/").rsplit("/", 1)[-1]
    past_import = PastImport(name=name[-200:], sha256=digest, rows_in_all=len(rows), uploaded_by=by)
    past_import.file.save(f"{past_import.uuid}.xlsx", upload, save=False)
    past_import.save()
    return past_import


def read_rows(past_import: PastImport) -> PastImport:
    """Find out what every row would do, and keep that for the preview. Safe to repeat."""
    if past_import.status != PastImport.Status.READING:
        return past_import

    def note(number: int) -> None:
        PastImport.objects.filter(pk=past_import.pk).update(rows_read=number)

    planned = plan(_raw(past_import), user=_user(past_import), progress=note)
    return _keep(past_import, planned)


def ask_to_write(past_import: PastImport) -> bool:
    """Hand the file over to be written. False when it is not ready, or somebody has just done so."""
    ready = PastImport.objects.filter(pk=past_import.pk, status=PastImport.Status.READY, rows_wrong=0)
    return ready.update(status=PastImport.Status.WRITING) == 1


def write(past_import: PastImport) -> PastImport:
    """Write all rows, or none: whatever has changed since the preview is looked at once more.

    Raises RowsWrong; then the file is ready again with a preview that says why. Written twice, it changes
    nothing the second time.
    """
    try:
        return _write(past_import)
    except RowsWrong:
        _keep(past_import, plan(_raw(past_import), user=_user(past_import)))
        raise
    except Exception:
        PastImport.objects.filter(pk=past_import.pk).update(status=PastImport.Status.READY)
        raise


def discard(past_import: PastImport) -> None:
    """Throw the file away with all it says. What was written stays written."""
    if past_import.file:
        past_import.file.delete(save=False)
    past_import.delete()


def written_so_far(past_import: PastImport) -> int:
    return int(cache.get(_progress(past_import), 0))


@transaction.atomic
def _write(past_import: PastImport) -> PastImport:
    held = PastImport.objects.select_for_update().filter(pk=past_import.pk).first()
    if held is None or held.status == PastImport.Status.DONE:
        return held or past_import
    raw, user, author = _raw(held), _user(held), held.uploaded_by
    _hold(plan(raw, user=user))
    planned = plan(raw, user=user)
    if not all(said.is_understood for said in planned):
        raise RowsWrong
    told = [said for said in planned if said.effect in {Effect.NEW, Effect.CHANGES}]
    done = 0
    for session, rows in _by_session(told):
        _note(rows, session=session, past_import=held, by=author)
        done += len(rows)
        cache.set(_progress(held), done, timeout=3600)
    _count_again(told, by=author)
    record(AuditEntry.Action.CREATED, held, actor=user)
    return _done(held, written=len(told))


def _note(rows: Sequence[Said], *, session: Session, past_import: PastImport, by: Person) -> None:
    events = list(_events(rows, past_import=past_import))
    for start in range(0, len(events), MOST_EVENTS):
        note_batch(events[start : start + MOST_EVENTS], session=session, by=by)


def _events(rows: Iterable[Said], *, past_import: PastImport) -> Iterator[DoorEvent]:
    """Entries in the order in which they count: first what is undone, then what is said instead."""
    facts: dict[str, Any] = {
        "device": f"import-{past_import.uuid.hex}",
        "happened_at": timezone.now(),
        "method": Scan.Method.IMPORT,
        "reason": past_import.name,
    }
    turn = 0
    for said in rows:
        if said.person is None:
            continue
        for scan in said.standing:
            turn += 1
            yield DoorEvent(
                **facts, event_id=uuid4(), sequence=turn, act=Scan.Act.ANNUL, annuls=scan.event_id
            )
        for act, stated_at in events_of(said):
            turn += 1
            yield DoorEvent(
                **facts,
                event_id=uuid4(),
                sequence=turn,
                act=act,
                person=said.person.uuid,
                stated_at=stated_at,
                excuse=said.excuse if act == Scan.Act.EXCUSE else "",
            )


def _hold(planned: Iterable[Said]) -> None:
    """Keep the runs, then the meetings, then the people, always in the same order, as corrections do.

    The lock on the meetings lets those at the door go on: they hold people and then look at the meeting.
    """
    planned = list(planned)
    sessions = {said.session.pk for said in planned if said.session}
    people = {said.person.pk for said in planned if said.person}
    own = Run.objects.filter(sessions__in=sessions)
    guests = Run.objects.filter(places__make_ups__session__in=sessions, places__make_ups__cancelled_at=None)
    for pk in sorted({*own.values_list("pk", flat=True), *guests.values_list("pk", flat=True)}):
        Run.objects.hold(Run(pk=pk))
    meetings = Session.objects.select_for_update(of=("self",), no_key=True)
    list(meetings.filter(pk__in=sessions).order_by("pk"))
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk").values_list("pk"))


def _count_again(told: Iterable[Said], *, by: Person) -> None:
    """Of lists that were handed in, minutes and certificates follow; each run is concluded once."""
    closed = {
        said.session.pk: said.session
        for said in told
        if said.session and said.session.status == Session.Status.CLOSED
    }
    if not closed:
        return
    people = {said.person.pk for said in told if said.person and said.session and said.session.pk in closed}
    came = Attendance.objects.filter(session__in=closed, person__in=people).order_by()
    there = came.exclude(status=Attendance.Status.ABSENT)
    back = Place.objects.filter(pk__in=there.values("place"), status=Place.Status.NO_SHOW)
    no_show.take_back(list(back.select_related("run", "person")), by=by, cause=CAUSE)
    own = {session.run_id for session in closed.values()}
    guests = Q(pk__in=came.values("place__run"), status=Run.Status.FINISHED)
    runs = Run.objects.filter(Q(pk__in=own) | guests).select_related("course", "organiser", "funder")
    for run in runs.order_by("pk"):
        if not run.sessions.filter(status=Session.Status.PLANNED).exists():
            conclude_run(run)


def _by_session(told: Iterable[Said]) -> Iterator[tuple[Session, list[Said]]]:
    found: dict[int, list[Said]] = defaultdict(list)
    for said in told:
        if said.session:
            found[said.session.pk].append(said)
    for pk in sorted(found):
        session = found[pk][0].session
        if session:
            yield session, found[pk]


def _keep(past_import: PastImport, planned: Sequence[Said]) -> PastImport:
    past_import.outcomes = [said.outcome() for said in planned]
    past_import.rows_wrong = sum(not said.is_understood for said in planned)
    past_import.rows_read = len(planned)
    past_import.status = PastImport.Status.READY
    past_import.save(update_fields=["outcomes", "rows_wrong", "rows_read", "status"])
    return past_import


def _done(past_import: PastImport, *, written: int) -> PastImport:
    """What the file said of people is forgotten: it stands in the log now."""
    stored, name = past_import.file.storage, past_import.file.name
    past_import.file = ""
    past_import.outcomes = []
    past_import.rows_written = written
    past_import.status = PastImport.Status.DONE
    past_import.done_at = timezone.now()
    past_import.save()
    if name:
        transaction.on_commit(lambda: stored.delete(name))
    return past_import


def _raw(past_import: PastImport) -> list[RawRow]:
    with past_import.file.open("rb") as file:
        return read(file, size=past_import.file.size)


def _user(past_import: PastImport) -> User:
    """Whose rights count: those of the one who uploaded it, as they are today."""
    user = past_import.uploaded_by.user
    if user is None:
        raise PermissionError("Whoever uploaded the file has no sign-in any more.")
    return user


def _progress(past_import: PastImport) -> str:
    return f"past-import-{past_import.uuid}"


def forget_abandoned(*, before: Any) -> int:
    """Throw away files that were read and never written. Returns how many."""
    abandoned = PastImport.objects.exclude(status=PastImport.Status.DONE).filter(uploaded_at__lt=before)
    number = 0
    for past_import in abandoned:
        discard(past_import)
        number += 1
    return number
