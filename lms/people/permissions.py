"""What each role may do with people, organisations and what is written about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from lms.people.models import (
    Clearance,
    Guardianship,
    InformationClause,
    Membership,
    Organisation,
    Person,
    Role,
)
from lms.people.permission_policies import EVERYTHING, may, permit
from lms.people.ties import directly_tied_to, tied_to

if TYPE_CHECKING:
    from collections.abc import Collection

GRANTED_BY_COORDINATORS = (
    Role.PARTICIPANT,
    Role.TRAINER,
    Role.THERAPIST,
    Role.INTERPRETER,
    Role.ASSISTANT,
)
"""Roles a coordinator may give in their own organisation. The others open doors to other people's data."""


def own_organisation(organisations: Collection[int]) -> Q:
    return Q(pk__in=organisations)


def own_people(organisations: Collection[int]) -> Q:
    return tied_to(organisations)


def own_members(organisations: Collection[int]) -> Q:
    return Q(organisation__in=organisations)


def members_of_granted_roles(organisations: Collection[int]) -> Q:
    return Q(organisation__in=organisations, role__in=GRANTED_BY_COORDINATORS)


def guardianships_of_own_people(organisations: Collection[int]) -> Q:
    """Those in which the carer or the child is known to them."""
    return directly_tied_to(organisations, person="carer") | directly_tied_to(organisations, person="child")


def clearances_of_own_people(organisations: Collection[int]) -> Q:
    return directly_tied_to(organisations, person="person")


def register() -> None:
    officer = (may("view"),)
    permit(
        Person,
        {
            Role.COORDINATOR: (may("view add change enrol", within=own_people),),
            Role.ASSISTANT: (may("enrol", within=own_people),),
            Role.DATA_PROTECTION_OFFICER: officer,
        },
        administrators="view add change enrol",
    )
    permit(
        Organisation,
        {
            Role.COORDINATOR: (may("view", within=own_organisation),),
            Role.DATA_PROTECTION_OFFICER: officer,
        },
        administrators="view add change",
    )
    permit(
        Membership,
        {
            Role.COORDINATOR: (
                may("view", within=own_members),
                may("add change", within=members_of_granted_roles),
            ),
            Role.DATA_PROTECTION_OFFICER: officer,
        },
        administrators="view add change",
    )
    permit(
        Guardianship,
        {Role.COORDINATOR: (may("view add change", within=guardianships_of_own_people),)},
        administrators=EVERYTHING,
    )
    permit(
        Clearance,
        {Role.COORDINATOR: (may("view add change", within=clearances_of_own_people),)},
        administrators=EVERYTHING,
    )
    # A version that people have accepted never changes: it can be read and followed by another.
    permit(
        InformationClause,
        {Role.DATA_PROTECTION_OFFICER: (may("view add"),), Role.COORDINATOR: (may("view"),)},
        administrators="view add",
    )
