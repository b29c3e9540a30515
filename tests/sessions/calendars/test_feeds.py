"""A calendar program reads somebody's meetings at a secret address and hears every change."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from icalendar import Calendar

from lms.people.models import Role
from lms.people.roles import grant
from sessions.booking import cancel_place, take_place
from sessions.calendars.feeds import open_feed, revoke_feed
from sessions.models import CalendarFeed, MakeUp
from sessions.planning import add_session, cancel_session, move_session
from tests.factories.courses import CourseFactory
from tests.factories.people import GuardianshipFactory, PersonFactory
from tests.factories.sessions import AppointmentFactory, RoomFactory, RunFactory, ServiceFactory

pytestmark = pytest.mark.django_db

WARSAW = ZoneInfo("Europe/Warsaw")
START = datetime(2026, 11, 26, 17, tzinfo=WARSAW)
HOUR = timedelta(hours=1)
PERSONAL, TEACHING, ROOM = CalendarFeed.Kind.PERSONAL, CalendarFeed.Kind.TEACHING, CalendarFeed.Kind.ROOM


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(datetime(2026, 11, 23, 12, tzinfo=WARSAW), tick=False) as clock:
        yield clock


def plan(run, *, weeks=0, **given):
    start = START + timedelta(weeks=weeks)
    return add_session(run, starts_at=start, ends_at=start + HOUR, kind="theory", **given)


@pytest.fixture
def run():
    course = CourseFactory(title_pl="Opiekun tymczasowy", title_uk="Тимчасовий опікун")
    run = RunFactory(course=course)
    plan(run, room=RoomFactory(name="Sala 2"))
    return run


def read(client, person, kind=PERSONAL, *, language="uk", **given):
    _feed, token = open_feed(person, kind=kind, language=language, **given)
    return client.get(reverse("cal:feed", args=[token]))


def events(response):
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def test_it_holds_what_i_take_part_in_in_my_language_with_an_alarm(client, oksana, run):
    take_place(oksana, in_run=run, booked_by=oksana)

    response = read(client, oksana)

    (event,) = events(response)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert str(event["SUMMARY"]) == "Тимчасовий опікун"
    assert event.decoded("DTSTART") == START
    assert [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")] == [timedelta(hours=-2)]


def test_a_meeting_of_carer_and_child_stands_once_with_their_names(client, oksana, danylo, run):
    take_place(oksana, in_run=run, booked_by=oksana)
    take_place(danylo, in_run=run, booked_by=oksana)

    (event,) = events(read(client, oksana, language="pl"))

    assert str(event["SUMMARY"]) == "Opiekun tymczasowy (Oksana Shevchenko, Danylo Koval)"


def test_moving_raises_the_sequence_and_calling_off_strikes_out(client, oksana, run):
    take_place(oksana, in_run=run, booked_by=oksana)
    session = run.sessions.get()
    (first,) = events(read(client, oksana))

    move_session(session, starts_at=START + HOUR, ends_at=START + 2 * HOUR, room=None, by=None)
    (moved,) = events(read(client, oksana))
    cancel_session(session, by=None, reason="")
    (cancelled,) = events(read(client, oksana))

    assert first["UID"] == moved["UID"] == cancelled["UID"]
    assert first["SEQUENCE"] < moved["SEQUENCE"] < cancelled["SEQUENCE"]
    assert [str(event["STATUS"]) for event in (first, moved, cancelled)] == [
        "CONFIRMED",
        "CONFIRMED",
        "CANCELLED",
    ]


def test_whoever_leaves_and_comes_back_is_told_in_rising_order(client, oksana, run, clock):
    seen = []
    for step in ("take", "leave", "take"):
        if step == "take":
            place = take_place(oksana, in_run=run, booked_by=oksana)
        else:
            cancel_place(place, by=oksana)
        clock.shift(timedelta(minutes=1))
        (event,) = events(read(client, oksana))
        seen.append((int(event["SEQUENCE"]), str(event["STATUS"])))

    assert [status for _number, status in seen] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert seen[0][0] < seen[1][0] <= seen[2][0]


def test_what_was_left_is_struck_out_for_a_month_and_then_gone(client, oksana, run, clock):
    cancel_place(take_place(oksana, in_run=run, booked_by=oksana), by=oksana)

    soon = events(read(client, oksana))
    clock.shift(timedelta(days=31))
    later = events(read(client, oksana))

    assert [str(event["STATUS"]) for event in soon] == ["CANCELLED"]
    assert later == []


def test_a_confidential_meeting_is_an_hour_and_nothing_else(client, oksana):
    run = RunFactory(confidential=True, course=CourseFactory(title_uk="Час для себе"))
    plan(run, room=RoomFactory(name="Sala 9"), topic="Oddech")
    take_place(oksana, in_run=run, booked_by=oksana)

    response = read(client, oksana, language="en")

    (event,) = events(response)
    assert str(event["SUMMARY"]) == "Appointment"
    assert {"LOCATION", "DESCRIPTION", "URL"}.isdisjoint(event)
    assert not any(word in response.content.decode() for word in ("Час", "Sala 9", "Oddech", run.code))


def test_appointments_are_there_and_the_specialist_reads_no_name(client, oksana, danylo):
    visit = AppointmentFactory(person=danylo, booked_by=oksana, starts_at=START)
    specialist = visit.specialist.person

    mine = read(client, oksana, language="pl")
    theirs = read(client, specialist, TEACHING, language="pl")

    assert [str(event["SUMMARY"]) for event in events(mine)] == ["Konsultacja psychologiczna (Danylo Koval)"]
    assert [str(event["SUMMARY"]) for event in events(theirs)] == ["Konsultacja psychologiczna"]
    assert "Danylo" not in theirs.content.decode()


def test_a_confidential_service_is_neutral_too(client, oksana):
    AppointmentFactory(person=oksana, starts_at=START, service=ServiceFactory(is_confidential=True))

    (event,) = events(read(client, oksana, language="en"))

    assert str(event["SUMMARY"]) == "Appointment"
    assert {"LOCATION", "DESCRIPTION", "URL"}.isdisjoint(event)


def test_a_meeting_made_up_in_another_group_is_there(client, oksana, run):
    other = RunFactory(course=run.course)
    missed, instead = run.sessions.get(), plan(other, weeks=1)
    place = take_place(oksana, in_run=run, booked_by=oksana)
    MakeUp.objects.create(place=place, missed=missed, session=instead)

    found = events(read(client, oksana))

    assert [event.decoded("DTSTART") for event in found] == [START, START + timedelta(weeks=1)]


def test_a_trainer_reads_what_she_teaches_and_nothing_else(client, irena, run):
    plan(run, weeks=1, trainers=[irena])

    found = events(read(client, irena, TEACHING))

    assert [event.decoded("DTSTART") for event in found] == [START + timedelta(weeks=1)]


def test_a_room_is_read_by_those_who_look_after_it(client, pan_adam, pani_beata, mops):
    room = RoomFactory(organisation=mops)
    plan(RunFactory(organiser=mops), room=room)

    adam = events(read(client, pan_adam, ROOM, room=room))
    beata = events(read(client, pani_beata, ROOM, room=room))

    assert (len(adam), len(beata)) == (1, 0)


def test_a_right_to_a_room_that_ended_ends_its_calendar(client, mops):
    person = PersonFactory(with_sign_in=True)
    grant(Role.COORDINATOR, to=person, at=mops)
    room = RoomFactory(organisation=mops)
    plan(RunFactory(organiser=mops), room=room)
    _feed, token = open_feed(person, kind=ROOM, language="pl", room=room)

    person.memberships.update(starts_on=date(2026, 1, 1), ends_on=date(2026, 11, 22))

    assert events(client.get(reverse("cal:feed", args=[token]))) == []


def test_a_revoked_or_invented_address_is_not_there(client, oksana):
    feed, token = open_feed(oksana, kind=PERSONAL, language="uk")
    revoke_feed(feed)

    answers = [client.get(reverse("cal:feed", args=[one])).status_code for one in (token, "invented")]

    assert answers == [404, 404]


def test_a_new_address_replaces_the_old_one(client, oksana):
    _old, old = open_feed(oksana, kind=PERSONAL, language="uk")
    _new, new = open_feed(oksana, kind=PERSONAL, language="pl")

    answers = [client.get(reverse("cal:feed", args=[one])).status_code for one in (old, new)]

    assert answers == [404, 200]


def test_the_token_is_kept_nowhere(oksana):
    feed, token = open_feed(oksana, kind=PERSONAL, language="uk")

    assert token not in str(CalendarFeed.objects.filter(pk=feed.pk).values())


def test_nothing_new_is_told_without_a_body_and_a_change_with_one(client, oksana, run):
    take_place(oksana, in_run=run, booked_by=oksana)
    _feed, token = open_feed(oksana, kind=PERSONAL, language="uk")
    address = reverse("cal:feed", args=[token])
    first = client.get(address)

    same = client.get(address, headers={"If-None-Match": first["ETag"]})
    cancel_session(run.sessions.get(), by=None, reason="")
    changed = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert first["Last-Modified"]
    assert (same.status_code, same.content) == (304, b"")
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


@pytest.mark.parametrize("number", [1, 4])
def test_queries_do_not_grow_with_what_is_planned(
    client, oksana, danylo, number, django_assert_max_num_queries
):
    for week in range(number):
        run = RunFactory()
        plan(run, weeks=week, room=RoomFactory())
        take_place(oksana, in_run=run, booked_by=oksana)
        AppointmentFactory(person=danylo, booked_by=oksana, starts_at=START + timedelta(weeks=week, hours=5))
    _feed, token = open_feed(oksana, kind=PERSONAL, language="uk")

    with django_assert_max_num_queries(8):
        response = client.get(reverse("cal:feed", args=[token]))

    assert len(events(response)) == 2 * number


def test_everybody_reads_what_is_open_to_everybody(client, run):
    plan(RunFactory(confidential=True))
    plan(RunFactory(visibility="unlisted"), weeks=2)

    found = events(client.get(reverse("cal:public", args=["uk"])))

    assert [str(event["SUMMARY"]) for event in found] == ["Тимчасовий опікун"]


def test_i_make_an_address_and_see_it_once(client, oksana):
    client.force_login(oksana.user)
    page = reverse("my:calendar_feeds")

    made = client.post(page, {"kind": PERSONAL, "open": ""}, follow=True)
    again = client.get(page)

    assert made.context["shown"].endswith(".ics")
    assert (
        client.get(made.context["shown"].partition("://")[2].partition("/")[2].join(["/", ""])).status_code
        == 200
    )
    assert made.context["shown"] not in again.content.decode()


def test_i_revoke_my_address(client, oksana):
    _feed, token = open_feed(oksana, kind=PERSONAL, language="uk")
    client.force_login(oksana.user)

    client.post(reverse("my:calendar_feeds"), {"kind": PERSONAL, "revoke": ""})

    assert client.get(reverse("cal:feed", args=[token])).status_code == 404


def test_nobody_makes_an_address_for_what_they_do_not_teach(client, oksana):
    client.force_login(oksana.user)

    response = client.post(reverse("my:calendar_feeds"), {"kind": TEACHING, "open": ""})

    assert response.status_code == 404
    assert not CalendarFeed.objects.exists()


def test_an_interpreter_makes_an_address_for_the_meetings_they_interpret(client, oksana, run):
    plan(run, weeks=1, interpreter=oksana)
    client.force_login(oksana.user)

    client.post(reverse("my:calendar_feeds"), {"kind": TEACHING, "open": ""})

    assert CalendarFeed.objects.get().kind == TEACHING


def test_a_child_no_longer_in_care_is_no_longer_read(client, oksana, run):
    guardianship = GuardianshipFactory(carer=oksana, child=PersonFactory(child=True))
    take_place(guardianship.child, in_run=run, booked_by=oksana)

    before = len(events(read(client, oksana)))
    guardianship.revoked_at = START
    guardianship.save()

    assert (before, len(events(read(client, oksana)))) == (1, 0)
