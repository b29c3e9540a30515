"""Pan Adam plans the meetings of a run and changes the series: he sees every date before it is written."""

from datetime import date, time

import pytest
from django.urls import reverse

from sessions.models import RoomHours, Session
from sessions.planning import add_session
from tests.backoffice.planning.desk import at, confirmed, form, planned
from tests.factories.sessions import RoomFactory

MONDAY = date(2026, 11, 30)


def dates(page):
    return [meeting.local.strftime("%d.%m") for meeting in page.context["preview"].meetings]


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
