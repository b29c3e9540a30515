"""Guests: people with a place in another edition of the course, who make a session up here.

They are expected like everybody else; what they earn counts for the edition in which their place is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Exists, OuterRef, Q

from attendance.door.judgement import Face
from attendance.models import GuardianConsent
from sessions.models import MakeUp, Place, Run, Session

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

Key = TypeVar("Key")


def is_expected_at(session: Session) -> Q:
    """The places whose people a session expects: those of its run, and its guests'."""
    own = Q(run=session.run_id, status__in=Place.EXPECTED)
    return own | Q(pk__in=standing_at(session).values("place"))


def standing_at(session: Session) -> QuerySet[MakeUp]:
    return MakeUp.objects.filter(session=session, cancelled_at=None, place__status__in=Place.EXPECTED)


def welcomed(faces: Mapping[Key, Face], *, session: Session) -> dict[Key, Face]:
    """The faces, with the guests among those who have no place here. A query only if there are such."""
    strangers = {face.person.pk for face in faces.values() if not face.is_expected}
    if not strangers:
        return dict(faces)
    consents = GuardianConsent.objects.filter(place=OuterRef("place"), withdrawn_at=None)
    rows = standing_at(session).filter(place__person__in=strangers).annotate(has_consent=Exists(consents))
    places = {
        person: (place, has_consent)
        for person, place, has_consent in rows.values_list("place__person", "place", "has_consent")
    }
    return {key: _as_guest(face, *places.get(face.person.pk, (None, False))) for key, face in faces.items()}


def _as_guest(face: Face, place_id: int | None, has_consent: bool) -> Face:
    if place_id is None or face.is_expected:
        return face
    return replace(face, place_id=place_id, place_status=Place.Status.CONFIRMED, has_consent=has_consent)


def runs_to_hold(session: Session) -> list[Run]:
    """The run of a session and those its guests come from, always in the same order."""
    runs = Run.objects.filter(places__make_ups__in=standing_at(session)).distinct()
    return sorted({session.run, *runs}, key=lambda run: run.pk)


def awaited(run: Run) -> set[int]:
    """Ids of the people of a run who still make something up elsewhere: nobody can say they never came."""
    ahead = MakeUp.objects.filter(place__run=run, cancelled_at=None, session__status=Session.Status.PLANNED)
    return set(ahead.values_list("place__person", flat=True))
