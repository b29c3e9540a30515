"""What the story of planning finds in the house: two groups that share a room on one day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.utils import timezone

from courses.models import Course
from lms.people.models import Organisation, Person
from sessions.booking import take_place
from sessions.models import Room, Run, Session
from sessions.planning import add_session, publish_run
from sessions.timetables.clock import on_the_clock, on_the_wall

if TYPE_CHECKING:
    from collections.abc import Iterator

WEEKS_AHEAD = 5
WEDNESDAY = 2


def two_in_a_room(*, organiser: str = "KLADKI") -> dict[str, Any]:
    """On a Wednesday some weeks ahead: parents at ten, with two people seated, and others at two."""
    house = Organisation.objects.get(code=organiser)
    today = timezone.localdate()
    day = today + timedelta(days=WEDNESDAY - today.weekday(), weeks=WEEKS_AHEAD)
    room = Room.objects.create(
        name_pl="Sala Sosna",
        name_uk="Зала «Сосна»",
        name_en="Pine Room",
        organisation=house,
        address="ul. Kładkowa 7, Wrocław",
        capacity=12,
    )
    morning, afternoon = (
        _meeting(house, room, day, course=course, hour=hour)
        for course, hour in (("RODZ", 10), ("KOMP-W", 14))
    )
    people = [_seated(morning.run, name) for name in ("Larysa", "Iryna")]
    return {
        "day": day.isoformat(),
        "room": room.pk,
        "morning": morning.pk,
        "afternoon": afternoon.pk,
        "people": people,
    }


def hours_of(session: int) -> list[str]:
    """From when to when a meeting stands, by the clock on the wall."""
    found = Session.objects.get(pk=session)
    return list(_told(found))


def _told(session: Session) -> Iterator[str]:
    for moment in (session.starts_at, session.ends_at):
        yield f"{on_the_wall(moment):%a %H:%M}"


def _meeting(house: Organisation, room: Room, day: date, *, course: str, hour: int) -> Session:
    begins = on_the_clock(datetime.combine(day, time(hour)))
    run = Run.objects.create(
        course=Course.objects.get(code=course),
        code=f"{course}-PLAN-{uuid4().hex[:6]}",
        organiser=house,
        capacity=10,
        booking_closes_at=begins,
        room=room,
    )
    session = add_session(
        run, starts_at=begins, ends_at=begins + timedelta(hours=2), room=room, kind="theory"
    )
    session.run = publish_run(run)
    return session


def _seated(run: Run, given_name: str) -> str:
    person = Person.objects.create(
        given_name=given_name,
        family_name="Petrenko",
        email=f"{given_name}.{uuid4().hex[:6]}@example.org".lower(),
        language="uk",
    )
    take_place(person, in_run=run, booked_by=person)
    return person.email
