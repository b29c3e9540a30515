"""People who come without being on the list: written down at the door, and let in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Q

from attendance.door.judgement import Face
from attendance.models import WalkIn
from lms.people.models import Person
from lms.people.names import romanise, search_keys
from sessions.models import Session

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from attendance.door.events import DoorEvent, WalkInWords

Key = TypeVar("Key")


def write_down(events: Iterable[DoorEvent], *, session: Session, by: Person) -> None:
    """Make a person of each walk-in of whom nothing is known yet. Takes no seat. Safe to repeat.

    Their id was made by the device. One that is somebody's already makes nobody: then the event is about
    that person, and nothing of them is changed. At most three queries, none without walk-ins.
    """
    told: dict[UUID, WalkInWords] = {}
    for event in events:
        if event.walk_in and event.person:
            told.setdefault(event.person, event.walk_in)
    if not told:
        return
    known = set(Person.objects.filter(uuid__in=told).values_list("uuid", flat=True))
    people = Person.objects.bulk_create(
        [_person(uuid, words, by=by) for uuid, words in told.items() if uuid not in known]
    )
    WalkIn.objects.bulk_create(
        [
            WalkIn(
                session=session,
                person=person,
                name=told[person.uuid].name,
                contact=told[person.uuid].contact,
                birth_year=told[person.uuid].birth_year,
                created_by=by,
            )
            for person in people
        ]
    )


def as_walk_ins(faces: Mapping[Key, Face], *, session: Session) -> dict[Key, Face]:
    """The faces, with the walk-ins of this session among those without a place.

    Somebody to whom a walk-in was matched is one too. A query only if there are people without a place.
    """
    strangers = {face.person.pk for face in faces.values() if face.place_id is None}
    if not strangers:
        return dict(faces)
    rows = WalkIn.objects.filter(Q(person__in=strangers) | Q(matched_to__in=strangers))
    here: set[int] = set()
    known_as: dict[int, int] = {}
    for person, matched_to, of_session in rows.values_list("person", "matched_to", "session"):
        if matched_to:
            known_as[person] = matched_to
        if of_session == session.pk:
            here |= {person, matched_to} - {None}
    return {
        key: replace(face, is_walk_in=face.person.pk in here, known_as=known_as.get(face.person.pk))
        if face.place_id is None
        else face
        for key, face in faces.items()
    }


def matched(people: Iterable[int]) -> dict[int, int]:
    """Walk-ins among these people, or matched to one of them, and for whom their entries count. One query."""
    ids = set(people)
    rows = WalkIn.objects.filter(Q(person__in=ids) | Q(matched_to__in=ids), matched_to__isnull=False)
    return {person: known_as for person, known_as in rows.values_list("person", "matched_to") if known_as}


def _person(uuid: UUID, words: WalkInWords, *, by: Person) -> Person:
    """Their contact stays with the walk-in: until somebody says who they are, nobody writes to them."""
    first, _space, last = words.name.rpartition(" ")
    given, family = (first, last) if first else (last, "")
    names = {"given_name": _latin(given)[:100], "family_name": _latin(family)[:100]}
    if (given, family) != (names["given_name"], names["family_name"]):
        names |= {"given_name_cyrillic": given[:100], "family_name_cyrillic": family[:100]}
    return Person(uuid=uuid, search_key=search_keys(*names.values()), **names)


def _latin(name: str) -> str:
    """In Latin letters where there are such for it."""
    return romanise(name) or name
