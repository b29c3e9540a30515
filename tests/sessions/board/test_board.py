"""The coordinator's morning: what needs her stands on one page, the remedy one click away."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Audience, Duty
from lms.messaging.models import Message
from lms.people.models import Role
from lms.people.roles import grant
from sessions.board.views import sections_for
from sessions.models import Appointment, Place, Run, Session, Timetable, TimetableRemark
from tests.factories.competences import DutyFactory, RequiredCompetenceFactory, TeamFactory
from tests.factories.courses import CourseFactory
from tests.factories.people import PersonFactory
from tests.factories.sessions import (
    AppointmentFactory,
    PlaceFactory,
    RoomFactory,
    RunFactory,
    SessionFactory,
    SpecialistFactory,
)

pytestmark = pytest.mark.django_db


def told(person):
    return {section.title: [item.what for item in section.items] for section in sections_for(person.user)}


@pytest.fixture
def run(mops):
    return RunFactory(organiser=mops, course=CourseFactory(title_pl="Rodzice"))


@pytest.fixture
def covered(run, irena):
    return SessionFactory(run=run, room=RoomFactory(organisation=run.organiser), trainers=[irena])


def test_a_quiet_day_says_so(client, pan_adam, covered):
    client.force_login(pan_adam.user)

    page = client.get(reverse("board"))

    assert page.status_code == 200
    assert page.context["breadcrumbs_items"][-1]["label"] == "Co wymaga uwagi"
    assert sections_for(pan_adam.user) == []


def test_a_meeting_nobody_holds_is_there_and_leads_to_its_run(pan_adam, run):
    SessionFactory(run=run, room=RoomFactory())

    (section,) = sections_for(pan_adam.user)

    (item,) = section.items
    assert item.url == reverse("run:inspect", args=[run.pk])


def test_a_meeting_without_room_and_link_is_there_until_it_has_one(pan_adam, covered):
    Session.objects.update(room=None)
    without = sum(section.total for section in sections_for(pan_adam.user))
    Session.objects.update(online_link="https://example.org/room")

    assert (without, sections_for(pan_adam.user)) == (1, [])


@pytest.mark.parametrize(
    "given",
    [{"status": "cancelled"}, {"status": "draft"}],
)
def test_runs_that_do_not_go_on_need_nobody(pan_adam, run, given):
    SessionFactory(run=run)
    Run.objects.update(**given)

    assert sections_for(pan_adam.user) == []


def test_a_trainer_not_cleared_for_a_meeting_with_children_is_named(pan_adam, covered, irena):
    covered.run.course.audience = Audience.CHILDREN
    covered.run.course.save()

    (section,) = sections_for(pan_adam.user)

    assert irena.full_name in section.items[0].what
    assert section.items[0].url == reverse("person:inspect", args=[irena.pk])


def test_a_run_under_its_minimum_comes_up_a_week_before_its_day(pan_adam, covered):
    Run.objects.update(minimum=5, seats_taken=2, decision_on=timezone.localdate() + timedelta(days=8))
    early = sections_for(pan_adam.user)
    Run.objects.update(decision_on=timezone.localdate() + timedelta(days=7))

    assert early == []
    assert len(sections_for(pan_adam.user)) == 1


def test_a_run_that_has_begun_with_few_people_is_not_decided_any_more(pan_adam, covered):
    now = timezone.now()
    Run.objects.update(minimum=5, seats_taken=2, decision_on=timezone.localdate())
    Session.objects.update(starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1))

    assert sections_for(pan_adam.user) == []


def test_a_run_that_goes_ahead_all_the_same_is_settled(pan_adam, covered):
    Run.objects.update(minimum=5, decision_on=timezone.localdate(), decided_at=timezone.now())

    assert sections_for(pan_adam.user) == []


def test_who_asked_for_approval_is_named(pan_adam, covered, oksana):
    PlaceFactory(run=covered.run, person=oksana, status=Place.Status.APPLIED)

    (section,) = sections_for(pan_adam.user)

    assert oksana.full_name in section.items[0].what


def test_free_seats_that_people_wait_for_come_up(pan_adam, covered):
    Run.objects.update(capacity=3, seats_taken=1, people_waiting=2)

    (section,) = sections_for(pan_adam.user)

    assert section.items[0].url == reverse("run:places", args=[covered.run_id])


def test_what_a_timetable_could_not_settle_comes_up(pan_adam, covered):
    from schedule.models import Calendar, Event

    now = timezone.now()
    calendar = Calendar.objects.create(name="x", slug="x")
    event = Event.objects.create(calendar=calendar, start=now, end=now + timedelta(hours=1), title="x")
    timetable = Timetable.objects.create(run=covered.run, event=event)
    TimetableRemark.objects.create(
        timetable=timetable,
        kind=TimetableRemark.Kind.CLASH,
        starts_at=now + timedelta(days=3),
        taken="Sala 2",
    )

    (section,) = sections_for(pan_adam.user)

    assert "Sala 2" in section.items[0].what


def test_a_list_not_handed_in_comes_up_a_day_later(pan_adam, covered):
    ended = timezone.now() - timedelta(hours=25)
    Session.objects.update(starts_at=ended - timedelta(hours=2), ends_at=ended)

    (section,) = sections_for(pan_adam.user)

    assert section.items[0].url == reverse("desk:session", args=[covered.uuid])


def test_an_appointment_without_a_note_comes_up(pan_adam, mops):
    started = timezone.now() - timedelta(days=2)
    AppointmentFactory(specialist=SpecialistFactory(organisation=mops), starts_at=started)

    (section,) = sections_for(pan_adam.user)
    Appointment.objects.update(status=Appointment.Status.ATTENDED)

    assert section.total == 1
    assert sections_for(pan_adam.user) == []


def test_a_message_that_reached_nobody_comes_up(pan_adam, mops, oksana):
    Message.objects.create(
        key="x",
        kind="place_confirmed",
        recipient=oksana,
        organisation=mops,
        address="x@example.org",
        subject="Masz miejsce",
        status=Message.Status.FAILED,
    )

    assert ["Masz miejsce"] in told(pan_adam).values()


def test_another_organisation_sees_nothing_of_it(pani_beata, run):
    SessionFactory(run=run)

    assert sections_for(pani_beata.user) == []


def test_whoever_works_without_anybody_who_leads_them_is_named_until_they_have_a_team(pan_adam, mops):
    rule = RequiredCompetenceFactory()
    led = TeamFactory(organisation=mops, manager=PersonFactory())
    grant(Role.MANAGER, to=led.manager, at=mops)
    alone = DutyFactory(profile=rule.profile, organisation=mops)
    left = DutyFactory(profile=rule.profile, organisation=mops, team=TeamFactory(organisation=mops))
    for fine in ({"profile": rule.profile, "team": led}, {"team": None}):
        DutyFactory(organisation=mops, **fine)

    (section,) = sections_for(pan_adam.user)
    Duty.objects.filter(pk=alone.pk).update(team=led)
    (later,) = sections_for(pan_adam.user)

    assert [item.url for item in section.items] == [
        reverse("duty:edit", args=[alone.pk]),
        reverse("teams:edit", args=[left.team_id]),
    ]
    assert later.total == 1


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_what_is_found(pan_adam, mops, irena, number, django_assert_max_num_queries):
    for _each in range(number):
        run = RunFactory(organiser=mops, course=CourseFactory(audience=Audience.CHILDREN), minimum=5)
        Run.objects.filter(pk=run.pk).update(decision_on=timezone.localdate())
        SessionFactory(run=run, trainers=[irena])
        PlaceFactory(run=run, status=Place.Status.APPLIED)

    with django_assert_max_num_queries(17):
        sections = sections_for(pan_adam.user)

    assert {section.total for section in sections} >= {number}


def test_more_than_fits_is_counted(client, pan_adam, run):
    for _each in range(11):
        SessionFactory(run=run)

    (section,) = sections_for(pan_adam.user)
    client.force_login(pan_adam.user)

    assert (len(section.items), section.total, section.more) == (8, 11, 3)
    assert client.get(reverse("board")).status_code == 200
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
