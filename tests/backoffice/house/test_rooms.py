"""Pan Adam says when a room is open, when a therapist works, and when either is away."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sessions.models import Absence, RoomHours
from sessions.reservations import resource_of_room
from tests.backoffice.house.desk import MONDAY, TUESDAY, at, closing, meeting, page, sent

TODAY = timezone.localdate()
NEXT_MONDAY = TODAY + timedelta(days=7 - TODAY.weekday())


def test_a_room_is_opened_on_several_days_at_once(desk_of_adam, room):
    answer = sent(
        desk_of_adam,
        "room:add_hours",
        room.pk,
        **{"hours-weekdays": [MONDAY, TUESDAY], "hours-start": "8:00", "hours-end": "16:00"},
    )

    assert [(hours.weekday, hours.opens, hours.closes) for hours in room.hours.all()] == [
        (MONDAY, time(8), time(16)),
        (TUESDAY, time(8), time(16)),
    ]
    assert "8:00–16:00" in answer.content.decode()


def test_hours_that_touch_become_one(desk_of_adam, room):
    RoomHours.objects.create(room=room, weekday=MONDAY, opens=time(8), closes=time(12))

    sent(
        desk_of_adam,
        "room:add_hours",
        room.pk,
        **{"hours-weekdays": [MONDAY], "hours-start": "12:00", "hours-end": "20:00"},
    )

    assert [(hours.opens, hours.closes) for hours in room.hours.all()] == [(time(8), time(20))]


def test_hours_that_end_before_they_begin_are_told_beside_the_field(desk_of_adam, room):
    answer = sent(
        desk_of_adam,
        "room:add_hours",
        room.pk,
        **{"hours-weekdays": [MONDAY], "hours-start": "16:00", "hours-end": "8:00"},
    )

    assert answer.status_code == 422
    assert "The end must be after the start." in answer.content.decode()
    assert room.hours.count() == 0


def test_opening_hours_are_taken_away(desk_of_adam, room):
    hours = RoomHours.objects.create(room=room, weekday=MONDAY, opens=time(8), closes=time(12))

    answer = sent(desk_of_adam, "room:remove_hours", hours.pk)

    assert room.hours.count() == 0
    assert "can be used at any time" in answer.content.decode()


def test_meetings_outside_the_hours_are_shown(desk_of_adam, room):
    session = meeting(room)
    RoomHours.objects.create(room=room, weekday=NEXT_MONDAY.weekday(), opens=time(8), closes=time(16))

    shown = page(desk_of_adam, "room:inspect", room.pk)

    assert "outside the opening hours" in shown
    assert session.run.code in shown


def test_what_a_closure_meets_is_shown_before_anything_is_written(desk_of_adam, room):
    session = meeting(room)

    answer = sent(desk_of_adam, "room:close", room.pk, **closing())

    shown = answer.content.decode()
    assert "1 meeting will go on without" in shown
    assert session.run.code in shown
    session.refresh_from_db()
    assert (session.room, Absence.objects.count()) == (room, 0)


def test_a_confirmed_closure_takes_the_meeting_out(desk_of_adam, room):
    session = meeting(room)

    answer = sent(desk_of_adam, "room:close", room.pk, **closing(confirm="1"))

    session.refresh_from_db()
    absence = Absence.objects.get()
    assert session.room is None
    assert (absence.resource, absence.starts_at, absence.ends_at) == (
        resource_of_room(room),
        at(NEXT_MONDAY, 0),
        at(NEXT_MONDAY + timedelta(days=1), 0),
    )
    assert "Remont" in answer.content.decode()


def test_a_closure_is_taken_back(desk_of_adam, room):
    session = meeting(room)
    sent(desk_of_adam, "room:close", room.pk, **closing(confirm="1"))

    answer = sent(desk_of_adam, "absence:undo", Absence.objects.get().pk)

    session.refresh_from_db()
    assert session.room == room
    assert answer.redirect_chain == [(reverse("room:inspect", args=[room.pk]), 302)]
    assert "1 meeting or appointment is as it was." in answer.content.decode()


def test_a_second_closure_at_the_same_time_says_so(desk_of_adam, room):
    sent(desk_of_adam, "room:close", room.pk, **closing(confirm="1"))

    shown = sent(desk_of_adam, "room:close", room.pk, **closing()).content.decode()
    refused = sent(desk_of_adam, "room:close", room.pk, **closing(confirm="1"))

    assert "is noted for that time already" in shown
    assert refused.status_code == 422
    assert Absence.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"last_day": (NEXT_MONDAY - timedelta(days=1)).isoformat()}, "The end comes before the start."),
        ({"start": "12:00", "end": "9:00"}, "The end comes before the start."),
        ({"first_day": ""}, "This field is required."),
    ],
)
def test_a_closure_without_sense_is_told_beside_the_field(desk_of_adam, room, changes, words):
    answer = sent(desk_of_adam, "room:close", room.pk, **closing(**changes))

    assert answer.status_code == 422
    assert words in answer.content.decode()
