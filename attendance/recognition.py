"""From codes and names on the list to people and their places; a fixed number of queries a batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import F, FilteredRelation, Q

from attendance.guests import welcomed
from attendance.judgement import GIVEN_UP, Face
from attendance.models import Pass, Scan
from attendance.passes import SECRET_LENGTH, code_in
from lms.people.models import Person
from sessions.models import Place, Session

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from attendance.events import DoorEvent

# Of several places in one run at most one is held; the others came to their end before.
_STANDING = (
    Place.Status.CONFIRMED,
    Place.Status.NO_SHOW,
    Place.Status.OFFERED,
    Place.Status.WAITING,
    Place.Status.APPLIED,
    *GIVEN_UP,
    *(status for status in Place.OVER if status not in GIVEN_UP),
    "",
)


def faces_of(events: Sequence[DoorEvent], *, session: Session) -> dict[UUID, Face]:
    """Who each event is about, by event id; whoever is not known is left out.

    The people are locked until the transaction ends, so that two devices that note the same person
    at once derive the attendance one after the other.
    """
    codes = {event.event_id: code for event in events if event.code and (code := code_in(event.code))}
    targets = {event.event_id: event.annuls for event in events if event.annuls}
    by_code = _by_code(set(codes.values()), run_id=session.run_id)
    noted = _people_noted(set(targets.values()), session=session)
    tapped = {event.event_id: event.person for event in events if event.person}
    by_uuid, by_id = _by_person(set(tapped.values()), set(noted.values()), run_id=session.run_id)

    faces = {event_id: face for event_id, code in codes.items() if (face := by_code.get(code))}
    faces |= {event_id: by_uuid[uuid] for event_id, uuid in tapped.items() if uuid in by_uuid}
    for event_id, target in targets.items():
        # What is undone was noted before, or comes in the same batch, or has not arrived yet.
        if target in noted:
            faces[event_id] = by_id[noted[target]]
        elif target in faces:
            faces[event_id] = faces[target]
    return welcomed(faces, session=session)


def _by_code(codes: set[str], *, run_id: int) -> dict[str, Face]:
    if not codes:
        return {}
    wanted = Q(secret__in=[code for code in codes if len(code) == SECRET_LENGTH])
    for beginning in (code for code in codes if len(code) < SECRET_LENGTH):
        wanted |= Q(secret__startswith=beginning)
    passes = (
        Pass.objects.filter(wanted)
        .select_related("person")
        .select_for_update(of=("person",), no_key=True)
        .order_by("person_id")
    )
    found: dict[str, dict[int, Face]] = defaultdict(dict)
    for pass_ in _with_place(passes, "person__places", run_id=run_id):
        face = Face(
            person=pass_.person,
            pass_is_valid=pass_.is_valid,
            place_id=pass_.place_id,
            place_status=pass_.place_status or "",
        )
        for code in {pass_.secret, *(code for code in codes if pass_.secret.startswith(code))}:
            _keep_standing(found[code], pass_.pk, face)
    # A beginning that two passes share says nothing.
    return {code: next(iter(of_code.values())) for code, of_code in found.items() if len(of_code) == 1}


def _by_person(uuids: set[UUID], ids: set[int], *, run_id: int) -> tuple[dict[UUID, Face], dict[int, Face]]:
    if not uuids and not ids:
        return {}, {}
    people = (
        Person.objects.filter(Q(uuid__in=uuids) | Q(pk__in=ids))
        .select_for_update(of=("self",), no_key=True)
        .order_by("pk")
    )
    found: dict[int, Face] = {}
    for person in _with_place(people, "places", run_id=run_id):
        face = Face(person=person, place_id=person.place_id, place_status=person.place_status or "")
        _keep_standing(found, person.pk, face)
    return {face.person.uuid: face for face in found.values()}, found


def _with_place(rows: QuerySet[Any], path: str, *, run_id: int) -> QuerySet[Any]:
    """One row for each place in the run, and one without where there is none."""
    return rows.annotate(
        place=FilteredRelation(path, condition=Q(**{f"{path}__run": run_id})),
        place_id=F("place__pk"),
        place_status=F("place__status"),
    )


def _keep_standing(found: dict[int, Face], key: int, face: Face) -> None:
    held = found.get(key)
    if held is None or _STANDING.index(face.place_status) < _STANDING.index(held.place_status):
        found[key] = face


def _people_noted(event_ids: set[UUID], *, session: Session) -> dict[UUID, int]:
    if not event_ids:
        return {}
    scans = Scan.objects.filter(session=session, event_id__in=event_ids, person__isnull=False)
    return {event_id: person for event_id, person in scans.values_list("event_id", "person_id") if person}
