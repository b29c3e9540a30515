"""Adam changes a series from a meeting on, or all of it, and sees before what becomes of each date."""

from datetime import date, time, timedelta

from django.urls import reverse

from lms.messaging.models import Message
from sessions.booking import take_place
from sessions.models import TimetableRemark
from sessions.planning import add_session, move_session
from tests.backoffice.planning.desk import at, confirmed, form, planned

MONDAY = date(2026, 11, 30)
HOUR = timedelta(hours=1)


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
