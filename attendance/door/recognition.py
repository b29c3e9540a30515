"""From codes and names on the list to people and their places; a fixed number of queries a batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import (
    CharField,
    DateField,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    UUIDField,
)
from django.utils import timezone

from attendance.codes.passes import SECRET_LENGTH, code_in
from attendance.door.guests import welcomed
from attendance.door.judgement import GIVEN_UP, Face
from attendance.door.kept_apart import is_kept_apart
from attendance.door.walk_ins import as_walk_ins
from attendance.models import GuardianConsent, Pass, Scan, WalkIn
from lms.people.models import Person
from lms.web.prepared import many, prepared
from sessions.models import Place, Session

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from attendance.door.events import DoorEvent

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
    tapped = {event.event_id: event.person for event in events if event.person}
    noted = _people_noted(set(targets.values()), session=session)
    if codes and (tapped or noted):
        _hold(set(codes.values()), set(tapped.values()), set(noted.values()))
    by_code = _by_code(set(codes.values()), session=session)
    by_uuid, by_id = _by_person(set(tapped.values()), set(noted.values()), session=session)

    faces = {event_id: face for event_id, code in codes.items() if (face := by_code.get(code))}
    faces |= {event_id: by_uuid[uuid] for event_id, uuid in tapped.items() if uuid in by_uuid}
    for event_id, target in targets.items():
        # What is undone was noted before, or comes in the same batch, or has not arrived yet.
        if target in noted:
            faces[event_id] = by_id[noted[target]]
        elif target in faces:
            faces[event_id] = faces[target]
    return as_walk_ins(welcomed(faces, session=session), session=session)


def faces_of_people(ids: Collection[int], *, session: Session) -> dict[int, Face]:
    """The same for people who are known already, by their id."""
    _uuids, found = _by_person(set(), set(ids), session=session)
    return as_walk_ins(welcomed(found, session=session), session=session)


def _hold(codes: set[str], uuids: set[UUID], ids: set[int]) -> None:
    """Lock all the people of a batch in one order, whether scanned, tapped or undone.

    Two devices that tell of the same people in different ways would wait for each other in a circle.
    """
    scanned = Pass.objects.filter(_is_of(codes)).values("person")
    people = Person.objects.filter(Q(uuid__in=uuids) | Q(pk__in=ids) | Q(pk__in=scanned))
    list(people.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def _is_of(codes: set[str]) -> Q:
    """The passes with these secrets; short codes are the beginnings of them."""
    whole, beginnings = _sorted_out(codes)
    return _is_one_of(whole, beginnings)


def _sorted_out(codes: set[str]) -> tuple[list[str], list[str]]:
    whole = [code for code in codes if len(code) == SECRET_LENGTH]
    return whole, [code for code in codes if len(code) < SECRET_LENGTH]


def _is_one_of(whole: Iterable[Any], beginnings: Iterable[Any]) -> Q:
    wanted = Q(secret__in=whole)
    for beginning in beginnings:
        wanted |= Q(secret__startswith=beginning)
    return wanted


@prepared(whole=many(CharField()), beginnings=many(CharField()), run=IntegerField(), day=DateField())
def _passes(*, whole: Any, beginnings: Any, run: Any, day: Any, asks_consent: bool) -> QuerySet[Pass]:
    passes = (
        Pass.objects.filter(_is_one_of(whole, beginnings))
        .select_related("person")
        .select_for_update(of=("person",), no_key=True)
        .order_by("person_id")
    )
    return _with_place(passes, "person__places", run=run, day=day, asks_consent=asks_consent)


def _by_code(codes: set[str], *, session: Session) -> dict[str, Face]:
    if not codes:
        return {}
    whole, beginnings = _sorted_out(codes)
    found: dict[str, dict[int, Face]] = defaultdict(dict)
    for pass_ in _passes.ask(whole=whole, beginnings=beginnings, **_at(session)):
        face = _face(pass_.person, pass_, pass_is_valid=pass_.is_valid)
        for code in {pass_.secret, *(code for code in beginnings if pass_.secret.startswith(code))}:
            _keep_standing(found[code], pass_.pk, face)
    # A beginning that two passes share says nothing.
    return {code: next(iter(of_code.values())) for code, of_code in found.items() if len(of_code) == 1}


@prepared(uuids=many(UUIDField()), ids=many(IntegerField()), run=IntegerField(), day=DateField())
def _people(*, uuids: Any, ids: Any, run: Any, day: Any, asks_consent: bool) -> QuerySet[Person]:
    people = (
        Person.objects.filter(Q(uuid__in=uuids) | Q(pk__in=ids))
        .select_for_update(of=("self",), no_key=True)
        .order_by("pk")
    )
    return _with_place(people, "places", run=run, day=day, asks_consent=asks_consent)


def _by_person(
    uuids: set[UUID], ids: set[int], *, session: Session
) -> tuple[dict[UUID, Face], dict[int, Face]]:
    if not uuids and not ids:
        return {}, {}
    found: dict[int, Face] = {}
    for person in _people.ask(uuids=uuids, ids=ids, **_at(session)):
        face = _face(person, person)
        _keep_standing(found, person.pk, face)
    return {face.person.uuid: face for face in found.values()}, found


def _at(session: Session) -> dict[str, Any]:
    """What is looked at of a session."""
    return {
        "run": session.run_id,
        "day": timezone.localdate(session.starts_at),
        "asks_consent": session.run.course.needs_consent,
    }


def _with_place(rows: QuerySet[Any], path: str, *, run: Any, day: Any, asks_consent: bool) -> QuerySet[Any]:
    """One row for each place in the run, and one without where there is none."""
    of_person = path.removesuffix("places") + "pk"
    rows = rows.annotate(
        place=FilteredRelation(path, condition=Q(**{f"{path}__run": run})),
        place_id=F("place__pk"),
        place_status=F("place__status"),
        is_kept_apart=is_kept_apart(OuterRef(of_person), on=day),
        has_walk_ins=Exists(WalkIn.objects.filter(matched_to=OuterRef(of_person))),
    )
    if not asks_consent:
        return rows
    standing = GuardianConsent.objects.filter(place=OuterRef("place__pk"), withdrawn_at=None)
    return rows.annotate(has_consent=Exists(standing))


def _face(person: Person, row: Any, *, pass_is_valid: bool = True) -> Face:
    return Face(
        person=person,
        pass_is_valid=pass_is_valid,
        place_id=row.place_id,
        place_status=row.place_status or "",
        has_consent=getattr(row, "has_consent", False),
        is_kept_apart=row.is_kept_apart,
        has_walk_ins=row.has_walk_ins,
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
