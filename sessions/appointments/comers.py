"""A carer and the children in care, before one kind of help: for whom of them it can be booked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.functional import cached_property

from lms.people.care import add_child
from lms.people.models import Acceptance, Person
from sessions.appointments.booking import book
from sessions.appointments.who_may import is_a_child, is_for
from sessions.errors import NotInYourCare
from sessions.models import Service

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lms.people.models import InformationClause
    from sessions.models import Appointment

ME = "me"
NEW_CHILD = "new"


@dataclass(frozen=True)
class Comers:
    """Whoever asks, and the children in their care. Without a carer: somebody nobody knows yet."""

    carer: Person | None
    service: Service

    @cached_property
    def children(self) -> list[Person]:
        return list(Person.objects.in_care_of(self.carer)) if self.carer else []

    @cached_property
    def options(self) -> dict[str, Person | None]:
        """Who can come, by the word under which a form knows them."""
        found: dict[str, Person | None] = {}
        audience = self.service.audience
        if is_for(self.service, self.carer) if self.carer else audience != Service.Audience.CHILDREN:
            found[ME] = self.carer
        found |= {str(child.uuid): child for child in self.children if is_for(self.service, child)}
        carer_is_a_child = self.carer is not None and is_a_child(self.carer)
        if audience != Service.Audience.ADULTS and not carer_is_a_child:
            found[NEW_CHILD] = None
        return found

    def carer_of(self, word: str) -> Person | None:
        """The carer who comes along and stays, when it is for a child and the kind of help asks for it."""
        return self.carer if self.service.carer_stays and word != ME else None


@transaction.atomic
def book_for_household(
    carer: Person,
    *,
    word: str,
    child: Mapping[str, Any] | None,
    appointments: Sequence[Appointment],
    clause: InformationClause | None,
) -> list[Appointment]:
    """Book what is held for the carer or for a child in care.

    A new ``child`` comes into care, and the clause is noted as read for both, in the same transaction.
    Raises what ``book`` raises, and NotInYourCare for a child of somebody else.
    """
    person = _person(word, carer, child)
    for reader in {carer, person} if clause else ():
        Acceptance.objects.get_or_create(
            person=reader, clause=clause, defaults={"accepted_by": carer, "language": carer.language}
        )
    return book(appointments, person=person, booked_by=carer)


def _person(word: str, carer: Person, child: Mapping[str, Any] | None) -> Person:
    if word == ME:
        return carer
    if word == NEW_CHILD and child:
        return add_child(carer, **child)
    try:
        return Person.objects.in_care_of(carer).get(uuid=word)
    except (Person.DoesNotExist, ValueError):
        raise NotInYourCare from None
