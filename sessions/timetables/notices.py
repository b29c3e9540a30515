"""One message for a whole series: whoever comes or holds it reads all the new dates once, never one each."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from lms.messaging import outbox
from lms.messaging.outbox import Paper
from sessions.calendars.places import calendar_of
from sessions.models import Place, Run, SessionTrainer
from sessions.notices import recipients_of, reminder_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from lms.people.models import Person
    from sessions.models import Session


def tell_series(
    run: Run,
    *,
    sessions: Collection[Session],
    moved: Iterable[Session] = (),
    called_off: Collection[Session] = (),
    replaced: Iterable[Person] = (),
) -> None:
    """Tell everyone with a seat, and those who hold the sessions or held them until now (``replaced``).

    ``sessions`` are the new dates. Of sessions that moved and those called off, earlier reminders are
    taken back. Nobody is told of a run that is not published.
    """
    for session in [*moved, *called_off]:
        outbox.withdraw(reminder_key(session))
    if run.status != Run.Status.PUBLISHED or not (sessions or called_off):
        return
    places = _places_by_reader(run)
    held_by = _those_who_hold([*sessions, *called_off]) | {person.pk: person for person in replaced}
    readers = {pk: found[0] for pk, found in places.items()} | held_by
    cause = uuid4().hex
    for reader in readers.values():
        is_trainer = reader.pk in held_by
        outbox.write(
            "series_changed",
            to=reader,
            on_behalf_of=run.organiser_id,
            key=f"series_changed:{cause}:{reader.pk}",
            context={
                "run": run,
                "sessions": sorted(sessions, key=lambda session: session.starts_at),
                "called_off": sorted(called_off, key=lambda session: session.starts_at),
                "is_trainer": is_trainer,
            },
            attachments=[] if is_trainer else [_calendar(places[reader.pk][1], reader)],
        )


def tell_called_off_to_trainers(run: Run, sessions: Collection[Session], *, reason: str) -> None:
    """Tell those who would have held the sessions that the whole run does not take place."""
    for reader in _those_who_hold(sessions).values():
        outbox.write(
            "teaching_called_off",
            to=reader,
            on_behalf_of=run.organiser_id,
            key=f"teaching_called_off:{run.uuid}:{reader.pk}",
            context={
                "run": run,
                "sessions": sorted(sessions, key=lambda session: session.starts_at),
                "reason": reason,
            },
        )


def _places_by_reader(run: Run) -> dict[int, tuple[Person, Place]]:
    """Each reader with the first of the places that concern them."""
    found: dict[int, tuple[Person, Place]] = {}
    for place in run.places.filter(status__in=Place.SEATED).select_related("person", "booked_by"):
        place.run = run
        for reader in recipients_of(place):
            found.setdefault(reader.pk, (reader, place))
    return found


def _those_who_hold(sessions: Iterable[Session]) -> dict[int, Person]:
    """Trainers and interpreters."""
    planned = list(sessions)
    rows = SessionTrainer.objects.filter(session__in=planned).select_related("trainer")
    trainers = {row.trainer_id: row.trainer for row in rows}
    return trainers | {each.interpreter.pk: each.interpreter for each in planned if each.interpreter}


def _calendar(place: Place, reader: Person) -> Paper:
    return Paper(
        name="krok.ics",
        content_type="text/calendar",
        content=calendar_of(place, language=reader.language),
    )
