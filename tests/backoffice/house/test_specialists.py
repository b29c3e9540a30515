"""Adam keeps who works when, and nobody else's specialists are there for him."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Enrolment
from lms.people.models import Clearance, Role
from lms.people.roles import grant
from sessions.models import Absence, RoomHours, Specialist, WorkingHours
from sessions.reservations import resource_of_room
from sessions.working_hours import set_weekly, strike_out
from tests.backoffice.house.desk import MONDAY, at, closing, hours, meeting, page, sent
from tests.factories.courses import CourseFactory
from tests.factories.people import PersonFactory
from tests.factories.sessions import (
    ChildcareFactory,
    RoomFactory,
    RunFactory,
    ServiceFactory,
    SpecialistFactory,
)

TODAY = timezone.localdate()
NEXT_MONDAY = TODAY + timedelta(days=7 - TODAY.weekday())


@pytest.fixture
def olena(mops, room):
    """A psychologist of the centre."""
    person = PersonFactory(given_name="Olena", family_name="Bondar")
    grant(Role.THERAPIST, to=person, at=mops)
    service = ServiceFactory(organisation=mops, code="PSYCH", name="Psycholog")
    return SpecialistFactory(person=person, organisation=mops, room=room, services=[service])


@pytest.fixture
def mondays(olena):
    return set_weekly(olena, weekdays=[MONDAY], start=time(9), end=time(13), from_day=NEXT_MONDAY)


def test_a_therapist_becomes_a_specialist_with_languages(desk_of_adam, mops, irena):
    sent(
        desk_of_adam,
        "specialist:add",
        person=irena.pk,
        organisation=mops.pk,
        languages=["uk", "pl"],
        qualifications="Psycholog dziecięcy",
        is_in_use="on",
        online_link="",
        about_pl="Słucha.",
        about_uk="",
        about_en="",
    )

    specialist = Specialist.objects.get(person=irena)
    assert [spoken.language for spoken in specialist.languages.all()] == ["uk", "pl"]
    assert specialist.qualifications == "Psycholog dziecięcy"


def test_only_those_who_work_there_can_become_specialists(desk_of_adam, mops, marta):
    answer = sent(desk_of_adam, "specialist:add", person=marta.pk, organisation=mops.pk, languages=["pl"])

    assert not Specialist.objects.exists()
    assert answer.context["form"].errors.keys() == {"person"}


def test_working_hours_are_added_on_the_page_of_the_specialist(desk_of_adam, olena):
    answer = sent(desk_of_adam, "specialist:add_hours", olena.pk, **hours())

    added = olena.working_hours.get()
    assert (added.weekdays, added.starts, added.ends, added.first_day) == (
        [MONDAY],
        time(9),
        time(13),
        NEXT_MONDAY,
    )
    assert "9:00–13:00" in answer.content.decode()


def test_the_same_hours_twice_are_refused_by_name(desk_of_adam, olena):
    sent(desk_of_adam, "specialist:add_hours", olena.pk, **hours())

    answer = sent(desk_of_adam, "specialist:add_hours", olena.pk, **hours())

    assert answer.status_code == 422
    assert "Olena Bondar has such hours already: 9:00–13:00." in answer.content.decode()


def test_hours_in_a_closed_room_are_refused_with_its_hours(desk_of_adam, olena, room):
    RoomHours.objects.create(room=room, weekday=MONDAY, opens=time(12), closes=time(20))

    answer = sent(desk_of_adam, "specialist:add_hours", olena.pk, **hours())

    assert answer.status_code == 422
    assert "Sala Lipa is open 12:00–20:00" in answer.content.decode()
    assert olena.working_hours.count() == 0


def test_a_day_is_struck_out_and_restored(desk_of_adam, mondays):
    answer = sent(desk_of_adam, "specialist:strike_out", mondays.pk, day=NEXT_MONDAY.isoformat())
    exception = mondays.exceptions.get()
    restored = sent(desk_of_adam, "specialist:restore_day", exception.pk)

    assert "Not on Monday" in answer.content.decode()
    assert "Not on Monday" not in restored.content.decode()
    assert mondays.exceptions.count() == 0


def test_a_day_without_hours_cannot_be_struck_out(desk_of_adam, mondays):
    tuesday = NEXT_MONDAY + timedelta(days=1)

    answer = sent(desk_of_adam, "specialist:strike_out", mondays.pk, day=tuesday.isoformat())

    assert "These hours do not hold on that day anyway." in answer.content.decode()


def test_hours_end_with_a_day(desk_of_adam, mondays):
    last = NEXT_MONDAY + timedelta(days=14)

    sent(desk_of_adam, "specialist:end_hours", mondays.pk, last_day=last.isoformat())

    assert WorkingHours.objects.select_related("event").get().last_day == last


def test_hours_set_by_mistake_are_taken_away(desk_of_adam, mondays, olena):
    answer = sent(desk_of_adam, "specialist:remove_hours", mondays.pk)

    assert olena.working_hours.count() == 0
    assert "nobody can book an appointment" in answer.content.decode()


def test_a_leave_shows_its_meetings_and_takes_the_trainer_out(desk_of_adam, olena, mops):
    session = meeting(run=RunFactory(organiser=mops), trainers=[olena.person])

    shown = sent(desk_of_adam, "specialist:leave", olena.pk, **closing()).content.decode()
    done = sent(desk_of_adam, "specialist:leave", olena.pk, **closing(confirm="1")).content.decode()

    assert "1 meeting will go on without" in shown
    assert "1 meeting now waits on your board." in done
    assert list(session.trainers.all()) == []


def test_the_page_says_whether_the_specialist_may_work_with_children(desk_of_adam, olena):
    course = CourseFactory(is_protection_course=True, valid_months=12)

    before = page(desk_of_adam, "specialist:inspect", olena.pk)
    Clearance.objects.create(person=olena.person, checked_on=TODAY, valid_until=date(2099, 3, 3))
    Enrolment.objects.create(
        person=olena.person, course=course, result=Enrolment.Result.COMPLETED, ended_at=timezone.now()
    )
    after = page(desk_of_adam, "specialist:inspect", olena.pk)

    assert "none noted" in before
    assert "not completed" in before
    assert "valid until 3 March 2099" in after
    assert "may work with children" in after


def test_childcare_is_not_there_for_a_day(desk_of_adam, mops):
    childcare = ChildcareFactory(organisation=mops)

    sent(desk_of_adam, "childcare:close", childcare.pk, **closing(confirm="1"))

    assert Absence.objects.get().resource.childcare == childcare
    assert "Remont" in page(desk_of_adam, "childcare:inspect", childcare.pk)


def test_leaves_and_closures_stand_in_one_list(desk_of_adam, room, olena, fundacja):
    sent(desk_of_adam, "room:close", room.pk, **closing(confirm="1"))
    sent(desk_of_adam, "specialist:leave", olena.pk, **closing(confirm="1"))
    elsewhere = resource_of_room(RoomFactory(organisation=fundacja, name="Sala Fundacji"))
    Absence.objects.create(resource=elsewhere, starts_at=at(NEXT_MONDAY, 8), ends_at=at(NEXT_MONDAY, 9))

    shown = page(desk_of_adam, "absence:index")

    assert "Sala Lipa" in shown
    assert "Olena Bondar" in shown
    assert "Sala Fundacji" not in shown


@pytest.mark.parametrize(
    "name",
    ["specialist:add_hours", "specialist:leave", "specialist:inspect", "specialist:edit"],
)
def test_specialists_of_others_are_not_there(client, pani_beata, olena, name):
    client.force_login(pani_beata.user)

    assert client.get(reverse(name, args=[olena.pk])).status_code == 404


def test_hours_of_others_are_neither_ended_nor_removed(client, pani_beata, mondays, room):
    client.force_login(pani_beata.user)
    opening = RoomHours.objects.create(room=room, weekday=MONDAY, opens=time(8), closes=time(12))
    exception = strike_out(mondays, day=NEXT_MONDAY)

    answers = [
        client.get(reverse("specialist:end_hours", args=[mondays.pk])),
        client.post(reverse("specialist:remove_hours", args=[mondays.pk])),
        client.post(reverse("specialist:restore_day", args=[exception.pk])),
        client.post(reverse("room:remove_hours", args=[opening.pk])),
        client.get(reverse("room:close", args=[room.pk])),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5
    assert WorkingHours.objects.count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_with_many_hours_asks_no_more_of_the_database(
    desk_of_adam, olena, mops, number, django_assert_num_queries
):
    run = RunFactory(organiser=mops)
    for weekday in range(number):
        series = set_weekly(olena, weekdays=[weekday], start=time(9), end=time(13), from_day=NEXT_MONDAY)
        strike_out(series, day=NEXT_MONDAY + timedelta(days=weekday))
        meeting(run=run, trainers=[olena.person], day=NEXT_MONDAY + timedelta(days=weekday))
    page(desk_of_adam, "specialist:inspect", olena.pk)

    with django_assert_num_queries(30):
        page(desk_of_adam, "specialist:inspect", olena.pk)
