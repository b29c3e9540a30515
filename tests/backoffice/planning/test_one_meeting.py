"""One meeting is moved, held by somebody else, or added, and what stands in the way is said before."""

from datetime import date, timedelta

from django.urls import reverse

from lms.messaging.models import Message
from lms.people.models import Role
from lms.people.roles import grant
from sessions.booking import take_place
from sessions.models import Place
from sessions.planning import add_session, move_session
from tests.backoffice.planning.desk import at
from tests.factories.people import PersonFactory
from tests.factories.sessions import ChildcareFactory, RoomFactory

MONDAY = date(2026, 11, 30)
HOUR = timedelta(hours=1)


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
