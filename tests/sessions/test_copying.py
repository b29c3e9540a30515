"""What was good is held again: a run is copied to new dates with all but its people."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lms.privacy.models import AuditEntry
from sessions.booking import take_place
from sessions.copying import copy_run
from sessions.errors import Clash
from sessions.models import Run
from sessions.planning import add_session, cancel_session
from sessions.timetable import on_the_clock, plan_weekly
from tests.factories.sessions import ContractFactory, RoomFactory, RunFactory

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
MONDAY = TODAY + timedelta(days=14 - TODAY.weekday())
LATER = MONDAY + timedelta(weeks=10)


@pytest.fixture
def room(mops):
    return RoomFactory(organisation=mops, name="Sala 3")


@pytest.fixture
def run(mops, room, irena):
    run = RunFactory(
        organiser=mops,
        code="OPIEK-2",
        room=room,
        capacity=8,
        minimum=3,
        decision_on=MONDAY - timedelta(days=3),
        offers_childcare=True,
        contract=ContractFactory(organisation=mops),
        languages=["uk", "pl"],
        booking_closes_at=at(MONDAY - timedelta(days=1), 12),
        theme_pl="Wieczorami",
        version=4,
    )
    run.trainers.add(irena)
    return run


def at(day, hour):
    return on_the_clock(datetime.combine(day, time(hour)))


def starts(run):
    return [
        timezone.localtime(one.starts_at).replace(tzinfo=None) for one in run.sessions.order_by("starts_at")
    ]


def one_meeting(run, day, hour, **more):
    return add_session(run, starts_at=at(day, hour), ends_at=at(day, hour + 2), kind="theory", **more)


def test_a_copy_has_all_of_the_run_but_its_people(run, oksana, pan_adam, irena, room):
    take_place(oksana, in_run=run, booked_by=oksana)
    one_meeting(run, MONDAY, 17, room=room, trainers=[irena], topic="Sąd")

    copy = copy_run(run, code="OPIEK-3", first_date=LATER, by=pan_adam)

    copy.refresh_from_db()
    session = copy.sessions.get()
    assert (copy.status, copy.capacity, copy.contract, copy.theme_pl) == (
        Run.Status.DRAFT,
        8,
        run.contract,
        "Wieczorami",
    )
    assert (copy.seats_taken, copy.places.count(), copy.version) == (0, 0, 0)
    assert [spoken.language for spoken in copy.languages.all()] == ["uk", "pl"]
    assert (session.room, list(session.trainers.all()), session.topic) == (room, [irena], "Sąd")
    assert copy.uuid != run.uuid
    assert AuditEntry.objects.get(action="created").actor == pan_adam.user


def test_single_meetings_and_the_days_of_booking_move_by_the_same_number_of_days(run, pan_adam):
    one_meeting(run, MONDAY, 17)
    one_meeting(run, MONDAY + timedelta(days=3), 10)

    copy = copy_run(run, code="OPIEK-3", first_date=LATER, by=pan_adam)

    assert starts(copy) == [
        datetime.combine(LATER, time(17)),
        datetime.combine(LATER + timedelta(days=3), time(10)),
    ]
    assert copy.decision_on == LATER - timedelta(days=3)
    assert timezone.localtime(copy.booking_closes_at).replace(tzinfo=None) == datetime.combine(
        LATER - timedelta(days=1), time(12)
    )


def test_a_series_keeps_its_weekdays_and_its_number_of_meetings(run, pan_adam):
    plan_weekly(run, weekdays=[0, 2], first_date=MONDAY, start=time(17), minutes=90, meetings=5)

    copy = copy_run(run, code="OPIEK-3", first_date=LATER + timedelta(days=1), by=pan_adam)

    wednesday = LATER + timedelta(days=2)
    days = [wednesday + timedelta(days=more) for more in (0, 5, 7, 12, 14)]
    assert starts(copy) == [datetime.combine(day, time(17)) for day in days]
    assert copy.timetables.count() == 1


def test_a_series_that_ended_on_a_day_has_as_many_meetings_again(run, pan_adam):
    plan_weekly(
        run, weekdays=[0], first_date=MONDAY, start=time(17), minutes=90, until=MONDAY + timedelta(weeks=3)
    )

    copy = copy_run(run, code="OPIEK-3", first_date=LATER, by=pan_adam)

    assert starts(copy) == [datetime.combine(LATER + timedelta(weeks=n), time(17)) for n in range(4)]


def test_what_was_called_off_is_not_held_again(run, pan_adam):
    one_meeting(run, MONDAY, 17)
    cancel_session(one_meeting(run, MONDAY + timedelta(days=1), 17), by=pan_adam, reason="Choroba")

    copy = copy_run(run, code="OPIEK-3", first_date=LATER, by=pan_adam)

    assert starts(copy) == [datetime.combine(LATER, time(17))]


def test_a_clash_is_told_and_nothing_is_written(run, mops, room, pan_adam):
    one_meeting(run, MONDAY, 17, room=room)
    one_meeting(RunFactory(organiser=mops), LATER, 18, room=room)

    with pytest.raises(Clash) as clash:
        copy_run(run, code="OPIEK-3", first_date=LATER, by=pan_adam)

    assert clash.value.hours == [at(LATER, 17)]
    assert not Run.objects.filter(code="OPIEK-3").exists()


def test_without_rooms_the_copy_stands_where_a_room_is_taken(run, mops, room, pan_adam):
    one_meeting(run, MONDAY, 17, room=room)
    one_meeting(RunFactory(organiser=mops), LATER, 18, room=room)

    copy = copy_run(run, code="OPIEK-3", first_date=LATER, by=pan_adam, with_rooms=False)

    assert copy.sessions.get().room is None


@pytest.fixture
def desk_of_adam(client, pan_adam):
    client.force_login(pan_adam.user)
    return client


def form(**changes):
    return {"code": "OPIEK-3", "first_date": f"{LATER:%Y-%m-%d}", "with_rooms": "on", **changes}


def test_the_dates_are_shown_before_the_copy_is_written(desk_of_adam, run):
    one_meeting(run, MONDAY, 17)
    address = reverse("run:copy", args=[run.pk])

    suggested = desk_of_adam.get(address).context["form"]["code"].value()
    shown = desk_of_adam.post(address, form())
    before = Run.objects.count()
    written = desk_of_adam.post(address, form(confirm="1"))

    copy = Run.objects.get(code="OPIEK-3")
    assert suggested == "OPIEK-3"
    assert [meeting.starts_at for meeting in shown.context["meetings"]] == [at(LATER, 17)]
    assert before == 1
    assert written.url == reverse("run:inspect", args=[copy.pk])


def test_a_clash_is_said_on_the_form_with_all_that_was_typed(desk_of_adam, run, mops, room):
    one_meeting(run, MONDAY, 17, room=room)
    one_meeting(RunFactory(organiser=mops), LATER, 18, room=room)

    page = desk_of_adam.post(reverse("run:copy", args=[run.pk]), form())

    assert "Sala 3" in page.context["obstacle"]
    assert page.context["form"]["code"].value() == "OPIEK-3"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "OPIEK-2"}, "code"),
        ({"code": "opiek-2"}, "code"),
        ({"first_date": "2020-01-01"}, "first_date"),
        ({"first_date": "9999-12-31"}, "first_date"),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field(desk_of_adam, run, changes, field):
    page = desk_of_adam.post(reverse("run:copy", args=[run.pk]), form(**changes))

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
