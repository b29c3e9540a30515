"""Who is behind a word of interest: somebody signed in, somebody who wrote before, or somebody new.

A form that anybody can fill in proves nothing. What was typed there stays with the path: it never changes
a person the house knows, never opens a sign-in, and never tells whether the house knows somebody. Only
a proven address (its owner has signed in) or a coordinator makes a newcomer and a known person one.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import ProtectedError, Q

from courses.models import CandidatePath
from lms.messaging.models import Message
from lms.people.models import Acceptance, Person

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lms.people.models import Organisation

Stage = CandidatePath.Stage


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """Somebody not signed in, as they call themselves."""

    given_name: str
    family_name: str
    given_name_cyrillic: str = ""
    family_name_cyrillic: str = ""
    language: str


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How it is safe to reach somebody about their path."""

    email: str = ""
    phone: str = ""
    call_when: str = CandidatePath.CallTime.ANY
    may_leave_message: bool = False


def write_down(newcomer: Newcomer) -> Person:
    """A person of whom nothing is known but the name. The address stays with the path."""
    return Person.objects.create(**asdict(newcomer))


def asked_before(newcomer: Newcomer, *, at: Organisation, reach: Reach) -> CandidatePath | None:
    """The open path of a newcomer with the same name and the same address or phone."""
    same = Q(email__iexact=reach.email) if reach.email else Q(pk=None)
    if digits := digits_of(reach.phone):
        same |= Q(pk__in=[path.pk for path in _of_newcomers(at) if digits_of(path.phone) == digits])
    return (
        _of_newcomers(at)
        .filter(
            same,
            person__given_name__iexact=newcomer.given_name,
            person__family_name__iexact=newcomer.family_name,
        )
        .first()
    )


def claim(person: Person) -> None:
    """Give a person the paths that they opened before they signed in: same name, and the address is theirs.

    Called for people whose address is proven. Safe to repeat.
    """
    if not (person.user_id and person.email):
        return
    asked = CandidatePath.objects.going_on().filter(
        email__iexact=person.email,
        person__user=None,
        person__in=Person.objects.named(person.full_name),
    )
    for path in asked.exclude(person=person).select_related("person", "organisation"):
        recognise(path, as_person=person)


@transaction.atomic
def recognise(path: CandidatePath, *, as_person: Person) -> CandidatePath:
    """The one who asked is somebody the house knows: the path is theirs, and the newcomer is no more.

    When they already have a path there, that one goes on and this one ends. Returns the one that goes on.
    """
    newcomer = path.person
    if newcomer.pk == as_person.pk:
        return path
    held = CandidatePath.objects.going_on()
    if going_on := held.filter(person=as_person, organisation=path.organisation_id).first():
        path.stage = Stage.WITHDRAWN
        path.save(update_fields=["stage"])
        path.steps.get_or_create(stage=Stage.WITHDRAWN)
        return going_on
    path.person = as_person
    path.save(update_fields=["person"])
    _hand_over(newcomer, to=as_person)
    return path


def _hand_over(newcomer: Person, *, to: Person) -> None:
    """What was written to the newcomer, and what they have read, is the known person's; the name goes."""
    if newcomer.user_id or newcomer.memberships.exists() or newcomer.candidate_paths.exists():
        return
    Message.objects.filter(recipient=newcomer).update(recipient=to)
    read = to.acceptances.values("clause")
    Acceptance.objects.filter(person=newcomer).exclude(clause__in=read).update(person=to)
    Acceptance.objects.filter(accepted_by=newcomer).update(accepted_by=to)
    # Somebody may have given them a place meanwhile; then they stay.
    with suppress(ProtectedError), transaction.atomic():
        newcomer.delete()


def _of_newcomers(at: Organisation) -> QuerySet[CandidatePath]:
    return CandidatePath.objects.going_on().filter(organisation=at, person__user=None)


def digits_of(phone: str) -> str:
    """The number without its country and its blanks, as far as two of the same can be told to be one."""
    return "".join(sign for sign in phone if sign.isdigit())[-9:]
