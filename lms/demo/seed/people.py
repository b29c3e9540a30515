"""Organisations, rooms, people with their roles, and who cares for whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from wagtail.users.models import UserProfile

from cms.models import Office
from lms.demo.clauses import load_clauses
from lms.demo.institutions import load_offices, load_organisations
from lms.demo.told import in_languages, told
from lms.people.care import add_child
from lms.people.models import (
    Acceptance,
    Clearance,
    Guardianship,
    InformationClause,
    Organisation,
    Person,
    Role,
    User,
)
from lms.people.roles import grant
from sessions.models import Childcare, Contract, Room

CLEARED_FOR = timedelta(days=730)
LAPSES_LATER = timedelta(weeks=60)
"""For so much longer a check is valid while meetings are planned that it does not outlast."""
IN_CARE_FOR = timedelta(days=400)
NAMES = ("given_name", "family_name", "given_name_cyrillic", "family_name_cyrillic", "date_of_birth")
NOT_VERIFIED_YET = 2


@dataclass
class Cast:
    """Everybody by the key under which the stories know them."""

    people: dict[str, Person] = field(default_factory=dict)
    carers: dict[str, str] = field(default_factory=dict)
    audiences: dict[str, frozenset[str]] = field(default_factory=dict)
    participants: list[str] = field(default_factory=list)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    offices: dict[str, Office] = field(default_factory=dict)
    rooms: dict[str, Room] = field(default_factory=dict)
    childcare: dict[str, Childcare] = field(default_factory=dict)
    contracts: dict[str, Contract] = field(default_factory=dict)

    def booked_by(self, key: str) -> Person:
        return self.people[self.carers.get(key, key)]


@transaction.atomic
def seed_people() -> Cast:
    cast = Cast()
    story = told("people")
    cast.organisations = load_organisations()
    cast.offices = load_offices()
    for one in story["rooms"]:
        cast.rooms[one["key"]] = _room(one, cast)
    for one in [*story["personas"], *story["staff"], *story["participants"]]:
        _adult(one, cast)
    verifier = cast.people["pan_adam"].user
    for number, one in enumerate(story["children"]):
        is_verified = number < len(story["children"]) - NOT_VERIFIED_YET
        _child(one, cast, verifier=verifier if is_verified else None)
    clause = load_clauses()[InformationClause.Purpose.BOOKING]
    for key in cast.participants:
        reader = cast.people[key]
        Acceptance.objects.get_or_create(
            person=reader,
            clause=clause,
            defaults={"accepted_by": cast.booked_by(key), "language": reader.language},
        )
    return cast


def let_checks_lapse() -> None:
    """Bring checks to the day the story tells: one ends before meetings that are planned. Safe to repeat."""
    for check in Clearance.objects.filter(checked_by="MOPS"):
        if check.valid_until - check.checked_on == CLEARED_FOR + LAPSES_LATER:
            check.valid_until -= LAPSES_LATER
            check.save(update_fields=["valid_until"])


def _room(one: dict[str, Any], cast: Cast) -> Room:
    plain = {
        "address": one["address"],
        "capacity": one["capacity"],
        "is_step_free": one["step_free"],
        "office": cast.offices.get(one.get("office", "")),
        **in_languages("name", one["name"]),
        **in_languages("floor", one["floor"]),
        **in_languages("directions", one["directions"]),
    }
    organisation = cast.organisations[one["organisation"]]
    known = {"organisation": organisation, "name_pl": one["name"]["pl"]}
    return Room.objects.get_or_create(**known, defaults=plain)[0]


def _adult(one: dict[str, Any], cast: Cast) -> None:
    named = {name: one[name] for name in NAMES}
    contact = {"email": one["email"], "phone": one.get("phone", ""), "language": one["language"]}
    person, is_new = Person.objects.get_or_create(**named, defaults=contact | {"alias": one.get("alias", "")})
    if is_new and person.email:
        _sign_in(person)
    _remember(one, person, cast)
    if organisation := cast.organisations.get(one.get("organisation", "")):
        grant(Role(one["role"]), to=person, at=organisation)
    if is_new and "clearance_weeks_left" in one:
        valid_until = timezone.localdate() + timedelta(weeks=one["clearance_weeks_left"])
        Clearance.objects.create(
            person=person,
            checked_on=valid_until - CLEARED_FOR,
            valid_until=valid_until + LAPSES_LATER,
            checked_by="MOPS",
        )


def _sign_in(person: Person) -> None:
    """A sign-in without a password: by code, or on the demonstration's page by one click."""
    person.user = User.objects.create_user(
        person.email, first_name=person.given_name, last_name=person.family_name
    )
    person.save(update_fields=["user"])
    EmailAddress.objects.create(user=person.user, email=person.email, verified=True, primary=True)
    UserProfile.objects.create(user=person.user, preferred_language=person.language)


def _child(one: dict[str, Any], cast: Cast, *, verifier: User | None) -> None:
    names = {name: one[name] for name in NAMES}
    child = add_child(cast.people[one["carer"]], **names, basis=one["basis"])
    begun = timezone.localdate() - IN_CARE_FOR
    new = Guardianship.objects.filter(child=child, starts_on__gt=begun)
    verified_at = timezone.now() if verifier else None
    new.update(starts_on=begun, verified_at=verified_at, verified_by=verifier)
    cast.carers[one["key"]] = one["carer"]
    _remember(one, child, cast)


def _remember(one: dict[str, Any], person: Person, cast: Cast) -> None:
    cast.people[one["key"]] = person
    cast.audiences[one["key"]] = frozenset(one["audiences"])
    cast.participants.append(one["key"])
