"""A walk-in is somebody the house knows, or somebody new. The match can be taken back.

Nothing in the log is rewritten: its entries stay with the person they were written for, and while a match
stands they count for the known person. Who said what when is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery

from attendance.door.checkin import rederive
from attendance.models import Attendance, WalkIn, WalkInMatch
from attendance.records.concluding import count_again
from attendance.records.correcting import held_for_correction
from attendance.sheets.freezing import freeze
from lms.privacy import audit
from lms.privacy.models import AuditEntry
from sessions.models import Session

if TYPE_CHECKING:
    from typing import Any

    from django.db.models import QuerySet

    from lms.people.models import Person
    from sessions.models import Place


class MatchRefused(Exception):
    """The walk-in cannot be matched like this."""


class MatchedAlready(MatchRefused):
    """They are matched to somebody else; that is taken back first."""


class NotSomebodyElse(MatchRefused):
    """A walk-in is matched to a person the house knows, not to themselves or to another walk-in."""


@transaction.atomic
def match(walk_in: WalkIn, *, to: Person, by: Person) -> WalkIn:
    """Say that a walk-in is this person; from now on their entries count for the person. Safe to repeat.

    Raises MatchedAlready, NotSomebodyElse, and NothingToCorrect of a session that was called off.
    """
    walk_in = _kept(walk_in)
    if walk_in.matched_to_id == to.pk:
        return walk_in
    if walk_in.matched_to_id:
        raise MatchedAlready
    if to.pk == walk_in.person_id or is_another_walk_in(to):
        raise NotSomebodyElse
    return _say(walk_in, matched_to=to, said=to, by=by, people=[walk_in.person, to])


@transaction.atomic
def unmatch(walk_in: WalkIn, *, by: Person) -> WalkIn:
    """Take the match, or the word that they are new, back; all is as it was before. Safe to repeat."""
    walk_in = _kept(walk_in)
    known = walk_in.matched_to
    if known is None and not said_to_be_new(walk_in):
        return walk_in
    return _say(
        walk_in, matched_to=None, said=None, by=by, people=[walk_in.person, *([known] if known else [])]
    )


@transaction.atomic
def keep_as_new(walk_in: WalkIn, *, by: Person) -> WalkIn:
    """Say that nobody knew them before: they stay the person who was written down. Raises MatchedAlready."""
    walk_in = _kept(walk_in)
    if walk_in.matched_to_id:
        raise MatchedAlready
    if said_to_be_new(walk_in):
        return walk_in
    return _say(walk_in, matched_to=None, said=walk_in.person, by=by, people=[])


def unsettled(walk_ins: QuerySet[WalkIn]) -> QuerySet[WalkIn]:
    """Those of whom nobody has said yet who they are."""
    last = WalkInMatch.objects.filter(walk_in=OuterRef("pk")).order_by("-at", "-pk").values("person")
    said = walk_ins.filter(matched_to=None).annotate(said_to_be=Subquery(last[:1]))
    return said.filter(Q(said_to_be=None) | ~Q(said_to_be=F("person")))


def said_to_be_new(walk_in: WalkIn) -> bool:
    last = walk_in.matches.order_by("-at", "-pk").first()
    return last is not None and last.person_id == walk_in.person_id


def is_another_walk_in(person: Person) -> bool:
    """Whether somebody is only a walk-in themselves, of whom nobody has said that they are new."""
    return (
        unsettled(WalkIn.objects.filter(person=person)).exists()
        or WalkIn.objects.filter(person=person, matched_to__isnull=False).exists()
    )


def count_for_place(sender: type[Place], *, place: Place, **_kwargs: Any) -> None:
    """Somebody who walked in has a seat now: what they attended counts for it. Hears ``place_confirmed``."""
    without = Attendance.objects.filter(person=place.person, place=None, session__run=place.run)
    for row in without.select_related("session__run"):
        rederive(row.session, [place.person])
        count_again(row.session, [place.person], by=None, cause="")


def _kept(walk_in: WalkIn) -> WalkIn:
    """The walk-in as it stands now, kept for this transaction after the session, as all corrections do."""
    held_for_correction(walk_in.session)
    return (
        WalkIn.objects.select_for_update(of=("self",))
        .select_related("person", "matched_to", "session__run")
        .get(pk=walk_in.pk)
    )


def _say(
    walk_in: WalkIn, *, matched_to: Person | None, said: Person | None, by: Person, people: list[Person]
) -> WalkIn:
    WalkInMatch.objects.create(walk_in=walk_in, person=said, by=by)
    walk_in.matched_to = matched_to
    walk_in.save(update_fields=["matched_to"])
    audit.record(AuditEntry.Action.CHANGED, walk_in, actor=by.user, subject=matched_to or walk_in.person)
    if people:
        rederive(walk_in.session, people)
        count_again(walk_in.session, people, by=by, cause="")
        if walk_in.session.status == Session.Status.CLOSED:
            freeze(walk_in.session, by=by)
    return walk_in
