"""Who may see and decide what was noted at the door: the coordinator of whoever organises, administrators.

Trainers work at the Desk, which has rules of its own (``attendance.desk.access``); none of this is theirs.
Who must not meet whom is for coordinators alone, so that not even an administrator reads it.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q

from attendance.models import (
    Apology,
    Appeal,
    Attendance,
    Contradiction,
    Device,
    GuardianConsent,
    Handover,
    KeptApart,
    Pass,
    Scan,
    Sheet,
    SheetPicture,
    WalkIn,
)
from lms.people.models import Membership, Role
from lms.people.permission_policies import Right, may, permit
from lms.people.ties import directly_tied_to, tie
from sessions.permissions import organised


def of_organised_sheets(organisations: Collection[int]) -> Q:
    """A sheet stands for one session or for a whole run."""
    return Q(session__run__organiser__in=organisations) | Q(run__organiser__in=organisations)


def of_their_people(organisations: Collection[int]) -> Q:
    """Devices of whoever has or had work there: a device is locked when the work is over, too."""
    return Exists(
        Membership.objects.filter(organisation__in=organisations, person=OuterRef("person"))
        .filter(role__in=(Role.TRAINER, Role.THERAPIST, Role.COORDINATOR))
        .order_by()
    )  # type: ignore[return-value]


def of_people_they_know(organisations: Collection[int]) -> Q:
    """Pairs of whom one at least is theirs: whoever is called to the door must be able to see why."""
    return directly_tied_to(organisations, person="one") | directly_tied_to(organisations, person="other")


def passes_of_their_people(organisations: Collection[int]) -> Q:
    return directly_tied_to(organisations, person="person")


def by_walk_in(organisations: Collection[int], person: OuterRef) -> Exists:
    """Whoever walked in at one of their sessions: somebody must be able to say who that is."""
    return Exists(WalkIn.objects.filter(session__run__organiser__in=organisations, person=person))


def register() -> None:
    tie(by_walk_in)
    kept = {
        Scan: ("view", organised("session__run")),
        Attendance: ("view change", organised("session__run")),
        WalkIn: ("view change", organised("session__run")),
        Contradiction: ("view change", organised("session__run")),
        Apology: ("view change", organised("session__run")),
        Appeal: ("view change", organised("session__run")),
        Handover: ("view add change", organised("session__run")),
        GuardianConsent: ("view add change", organised("place__run")),
        Sheet: ("view add", of_organised_sheets),
        SheetPicture: ("view add change", organised("session__run")),
        Device: ("view change", of_their_people),
        Pass: ("view change", passes_of_their_people),
    }
    for model, (actions, within) in kept.items():
        permit(model, _coordinators(may(actions, within=within)), administrators=actions)
    permit(
        KeptApart,
        _coordinators(may("view add change", within=of_people_they_know)),
        administrators="",
    )


def _coordinators(right: Right) -> dict[Role, tuple[Right, ...]]:
    return {Role.COORDINATOR: (right,)}
