"""What pages of lower rooms show of attendance: progress, apologies, consents that are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from attendance.desk.access import holds_the_run
from attendance.models import Apology
from attendance.records import consents, progress_words
from attendance.records.progress import progress_of
from lms.people.care import cares_for
from lms.people.models import Person
from sessions.models import Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from attendance.models import GuardianConsent
    from attendance.records.progress import Progress
    from lms.people.roles import AnyUser
    from sessions.models import Session
    from sessions.my_places import MyPlace

register = template.Library()
register.filter("attended_in_words", progress_words.attended)
register.filter("planned_in_words", progress_words.planned)
register.filter("share_in_figures", progress_words.share)
register.filter("kinds_in_words", progress_words.kinds)
register.filter("uncounted_in_words", progress_words.uncounted)
register.filter("prospect_in_short", progress_words.prospect_in_short)


@register.simple_tag
def prospect(progress: Progress, place: Place, reader: Person) -> str:
    """Whether it will be enough, said to the reader or of a child."""
    return progress_words.prospect(progress, is_own=place.person_id == reader.pk)


@register.simple_tag
def with_progress(places: Iterable[MyPlace], household: Collection[Person]) -> list[tuple[MyPlace, Progress]]:
    """Each place of the household with its progress. An adult who comes along keeps theirs to themselves."""
    own = [mine for mine in places if mine.place.person in household]
    found = progress_of([mine.place for mine in own])
    return [(mine, found[mine.place.pk]) for mine in own]


@register.simple_tag
def progress_at(place: Place) -> Progress:
    return progress_of([place])[place.pk]


@register.simple_tag
def may_read_record(place: Place, reader: Person) -> bool:
    """Attendance is read by the person and by whoever cares for them, not by whoever booked."""
    return place.person_id == reader.pk or cares_for(reader, place.person)


@register.simple_tag
def said_in_advance(place: Place) -> dict[int, Apology]:
    """The apologies of a place that stand, by the session."""
    said = Apology.objects.filter(place=place).exclude(status=Apology.Status.WITHDRAWN)
    return {apology.session_id: apology for apology in said.order_by("asked_at", "pk")}


@register.filter
def at_session(found: dict[int, Apology], session: Session) -> Apology | None:
    return found.get(session.pk)


@register.simple_tag
def consents_missing(places: Iterable[Place | MyPlace], reader: Person) -> list[Place]:
    """The places of children in the reader's care for whom a consent is still to be given."""
    plain = [each if isinstance(each, Place) else each.place for each in places]
    missing = consents.missing(plain)
    if not missing:
        return []
    children = set(Person.objects.in_care_of(reader).values_list("pk", flat=True))
    return [place for place in missing if place.person_id in children]


@register.filter
def in_a_list(place: Place) -> list[Place]:
    return [place]


@register.simple_tag
def consent_of(place: Place) -> GuardianConsent | None:
    return consents.standing_for(place)


@register.simple_tag
def may_see_progress(session: Session, user: AnyUser) -> bool:
    return holds_the_run(session, user=user)


@register.simple_tag
def is_consent_asked(place: Place) -> bool:
    return consents.is_asked(place)
