"""Pan Adam plans a run: dates are shown before they are written, and every change is told."""

from datetime import datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lms.messaging.models import Message
from lms.people.models import Role
from lms.people.roles import grant
from lms.privacy.models import AuditEntry
from sessions.booking import take_place
from sessions.models import Offer, Place, Run
from sessions.planning import add_session
from sessions.timetable import on_the_clock
from tests.factories.courses import CourseFactory
from tests.factories.people import PersonFactory
from tests.factories.sessions import ContractFactory, RoomFactory, RunFactory

IN_A_WEEK = timezone.localdate() + timedelta(days=7)


@pytest.fixture
def desk_of_adam(client, pan_adam):
    client.force_login(pan_adam.user)
    return client


@pytest.fixture
def room(mops):
    return RoomFactory(organisation=mops, name="Sala 3")


@pytest.fixture
def run(mops, room, irena):
    run = RunFactory(organiser=mops, room=room, capacity=2, languages=["uk"])
    run.trainers.add(irena)
    return run


def at(day, hour):
    return on_the_clock(datetime.combine(day, time(hour)))


@pytest.fixture
def meeting(run, room, irena):
    return add_session(
        run,
        starts_at=at(IN_A_WEEK, 17),
        ends_at=at(IN_A_WEEK, 19),
        room=room,
        kind="theory",
        trainers=[irena],
    )


def run_form(run, **changes):
    closes = timezone.localtime(run.booking_closes_at)
    return {
        "course": run.course_id,
        "code": run.code,
        "organiser": run.organiser_id,
        "languages": ["uk", "pl"],
        "capacity": run.capacity,
        "version": run.version,
        "answer_hours": 24,
        "queue_closes_hours_before": 3,
        "cancel_hours_before": 24,
        "late_cancellation": "refused",
        "place_shown_hours_before": 24,
        "booking_closes_at": f"{closes:%Y-%m-%d %H:%M}",
        "visibility": "public",
        "room": run.room_id or "",
        **changes,
    }


def test_a_run_is_written_down_as_a_draft(desk_of_adam, mops, room):
    course = CourseFactory()
    written = RunFactory.build(course=course, organiser=mops, room=room, code="OPIEK-2026-3")

    answer = desk_of_adam.post(reverse("run:add"), run_form(written))

    run = Run.objects.get(code="OPIEK-2026-3")
    assert answer.url == reverse("run:inspect", args=[run.pk])
    assert run.status == Run.Status.DRAFT
    assert [spoken.language for spoken in run.languages.all()] == ["uk", "pl"]


def test_a_run_is_never_written_down_for_another_organisation(desk_of_adam, fundacja):
    written = RunFactory.build(course=CourseFactory(), organiser=fundacja, code="THEIRS")

    desk_of_adam.post(reverse("run:add"), run_form(written))

    assert not Run.objects.filter(code="THEIRS").exists()


def test_a_room_of_another_organisation_cannot_be_chosen(desk_of_adam, run):
    theirs = RoomFactory()

    answer = desk_of_adam.post(reverse("run:edit", args=[run.pk]), run_form(run, room=theirs.pk))

    assert answer.status_code == 200
    assert "room" in answer.context["form"].errors


def test_editing_a_run_leaves_the_seats_taken_meanwhile(desk_of_adam, run, oksana):
    form = run_form(run, capacity=5)
    take_place(oksana, in_run=run, booked_by=oksana)

    desk_of_adam.post(reverse("run:edit", args=[run.pk]), form)

    run.refresh_from_db()
    assert (run.capacity, run.seats_taken) == (5, 1)
    assert AuditEntry.objects.filter(action=AuditEntry.Action.CHANGED).exists()


def test_seats_that_are_taken_cannot_be_taken_away(desk_of_adam, run, oksana):
    take_place(oksana, in_run=run, booked_by=oksana)
    take_place(PersonFactory(user=None), in_run=run, booked_by=grant_helper(run))

    answer = desk_of_adam.post(reverse("run:edit", args=[run.pk]), run_form(run, capacity=1))

    assert "capacity" in answer.context["form"].errors


def grant_helper(run):
    helper = PersonFactory()
    grant(Role.ASSISTANT, to=helper, at=run.organiser)
    return helper


