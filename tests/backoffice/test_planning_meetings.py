"""Pan Adam plans the meetings of a run and changes the series: he sees every date before it is written."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from lms.messaging.models import Message
from lms.people.models import Role
from lms.people.roles import grant
from sessions.booking import take_place
from sessions.models import Place, RoomHours, Session, TimetableRemark
from sessions.planning import add_session, move_session
from sessions.timetable import on_the_clock, plan_weekly
from tests.factories.people import PersonFactory
from tests.factories.sessions import ChildcareFactory, RoomFactory, RunFactory

WARSAW = ZoneInfo("Europe/Warsaw")
MONDAY = date(2026, 11, 30)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=WARSAW), tick=False):
        yield


@pytest.fixture
def desk_of_adam(client, pan_adam):
    client.force_login(pan_adam.user)
    return client


@pytest.fixture
def room(mops):
    return RoomFactory(organisation=mops, name="Sala 3")


@pytest.fixture
def run(mops, room, irena):
    run = RunFactory(organiser=mops, room=room, capacity=2)
    run.trainers.add(irena)
    return run


@pytest.fixture
def elsewhere(mops):
    """Another run of the centre."""
    return RunFactory(organiser=mops)


@pytest.fixture
def series(run):
    return plan_weekly(run, weekdays=[0], first_date=MONDAY, start=time(17), minutes=120, meetings=3)


def at(day, hour):
    return on_the_clock(datetime.combine(day, time(hour)))


def form(run, **changes):
    """What the form sends: Mondays and Wednesdays at five, four meetings, the usual room and trainer."""
    return {
        "pattern": "weekly",
        "weekdays": ["0", "2"],
        "every": "1",
        "first_date": f"{MONDAY:%Y-%m-%d}",
        "start": "17:00",
        "minutes": "120",
        "meetings": "4",
        "kind": "theory",
        "room": run.room_id,
        "trainers": [trainer.pk for trainer in run.trainers.all()],
        **changes,
    }


def dates(page):
    return [meeting.local.strftime("%d.%m") for meeting in page.context["preview"].meetings]


def confirmed(page, sent, *, untick=()):
    """The form sent again with the ticks of the preview, as a browser does."""
    preview = page.context["preview"]
    shown = [meeting for meeting in preview.meetings if not meeting.refusal]
    ticked = [
        meeting.day.isoformat() for meeting in shown if meeting.is_planned and meeting.day not in untick
    ]
    return {
        **sent,
        "seen": preview.fingerprint,
        "shown": [meeting.day.isoformat() for meeting in shown],
        "day": ticked,
        "confirm": "1",
    }


def planned(run):
    return [
        session.starts_at.astimezone(WARSAW).strftime("%d.%m %H:%M")
        for session in run.sessions.filter(status="planned").order_by("starts_at")
    ]


def test_the_dates_are_shown_and_nothing_is_written(desk_of_adam, run):
    page = desk_of_adam.post(reverse("run:timetable", args=[run.pk]), form(run))

    assert dates(page) == ["30.11", "02.12", "07.12", "09.12"]
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("pattern", "shown"),
    [
        ({"weekdays": ["0", "4"], "every": "2"}, ["30.11", "04.12", "14.12", "18.12"]),
        ({"pattern": "monthly", "which": "2", "weekday": "1", "meetings": "2"}, ["08.12", "12.01"]),
        ({"pattern": "monthly", "which": "-1", "weekday": "4", "meetings": "2"}, ["25.12", "29.01"]),
        (
            {"pattern": "dates", "dates": "2027-01-19\n2026-12-01, 2026-12-10", "meetings": ""},
            ["01.12", "10.12", "19.01"],
        ),
    ],
)
def test_every_pattern_shows_its_dates(desk_of_adam, run, pattern, shown):
    page = desk_of_adam.post(reverse("run:timetable", args=[run.pk]), form(run, **pattern))

    assert dates(page) == shown


def test_what_was_shown_is_planned_in_the_usual_room_with_the_usual_trainer(desk_of_adam, run, room, irena):
    address = reverse("run:timetable", args=[run.pk])
    page = desk_of_adam.post(address, form(run))

    answer = desk_of_adam.post(address, confirmed(page, form(run)))

    assert answer.url == reverse("run:inspect", args=[run.pk])
    assert planned(run) == ["30.11 17:00", "02.12 17:00", "07.12 17:00", "09.12 17:00"]
    assert all(one.room == room and list(one.trainers.all()) == [irena] for one in run.sessions.all())


def test_dates_that_were_never_shown_are_shown_instead_of_planned(desk_of_adam, run):
    address = reverse("run:timetable", args=[run.pk])
    page = desk_of_adam.post(address, form(run))

    unseen = desk_of_adam.post(address, form(run, confirm="1"))
    other = desk_of_adam.post(address, confirmed(page, form(run, start="18:00")))

    assert (unseen.status_code, other.status_code) == (422, 422)
    assert dates(unseen) == dates(page)
    assert not Session.objects.exists()


def test_when_somebody_takes_an_hour_meanwhile_the_dates_are_shown_again(desk_of_adam, run, room, elsewhere):
    address = reverse("run:timetable", args=[run.pk])
    page = desk_of_adam.post(address, form(run))
    add_session(elsewhere, starts_at=at(MONDAY, 18), ends_at=at(MONDAY, 20), room=room, kind="theory")

    again = desk_of_adam.post(address, confirmed(page, form(run)))
    answer = desk_of_adam.post(address, confirmed(again, form(run)))

    assert again.status_code == 422
    assert [one.is_taken for one in again.context["preview"].meetings] == [True, False, False, False]
    assert answer.status_code == 302
    assert planned(run) == ["02.12 17:00", "07.12 17:00", "09.12 17:00"]


def test_a_date_that_clashes_names_who_is_taken_and_what_is_free(
    desk_of_adam, run, room, irena, elsewhere, mops
):
    RoomFactory(organisation=mops, name="Sala 9")
    add_session(
        elsewhere,
        starts_at=at(MONDAY, 16),
        ends_at=at(MONDAY, 18),
        room=room,
        trainers=[irena],
        kind="theory",
    )

    page = desk_of_adam.post(reverse("run:timetable", args=[run.pk]), form(run))

    told = page.content.decode()
    assert "Sala 9" in told
    assert "Irena Wójcik" in told
    assert "18.00" in told


def test_a_holiday_is_named_and_left_out_unless_it_is_ticked(desk_of_adam, run):
    sent = form(run, weekdays=["3"], first_date="2026-12-17", meetings="3")
    address = reverse("run:timetable", args=[run.pk])
    page = desk_of_adam.post(address, sent)

    desk_of_adam.post(address, confirmed(page, sent))

    assert "Wigilia Bożego Narodzenia" in page.content.decode()
    assert planned(run) == ["17.12 17:00", "31.12 17:00"]


def test_a_single_date_can_be_unticked_and_stays_out(desk_of_adam, run):
    address = reverse("run:timetable", args=[run.pk])
    page = desk_of_adam.post(address, form(run))

    desk_of_adam.post(address, confirmed(page, form(run), untick={date(2026, 12, 2)}))

    assert planned(run) == ["30.11 17:00", "07.12 17:00", "09.12 17:00"]
    assert [day.day for day in run.timetables.get().skipped_days.all()] == [date(2026, 12, 2)]


def test_with_no_date_ticked_nothing_is_planned(desk_of_adam, run):
    address = reverse("run:timetable", args=[run.pk])
    page = desk_of_adam.post(address, form(run))

    answer = desk_of_adam.post(address, confirmed(page, form(run)) | {"day": []})

    assert answer.status_code == 422
    assert not run.timetables.exists()


def test_a_room_that_is_closed_is_named_with_its_hours(desk_of_adam, run, room):
    RoomHours.objects.create(room=room, weekday=0, opens=time(8), closes=time(16))

    page = desk_of_adam.post(reverse("run:timetable", args=[run.pk]), form(run))

    assert "8.00–16.00" in page.content.decode()
    assert not any(meeting.is_planned for meeting in page.context["preview"].meetings)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"weekdays": []}, "weekdays"),
        ({"weekdays": ["9"]}, "weekdays"),
        ({"every": "0"}, "every"),
        ({"pattern": "yearly"}, "pattern"),
        ({"pattern": "monthly", "which": "5"}, "which"),
        ({"pattern": "dates", "dates": ""}, "dates"),
        ({"pattern": "dates", "dates": "32.13.2026"}, "dates"),
        ({"pattern": "dates", "dates": "2026-12-01\n2028-12-01"}, "dates"),
        ({"meetings": ""}, "meetings"),
        ({"every": "12", "meetings": "60"}, "meetings"),
        ({"until": "2099-01-01", "meetings": ""}, "until"),
        ({"until": "2020-01-01", "meetings": ""}, "until"),
        ({"minutes": "0"}, "minutes"),
        ({"first_date": ""}, "first_date"),
        ({"first_date": "9999-12-31"}, "first_date"),
        ({"first_date": "0001-01-01"}, "first_date"),
        ({"weekdays": ["6"], "first_date": "2027-03-28", "start": "02:30"}, "start"),
    ],
)
def test_what_makes_no_sense_is_explained_beside_its_field(desk_of_adam, run, changes, field):
    page = desk_of_adam.post(reverse("run:timetable", args=[run.pk]), form(run, **changes))

    assert page.status_code == 422
    assert field in page.context["form"].errors


def test_the_preview_costs_the_same_for_forty_dates_as_for_two(
    desk_of_adam, run, django_assert_max_num_queries
):
    address = reverse("run:timetable", args=[run.pk])
    desk_of_adam.post(address, form(run))
    with django_assert_max_num_queries(60) as few:
        desk_of_adam.post(address, form(run, meetings="2"))

    with django_assert_max_num_queries(len(few)):
        desk_of_adam.post(address, form(run, meetings="40"))


# --- a series is changed -------------------------------------------------------------------------


def test_the_form_of_a_change_begins_with_what_is_left_of_the_series(desk_of_adam, series):
    second = series.sessions.all()[1]

    page = desk_of_adam.get(reverse("run:series", args=[second.pk]))

    shown = page.context["form"].initial
    assert (shown["weekdays"], shown["meetings"], shown["first_date"]) == ([0], 2, date(2026, 12, 7))
    assert shown["start"] == time(17)


def test_this_and_later_meetings_move_and_everyone_is_told_once(desk_of_adam, run, series, oksana):
    take_place(oksana, in_run=run, booked_by=oksana)
    Message.objects.all().delete()
    second = series.sessions.all()[1]
    sent = form(run, weekdays=["1"], first_date="2026-12-07", meetings="2", start="18:00")
    address = reverse("run:series", args=[second.pk])

    page = desk_of_adam.post(address, sent)
    answer = desk_of_adam.post(address, confirmed(page, sent))

    second.refresh_from_db()
    assert answer.status_code == 302
    assert planned(run) == ["30.11 17:00", "08.12 18:00", "15.12 18:00"]
    assert (second.starts_at, second.sequence) == (at(date(2026, 12, 8), 18), 1)
    assert sorted(Message.objects.values_list("recipient__given_name", flat=True)) == ["Irena", "Oksana"]


def test_all_of_a_series_changes_from_whichever_meeting_one_looks(desk_of_adam, run, series):
    sent = form(run, weekdays=["0"], meetings="3", start="9:00")
    address = reverse("run:whole_series", args=[series.sessions.last().pk])

    page = desk_of_adam.post(address, sent)
    desk_of_adam.post(address, confirmed(page, sent))

    assert planned(run) == ["30.11 09:00", "07.12 09:00", "14.12 09:00"]


def test_meetings_that_would_be_called_off_are_named_before(desk_of_adam, run, series):
    sent = form(run, weekdays=["0"], meetings="2")

    page = desk_of_adam.post(reverse("run:whole_series", args=[series.sessions.first().pk]), sent)

    assert page.context["preview"].called_off == [series.sessions.last()]
    assert run.sessions.filter(status="planned").count() == 3


def test_a_series_somebody_else_changed_meanwhile_is_shown_again(desk_of_adam, run, series):
    sent = form(run, weekdays=["0"], meetings="3", start="9:00")
    address = reverse("run:whole_series", args=[series.sessions.first().pk])
    page = desk_of_adam.post(address, sent)
    last = series.sessions.last()
    move_session(last, starts_at=last.starts_at + HOUR, ends_at=last.ends_at + HOUR, room=None, by=None)

    again = desk_of_adam.post(address, confirmed(page, sent))

    assert again.status_code == 422
    assert planned(run) == ["30.11 17:00", "07.12 17:00", "14.12 18:00"]


def test_a_meeting_that_belongs_to_no_series_has_no_such_page(desk_of_adam, run):
    alone = add_session(run, starts_at=at(MONDAY, 9), ends_at=at(MONDAY, 10), kind="theory")

    assert desk_of_adam.get(reverse("run:series", args=[alone.pk])).status_code == 404


def test_what_a_timetable_could_not_settle_stands_beside_the_meetings(desk_of_adam, run, series):
    TimetableRemark.objects.create(
        timetable=series, kind="clash", starts_at=at(MONDAY, 17), taken="Sala 3, Irena Wójcik"
    )

    page = desk_of_adam.get(reverse("run:inspect", args=[run.pk]))

    assert "Sala 3, Irena Wójcik" in page.content.decode()


# --- one meeting ---------------------------------------------------------------------------------


def move_form(session, *, hour, **changes):
    return {
        "day": f"{MONDAY:%Y-%m-%d}",
        "start": f"{hour}:00",
        "end": f"{hour + 2}:00",
        "room": session.room_id or "",
        "sequence": session.sequence,
        **changes,
    }


def test_a_move_can_be_checked_without_saving(desk_of_adam, series, elsewhere, room, mops):
    RoomFactory(organisation=mops, name="Sala 9")
    first = series.sessions.first()
    add_session(elsewhere, starts_at=at(MONDAY, 10), ends_at=at(MONDAY, 12), room=room, kind="theory")
    address = reverse("run:move_session", args=[first.pk])

    taken = desk_of_adam.post(address, move_form(first, hour=11, check="1"))
    free = desk_of_adam.post(address, move_form(first, hour=13, check="1"))

    first.refresh_from_db()
    assert "Sala 9" in taken.context["form"].non_field_errors()[0]
    assert "12.00" in taken.context["form"].non_field_errors()[0]
    assert free.context["is_free"]
    assert first.sequence == 0


def test_a_move_of_a_meeting_that_changed_meanwhile_is_refused(desk_of_adam, series):
    first = series.sessions.first()
    sent = move_form(first, hour=9)
    move_session(
        first, starts_at=first.starts_at + HOUR, ends_at=first.ends_at + HOUR, room=first.room, by=None
    )

    answer = desk_of_adam.post(reverse("run:move_session", args=[first.pk]), sent)

    first.refresh_from_db()
    assert answer.status_code == 422
    assert first.starts_at == at(MONDAY, 18)


def test_an_hour_that_no_clock_shows_is_refused_beside_its_field(desk_of_adam, series):
    first = series.sessions.first()
    sent = move_form(first, hour=2, day="2027-03-28", start="2:30")

    answer = desk_of_adam.post(reverse("run:move_session", args=[first.pk]), sent)

    assert "start" in answer.context["form"].errors


def test_a_substitute_and_an_interpreter_are_arranged_and_told(desk_of_adam, mops, run, series, irena):
    substitute = PersonFactory(given_name="Zofia", with_sign_in=True, email="zofia@example.org")
    interpreter = PersonFactory(given_name="Olha", email="olha@example.org")
    grant(Role.TRAINER, to=substitute, at=mops)
    grant(Role.INTERPRETER, to=interpreter, at=mops)
    childcare = ChildcareFactory(organisation=mops)
    first = series.sessions.first()
    Message.objects.all().delete()

    desk_of_adam.post(
        reverse("run:session_people", args=[first.pk]),
        {
            "trainers": [substitute.pk],
            "interpreter": interpreter.pk,
            "childcare": childcare.pk,
            "sequence": first.sequence,
        },
    )

    first.refresh_from_db()
    assert list(first.trainers.all()) == [substitute]
    assert (first.interpreter, first.childcare) == (interpreter, childcare)
    told = Message.objects.filter(kind="session_staff_changed")
    assert sorted(told.values_list("recipient__given_name", flat=True)) == ["Irena", "Olha", "Zofia"]


def test_a_trainer_who_is_elsewhere_is_refused_with_the_hour_from_which_they_are_free(
    desk_of_adam, series, elsewhere, mops
):
    busy = PersonFactory(given_name="Zofia", family_name="Mróz")
    grant(Role.TRAINER, to=busy, at=mops)
    first = series.sessions.first()
    add_session(elsewhere, starts_at=at(MONDAY, 16), ends_at=at(MONDAY, 18), trainers=[busy], kind="theory")

    answer = desk_of_adam.post(
        reverse("run:session_people", args=[first.pk]), {"trainers": [busy.pk], "check": "1"}
    )

    told = answer.context["form"].non_field_errors()[0]
    assert "Zofia Mróz" in told
    assert "18.00" in told


def test_a_topic_is_written_in_each_language(desk_of_adam, series):
    first = series.sessions.first()

    desk_of_adam.post(
        reverse("run:session_topic", args=[first.pk]),
        {"topic_pl": "Sąd rodzinny", "topic_uk": "Сімейний суд", "topic_en": "The family court"},
    )

    first.refresh_from_db()
    assert (first.topic_pl, first.topic_uk, first.topic_en) == (
        "Sąd rodzinny",
        "Сімейний суд",
        "The family court",
    )


def test_one_more_meeting_of_a_published_run_is_told_to_those_who_come(
    desk_of_adam, run, room, irena, oksana
):
    take_place(oksana, in_run=run, booked_by=oksana)

    desk_of_adam.post(
        reverse("run:add_session", args=[run.pk]),
        {
            "day": f"{MONDAY:%Y-%m-%d}",
            "start": "10:00",
            "end": "12:00",
            "room": room.pk,
            "kind": "practice",
            "trainers": [irena.pk],
        },
    )

    told = Message.objects.filter(kind="session_added").values_list("recipient__given_name", flat=True)
    assert sorted(told) == ["Irena", "Oksana"]
    assert Place.objects.get().status == Place.Status.CONFIRMED
