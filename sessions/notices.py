"""What people are told of their places and sessions, written in the transaction of its cause.

The key of a message says its cause, so that the same cause is never told twice to the same person.
Words about a child go to whoever booked for it while that person has it in care, otherwise to its carers.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db.models import Q

from lms.messaging import outbox
from lms.messaging.outbox import Paper
from lms.people.models import Guardianship
from sessions import signals
from sessions.calendars.invitations import CANCEL, REQUEST, invitation_to_session
from sessions.calendars.places import calendar_of
from sessions.links import link_to
from sessions.models import Place, Run
from sessions.queries import sessions_ahead

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from django.dispatch import Signal

    from lms.people.models import Person
    from sessions.models import MakeUp, Room, Session


def recipients_of(place: Place) -> list[Person]:
    """Who reads what concerns a place."""
    person = place.person
    if person.date_of_birth and not person.is_child:
        return [person]
    guardianships = Guardianship.objects.valid_on().filter(child=person).select_related("carer")
    carers = {guardianship.carer_id: guardianship.carer for guardianship in guardianships}
    if place.booked_by_id in carers:
        return [place.booked_by]
    return list(carers.values()) or [place.booked_by if person.is_child else person]


def tell_confirmed(place: Place) -> None:
    _tell_seated(place, "place_confirmed")


def tell_freed(place: Place) -> None:
    _tell_seated(place, "place_freed")


def tell_waiting(place: Place, *, position: int) -> None:
    for reader in recipients_of(place):
        _write("place_waiting", place, to=reader, cause=f"{place.queue_number}:", position=position)


def tell_cancelled(place: Place, *, by_organiser: bool, reason: str) -> None:
    for reader in recipients_of(place):
        _write("place_cancelled", place, to=reader, by_organiser=by_organiser, reason=reason)
    _withdraw_reminders(place)


def tell_called_off(place: Place, *, reason: str) -> None:
    """The whole run does not take place; whoever only waited for it is told too."""
    for reader in recipients_of(place):
        _write("run_called_off", place, to=reader, reason=reason)
    _withdraw_reminders(place)


def tell_place_moved(place: Place, *, old: Place, position: int) -> None:
    """One message for both: the place here is a place no more, and what stands for it there."""
    about: dict[str, Any] = {"position": position, "is_confidential": old.run.is_confidential}
    if place.has_seat:
        _tell_seated(place, "place_moved", **about)
    else:
        for reader in recipients_of(place):
            _write("place_moved", place, to=reader, sessions=sessions_ahead(place.run), **about)
    _withdraw_reminders(old)


def tell_moved(session: Session, *, old_starts_at: datetime, old_room: Room | None) -> None:
    _tell_of_session(session, "session_moved", old_starts_at=old_starts_at, old_room=old_room)


def tell_added(session: Session) -> None:
    _tell_of_session(session, "session_added")


def tell_people_changed(session: Session, *, before: Iterable[Person], after: Iterable[Person]) -> None:
    """Tell those who come to hold a session, and those who no longer do; nobody else needs to know."""
    if session.run.status != Run.Status.PUBLISHED:
        return
    held, holding = ({person.pk: person for person in people} for people in (before, after))
    cause = uuid4().hex
    for reader in (held | holding).values():
        if reader.pk in held and reader.pk in holding:
            continue
        outbox.write(
            "session_staff_changed",
            to=reader,
            on_behalf_of=session.run.organiser_id,
            key=f"session_staff_changed:{session.uuid}:{cause}:{reader.pk}",
            context={"session": session, "run": session.run, "holds_it": reader.pk in holding},
        )


def tell_make_up_booked(make_up: MakeUp) -> None:
    _tell_of_make_up("make_up_booked", make_up)


def tell_make_up_called_off(make_up: MakeUp) -> None:
    _tell_of_make_up("make_up_called_off", make_up)


def _tell_of_make_up(kind: str, make_up: MakeUp) -> None:
    for reader in recipients_of(make_up.place):
        _write(
            kind,
            make_up.place,
            to=reader,
            cause=f"{make_up.pk}:",
            session=make_up.session,
            missed=make_up.missed,
        )


def tell_session_cancelled(session: Session, *, reason: str) -> None:
    _tell_of_session(session, "session_cancelled", reason=reason)


def remind(place: Place, session: Session, *, when: str) -> None:
    """Remind of a session; ``when`` is "two_days" or "two_hours"."""
    for reader in recipients_of(place):
        outbox.write(
            "session_reminder",
            to=reader,
            on_behalf_of=place.run.organiser_id,
            key=f"{reminder_key(session, place)}{session.sequence}:{when}:{reader.pk}",
            context={
                "session": session,
                "run": place.run,
                "place": place,
                "person": place.person,
                "when": when,
                "pass_address": _pass_address(place),
                "place_address": link_to(place, language=reader.language),
            },
        )


def _withdraw_reminders(place: Place) -> None:
    for session in sessions_ahead(place.run):
        outbox.withdraw(reminder_key(session, place))


def _tell_seated(place: Place, kind: str, **context: Any) -> None:
    sessions = sessions_ahead(place.run)
    papers = [paper for _hearer, answer in _ask(signals.confirmation_papers, place) for paper in answer or ()]
    address = _pass_address(place)
    for reader in recipients_of(place):
        calendar = Paper(
            name="krok.ics",
            content_type="text/calendar",
            content=calendar_of(place, language=reader.language),
        )
        _write(
            kind,
            place,
            to=reader,
            papers=[*papers, calendar],
            sessions=sessions,
            pass_address=address,
            **context,
        )


def _tell_of_session(session: Session, kind: str, **context: Any) -> None:
    """Tell everyone with a seat and the trainers; whoever comes with two children reads it once."""
    outbox.withdraw(reminder_key(session))
    if session.run.status != Run.Status.PUBLISHED:
        return
    is_guest = Q(make_ups__session=session, make_ups__cancelled_at=None)
    seated = Place.objects.filter(Q(run=session.run, status__in=Place.SEATED) | is_guest).distinct()
    seated = seated.select_related("person", "booked_by")
    readers: dict[int, Person] = {}
    places: dict[int, list[Place]] = defaultdict(list)
    for place in seated:
        for reader in recipients_of(place):
            readers[reader.pk] = reader
            places[reader.pk].append(place)
    trainers = {trainer.pk: trainer for trainer in session.trainers.all()}
    if session.interpreter:
        trainers[session.interpreter.pk] = session.interpreter
    readers |= trainers
    method = CANCEL if session.is_cancelled else REQUEST
    for reader in readers.values():
        outbox.write(
            kind,
            to=reader,
            on_behalf_of=session.run.organiser_id,
            key=f"{kind}:{session.uuid}:{session.sequence}:{reader.pk}",
            context={
                "session": session,
                "run": session.run,
                "is_trainer": reader.pk in trainers,
                **context,
            },
            attachments=invitation_to_session(
                session, reader=reader, places=places[reader.pk], method=method
            ),
        )


def _write(
    kind: str, place: Place, *, to: Person, cause: str = "", papers: Sequence[Paper] = (), **context: Any
) -> None:
    outbox.write(
        kind,
        to=to,
        on_behalf_of=place.run.organiser_id,
        key=f"{kind}:{place.uuid}:{cause}{to.pk}",
        context={
            "place": place,
            "run": place.run,
            "place_address": link_to(place, language=to.language),
            **context,
        },
        attachments=papers,
    )


def reminder_key(session: Session, place: Place | None = None) -> str:
    """How the keys of reminders begin: those of a session, or of one place at it."""
    return f"session_reminder:{session.uuid}:" + (f"{place.uuid}:" if place else "")


def _pass_address(place: Place) -> str:
    answers = [address for _hearer, address in _ask(signals.pass_address_asked, place) if address]
    return str(answers[0]) if answers else ""


def _ask(signal: Signal, place: Place) -> list[tuple[Any, Any]]:
    return signal.send(sender=Place, place=place)