def test_more_seats_are_offered_to_those_who_wait(desk_of_adam, run, oksana, marta):
    Run.objects.update(capacity=1)
    take_place(oksana, in_run=run, booked_by=oksana)
    waiting = take_place(marta, in_run=run, booked_by=marta)

    desk_of_adam.post(reverse("run:edit", args=[run.pk]), run_form(run, capacity=2))

    waiting.refresh_from_db()
    assert waiting.status == Place.Status.OFFERED
    assert waiting.offer.cause == Offer.Cause.ADDED


def test_a_draft_is_published(desk_of_adam, run):
    Run.objects.update(status=Run.Status.DRAFT)

    desk_of_adam.post(reverse("run:publish", args=[run.pk]))

    run.refresh_from_db()
    assert run.status == Run.Status.PUBLISHED


def test_calling_off_a_run_says_how_many_are_told_and_tells_them(desk_of_adam, run, meeting, oksana):
    place = take_place(oksana, in_run=run, booked_by=oksana)
    address = reverse("run:cancel", args=[run.pk])

    page = desk_of_adam.get(address)
    desk_of_adam.post(address, {"reason": "Prowadząca zachorowała."})

    run.refresh_from_db()
    place.refresh_from_db()
    assert "1" in page.context["intro"]
    assert run.status == Run.Status.CANCELLED
    assert place.status == Place.Status.CALLED_OFF
    assert "Prowadząca zachorowała." in Message.objects.get(kind="run_called_off", recipient=oksana).text


def test_one_more_meeting_is_added(desk_of_adam, run, room, irena):
    desk_of_adam.post(
        reverse("run:add_session", args=[run.pk]),
        {
            "day": f"{IN_A_WEEK:%Y-%m-%d}",
            "start": "10:00",
            "end": "12:00",
            "room": room.pk,
            "kind": "practice",
            "trainers": [irena.pk],
        },
    )

    session = run.sessions.get()
    assert (session.starts_at, session.kind) == (at(IN_A_WEEK, 10), "practice")


def test_a_moved_meeting_is_told_to_everyone_with_a_place(desk_of_adam, run, meeting, room, oksana):
    take_place(oksana, in_run=run, booked_by=oksana)
    address = reverse("run:move_session", args=[meeting.pk])

    page = desk_of_adam.get(address)
    desk_of_adam.post(
        address, {"day": f"{IN_A_WEEK:%Y-%m-%d}", "start": "18:00", "end": "20:00", "room": room.pk}
    )

    meeting.refresh_from_db()
    assert page.context["form"]["start"].value() == time(17)
    assert meeting.starts_at == at(IN_A_WEEK, 18)
    assert Message.objects.filter(kind="session_moved", recipient=oksana).exists()


def test_a_meeting_cannot_be_moved_to_where_something_else_is(desk_of_adam, mops, run, meeting, room):
    other = RunFactory(organiser=mops)
    add_session(other, starts_at=at(IN_A_WEEK, 20), ends_at=at(IN_A_WEEK, 22), room=room, kind="theory")

    page = desk_of_adam.post(
        reverse("run:move_session", args=[meeting.pk]),
        {"day": f"{IN_A_WEEK:%Y-%m-%d}", "start": "19:00", "end": "21:00", "room": room.pk},
    )

    assert page.status_code == 422
    assert "Sala 3" in page.context["form"].non_field_errors()[0]


def test_a_meeting_called_off_is_told_with_the_words_of_the_coordinator(desk_of_adam, run, meeting, oksana):
    take_place(oksana, in_run=run, booked_by=oksana)

    desk_of_adam.post(reverse("run:cancel_session", args=[meeting.pk]), {"reason": "Awaria ogrzewania."})

    meeting.refresh_from_db()
    assert meeting.is_cancelled
    assert "Awaria ogrzewania." in Message.objects.get(kind="session_cancelled", recipient=oksana).text


def test_the_page_of_a_run_costs_the_same_for_three_meetings_as_for_one(
    desk_of_adam, run, meeting, room, django_assert_max_num_queries
):
    address = reverse("run:inspect", args=[run.pk])
    desk_of_adam.get(address)
    with django_assert_max_num_queries(40) as one:
        desk_of_adam.get(address)
    for days in (1, 2):
        day = IN_A_WEEK + timedelta(days=days)
        add_session(run, starts_at=at(day, 17), ends_at=at(day, 19), room=room, kind="theory")

    with django_assert_max_num_queries(len(one)):
        desk_of_adam.get(address)


