"""Who stands before a room code, and whom she may check in: herself, and the children in her care."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attendance.codes.remembered import remembered_person
from attendance.door.guests import is_expected_at
from attendance.models import Attendance, Scan
from lms.people.models import Person
from sessions.models import Place, Session

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Somebody the phone knows: by her sign-in, or because she asked it to remember her."""

    person: Person
    is_signed_in: bool


@dataclass(frozen=True, kw_only=True)
class Comer:
    """One person with a place at this meeting, and what is noted of them."""

    person: Person
    is_visitor: bool
    attendance: Attendance | None
    checks_out: bool
    awaits_nod: bool = False

    @property
    def name(self) -> str:
        return self.person.alias or self.person.given_name

    @property
    def is_in(self) -> bool:
        return self.attendance is not None and self.attendance.was_there

    @property
    def may_come(self) -> bool:
        return not self.is_in and not self.awaits_nod

    @property
    def may_leave(self) -> bool:
        return self.checks_out and self.attendance is not None and self.is_in and not self.attendance.left_at


def visitor_of(request: HttpRequest) -> Visitor | None:
    """Whoever is signed in goes before whoever the phone remembers."""
    if request.user.is_authenticated:
        person = Person.of(request.user)
        return Visitor(person=person, is_signed_in=True) if person else None
    person = remembered_person(request)
    return Visitor(person=person, is_signed_in=False) if person else None


def comers(visitor: Visitor, session: Session) -> list[Comer]:
    """Those of the visitor and the children in her care with a place here; she comes first. Four queries."""
    people = {visitor.person.pk: visitor.person}
    people |= {child.pk: child for child in Person.objects.in_care_of(visitor.person)}
    seated = set(
        Place.objects.filter(is_expected_at(session), person__in=people).values_list("person", flat=True)
    )
    known = {row.person_id: row for row in session.attendances.filter(person__in=seated)}
    nods = waiting_for_a_nod(session, among=seated) if seated else set()
    return [
        Comer(
            person=person,
            is_visitor=pk == visitor.person.pk,
            attendance=known.get(pk),
            checks_out=session.run.checks_out,
            awaits_nod=pk in nods and pk not in known,
        )
        for pk, person in people.items()
        if pk in seated
    ]


def waiting_for_a_nod(session: Session, *, among: set[int]) -> set[int]:
    """Ids of those who used the printed code, whom a trainer has yet to confirm."""
    asked = Scan.objects.filter(session=session, person__in=among, verdict=Scan.Verdict.TO_CONFIRM)
    return {pk for pk in asked.values_list("person", flat=True) if pk is not None}


def standing_of(visitor: Visitor, session: Session) -> str:
    """The status of the visitor's own place in the run, where she has one that seats nobody; else empty."""
    places = Place.objects.filter(run=session.run_id, person=visitor.person).order_by("-created_at", "-pk")
    return places.values_list("status", flat=True).first() or ""
