"""The people of a list as a device keeps them: a name, what the door must know, hashes of passes."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from attendance.api.schemas import NeedOut, PackagePersonOut, PersonRef
from attendance.codes.passes import SHORT_CODE_LENGTH
from attendance.desk.roster import Row
from attendance.door.judgement import GIVEN_UP, SELF_SERVICE
from attendance.door.kept_apart import expected_near
from attendance.models import Attendance, GuardianConsent, KeptApart, Pass, Scan, WalkIn
from lms.people.models import Guardianship
from lms.people.models.person import AGE_OF_MAJORITY
from sessions.models import MakeUp, Place, Session

if TYPE_CHECKING:
    from uuid import UUID

    from lms.people.models import Person

Standing = Literal["expected", "waiting", "cancelled", "guest", "elsewhere", "walk_in"]
WAITING = (Place.Status.WAITING, Place.Status.OFFERED, Place.Status.APPLIED)
VEIL = 32
RANK: tuple[Standing, ...] = ("guest", "expected", "elsewhere", "waiting", "cancelled", "walk_in")
"""Of several places of one person the first of these counts."""


def name_at_door(person: Person, *, session: Session) -> str:
    """The alias where there is one; of a confidential run never the whole name."""
    if session.run.is_confidential:
        return person.alias or person.given_name
    return person.display_name


class Packer:
    """The people of many sessions, read in a fixed number of queries."""

    def __init__(self, sessions: Sequence[Session]) -> None:
        self.sessions = sessions
        self.seats: dict[int, dict[int, tuple[Standing, Place | None, Person]]] = {}
        self._seat_people()
        self.uuids = {
            pk: person.uuid for seats in self.seats.values() for pk, (_, _, person) in seats.items()
        }
        self.everybody = set(self.uuids)
        self.attendances = {
            (held.session_id, held.person_id): held
            for held in Attendance.objects.filter(session__in=sessions)
        }
        self.came = self._came()
        self.passes: dict[int, list[Pass]] = defaultdict(list)
        for held in Pass.objects.filter(person__in=self.everybody):
            self.passes[held.person_id].append(held)
        self.guardians = self._guardians()
        self.consented = self._consented()
        self.apart = self._kept_apart()
        others = {other for pairs in self.apart.values() for _uuid, other in pairs}
        self.near = expected_near(others, sessions=sessions)

    def people_of(self, session: Session) -> list[PackagePersonOut]:
        here = self.seats[session.pk]
        rows = [self._row(session, standing, place, person) for standing, place, person in here.values()]
        return sorted(rows, key=lambda row: (row.name.casefold(), str(row.person)))

    def old_passes_of(self, session: Session) -> list[str]:
        return sorted(
            held.fingerprint
            for person in self.seats[session.pk]
            for held in self.passes[person]
            if not held.is_valid
        )

    # --- who -----------------------------------------------------------------------------------

    def _seat_people(self) -> None:
        of_run: dict[int, list[Place]] = defaultdict(list)
        runs = {session.run_id for session in self.sessions}
        known = Place.objects.filter(run__in=runs, status__in=(*Place.EXPECTED, *WAITING, *GIVEN_UP))
        for place in known.select_related("person"):
            of_run[place.run_id].append(place)
        make_ups = MakeUp.objects.filter(cancelled_at=None, missed__in=self.sessions)
        elsewhere = set(make_ups.values_list("missed", "place"))
        guests: dict[int, list[Place]] = defaultdict(list)
        coming = MakeUp.objects.filter(
            session__in=self.sessions, cancelled_at=None, place__status__in=Place.EXPECTED
        )
        for make_up in coming.select_related("place__person"):
            guests[make_up.session_id].append(make_up.place)
        walk_ins: dict[int, list[Person]] = defaultdict(list)
        for walk_in in WalkIn.objects.filter(session__in=self.sessions).select_related(
            "person", "matched_to"
        ):
            walk_ins[walk_in.session_id].append(walk_in.matched_to or walk_in.person)

        for session in self.sessions:
            seats: list[tuple[Standing, Place | None, Person]] = [
                (_standing(place, (session.pk, place.pk) in elsewhere), place, place.person)
                for place in of_run[session.run_id]
            ]
            seats += [("guest", place, place.person) for place in guests[session.pk]]
            seats += [("walk_in", None, person) for person in walk_ins[session.pk]]
            # The best place last, so that it stays.
            seats.sort(key=lambda seat: RANK.index(seat[0]), reverse=True)
            self.seats[session.pk] = {
                person.pk: (standing, place, person) for standing, place, person in seats
            }

    def _guardians(self) -> dict[int, list[Person]]:
        """Who may bring and fetch the children of courses that ask for it. A query only if there are such."""
        asking = [session for session in self.sessions if session.run.course.is_handed_over]
        children = {person for session in asking for person in self.seats[session.pk]}
        found: dict[int, list[Person]] = defaultdict(list)
        if children:
            held = Guardianship.objects.valid_on().filter(child__in=children).select_related("carer")
            for guardianship in held.order_by("carer__family_name", "carer__given_name", "pk"):
                found[guardianship.child_id].append(guardianship.carer)
        return found

    def _consented(self) -> set[int]:
        asking = [session for session in self.sessions if session.run.course.needs_consent]
        places = {place.pk for session in asking for _, place, _ in self.seats[session.pk].values() if place}
        if not places:
            return set()
        standing = GuardianConsent.objects.filter(place__in=places, withdrawn_at=None)
        return set(standing.values_list("place", flat=True))

    def _came(self) -> dict[tuple[int, int], Scan]:
        """What let somebody in, as far as it still matters at the door."""
        counted = Scan.objects.filter(session__in=self.sessions, verdict__in=Scan.COUNTED)
        undoings = counted.filter(session=OuterRef("session"), annuls_event=OuterRef("event_id"))
        came = (
            counted.filter(act=Scan.Act.ENTER, person__isnull=False)
            .exclude(Exists(undoings))
            .select_related("noted_by")
        )
        times = {key: held.arrived_at for key, held in self.attendances.items()}
        return {
            (scan.session_id, scan.person_id): scan
            for scan in came.order_by("-received_at", "-pk")
            if scan.person_id and times.get((scan.session_id, scan.person_id)) == scan.time
        }

    def _kept_apart(self) -> dict[int, set[tuple[UUID, int]]]:
        """By person, the pairs they belong to and the other one."""
        pairs = KeptApart.objects.valid_on().filter(Q(one__in=self.everybody) | Q(other__in=self.everybody))
        found: dict[int, set[tuple[UUID, int]]] = defaultdict(set)
        for uuid, one, other in pairs.values_list("uuid", "one", "other"):
            found[one].add((uuid, other))
            found[other].add((uuid, one))
        return found

    # --- one row -------------------------------------------------------------------------------

    def _row(
        self, session: Session, standing: Standing, place: Place | None, person: Person
    ) -> PackagePersonOut:
        held = self.attendances.get((session.pk, person.pk))
        came = self.came.get((session.pk, person.pk)) if held else None
        secret = next((each for each in self.passes[person.pk] if each.is_valid), None)
        age = person.age_on(timezone.localdate(session.starts_at))
        is_listed = standing in {"expected", "guest", "elsewhere", "walk_in"}
        row = Row(person, place, held, is_guest=standing == "guest", is_elsewhere=standing == "elsewhere")
        return PackagePersonOut(
            person=person.uuid,
            name=name_at_door(person, session=session),
            born=person.date_of_birth.year if person.date_of_birth else None,
            is_child=age is not None and age < AGE_OF_MAJORITY,
            fingerprint=secret.fingerprint if secret else "",
            short_fingerprint=_short(session, secret) if secret else "",
            place=standing,
            status=held.status if held else "",
            came_at=held.arrived_at if held else None,
            left_at=held.left_at if held else None,
            came_by=came.noted_by.display_name if came else "",
            scanned_in=came.event_id if came and came.method in SELF_SERVICE else None,
            needs=[NeedOut(**need) for need in row.needs] if is_listed else [],
            guardians=[
                PersonRef(person=carer.uuid, name=name_at_door(carer, session=session))
                for carer in self.guardians[person.pk]
                if session.run.course.is_handed_over
            ],
            has_consent=bool(place and place.pk in self.consented),
            apart=sorted(
                _veiled(self.uuids[other], pair=pair, session=session, secret=secret)
                for pair, other in self.apart.get(person.pk, ())
                if other in self.uuids
            ),
            calls_first=any(
                session.pk in self.near.get(other, ()) for _uuid, other in self.apart.get(person.pk, ())
            ),
        )


def _standing(place: Place, is_elsewhere: bool) -> Standing:
    if place.status in WAITING:
        return "waiting"
    if place.status in GIVEN_UP:
        return "cancelled"
    return "elsewhere" if is_elsewhere else "expected"


def _veiled(other: UUID, *, pair: UUID, session: Session, secret: Pass | None) -> str:
    """Whom somebody must not meet, in 32 + 32 hex signs: a salt, and the other's id under a veil.

    Only the pass of the one who stands at the door lifts it, so the list itself links nobody. Two sides of
    a pair have nothing in common. Of whoever has no pass nobody can lift it, and the coordinator is called.
    """
    salt = hashlib.sha256(f"{pair.hex}{other.hex}{session.uuid.hex}".encode()).hexdigest()[:VEIL]
    key = secret.secret if secret else pair.hex
    veil = hashlib.sha256(f"{session.uuid.hex}{salt}{key}".encode()).hexdigest()[:VEIL]
    return f"{salt}{int(veil, 16) ^ other.int:032x}"


def _short(session: Session, held: Pass) -> str:
    """By which a device knows the beginning of a code that somebody types; another one at every session."""
    signs = session.uuid.hex + held.secret[:SHORT_CODE_LENGTH]
    return hashlib.sha256(signs.encode()).hexdigest()