@pytest.mark.parametrize("slip", ["0001-01-01 00:00", "9999-12-31 23:59"])
@pytest.mark.parametrize("field", ["booking_opens_at", "booking_closes_at"])
def test_a_slip_in_the_year_is_explained_beside_its_field(desk_of_adam, run, field, slip):
    page = desk_of_adam.post(reverse("run:edit", args=[run.pk]), run_form(run, **{field: slip}))

    assert field in page.context["form"].errors


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"minimum": 9}, "minimum"),
        ({"minimum": 2}, "decision_on"),
        ({"minimum": 2, "decision_on": f"{IN_A_WEEK + timedelta(days=1):%Y-%m-%d}"}, "decision_on"),
        ({"offers_childcare": "on", "childcare_youngest": 9, "childcare_oldest": 3}, "childcare_oldest"),
        ({"booking_opens_at": "2198-01-01 10:00"}, "booking_closes_at"),
        ({"answer_hours": 0}, "answer_hours"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_typed_is_lost(
    desk_of_adam, run, meeting, changes, field
):
    typed = run_form(run, theme_pl="Wieczorami", **changes)

    page = desk_of_adam.post(reverse("run:edit", args=[run.pk]), typed)

    form = page.context["form"]
    assert list(form.errors) == [field]
    assert form["theme_pl"].value() == "Wieczorami"


def test_the_day_of_decision_may_be_any_before_the_first_meeting(desk_of_adam, run, meeting):
    the_day_before = f"{IN_A_WEEK - timedelta(days=1):%Y-%m-%d}"

    desk_of_adam.post(
        reverse("run:edit", args=[run.pk]), run_form(run, minimum=2, decision_on=the_day_before)
    )

    run.refresh_from_db()
    assert (run.minimum, run.decision_on) == (2, IN_A_WEEK - timedelta(days=1))


def test_a_contract_says_who_pays_and_is_with_the_organiser(desk_of_adam, mops, run):
    ours, theirs = ContractFactory(organisation=mops), ContractFactory()
    address = reverse("run:edit", args=[run.pk])

    refused = desk_of_adam.post(address, run_form(run, contract=theirs.pk))
    desk_of_adam.post(address, run_form(run, contract=ours.pk))

    run.refresh_from_db()
    assert "contract" in refused.context["form"].errors
    assert (run.contract, run.funder) == (ours, ours.funder)


def test_promised_childcare_is_not_taken_away_by_a_tick(desk_of_adam, run):
    Run.objects.update(offers_childcare=True, childcare_places=4, childcare_taken=3)
    address = reverse("run:edit", args=[run.pk])

    without = desk_of_adam.post(address, run_form(run))
    with_fewer = desk_of_adam.post(address, run_form(run, offers_childcare="on", childcare_places=2))

    assert list(without.context["form"].errors) == ["offers_childcare"]
    assert list(with_fewer.context["form"].errors) == ["childcare_places"]


@pytest.fixture
def edited_by_anna(run, anna):
    """Anna saves the run while Adam has its form before him."""
    typed_by_adam = run_form(run, capacity=12, theme_pl="Wieczorami")
    of_anna = Client()
    of_anna.force_login(anna.user)
    of_anna.post(
        reverse("run:edit", args=[run.pk]), run_form(run, capacity=20, offers_meal="on", languages=["uk"])
    )
    run.refresh_from_db()
    return typed_by_adam


def test_who_edits_a_run_that_another_has_saved_meanwhile_is_told_who_and_what(
    desk_of_adam, run, edited_by_anna
):
    page = desk_of_adam.post(reverse("run:edit", args=[run.pk]), edited_by_anna)

    form = page.context["form"]
    assert "Anna Lis" in form.non_field_errors()[0]
    assert {name: errors[0].split(": ")[1] for name, errors in form.errors.items() if name != "__all__"} == {
        "capacity": "20",
        "offers_meal": "tak",
        "languages": "ukraiński",
        "theme_pl": "–",
    }
    run.refresh_from_db()
    assert run.capacity == 20


def test_after_a_conflict_everything_typed_is_there_and_saving_again_is_knowing(
    desk_of_adam, run, edited_by_anna
):
    address = reverse("run:edit", args=[run.pk])
    form = desk_of_adam.post(address, edited_by_anna).context["form"]

    desk_of_adam.post(address, {**edited_by_anna, "version": form["version"].value()})

    run.refresh_from_db()
    assert (form["capacity"].value(), form["theme_pl"].value()) == ("12", "Wieczorami")
    assert (run.capacity, run.theme_pl, run.offers_meal) == (12, "Wieczorami", False)
