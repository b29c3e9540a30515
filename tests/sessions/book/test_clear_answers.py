"""Whatever stands in the way of a place is said in words, with what to do next."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Audience
from lms.messaging.models import Message
from lms.people.models import Guardianship, Person
from sessions.booking import take_place
from sessions.models import Place, Run
from tests.factories.people import GuardianshipFactory
from tests.factories.sessions import RunFactory, SessionFactory
from tests.sessions.book.visit import NEWCOMER, at, book_as_newcomer, last_code, text_of

pytestmark = pytest.mark.django_db


def test_a_run_that_nobody_knows_is_said_to_be_gone(client):
    response = client.get("/en/book/00000000-0000-4000-8000-000000000000/")

    assert response.status_code == 404
    assert "There is no such date any more" in text_of(response)


def test_a_draft_is_not_shown(client):
    run = RunFactory(status=Run.Status.DRAFT)

    assert client.get(at("start", run)).status_code == 404


@pytest.mark.parametrize("step", ["start", "who", "contact", "check"])
def test_a_closed_run_says_so_at_every_step(client, step):
    run = RunFactory(closed=True)

    assert "Places can no longer be taken here" in text_of(client.get(at(step, run)))


def test_a_closed_run_shows_the_next_dates_of_the_course(client):
    run = RunFactory(closed=True)
    later = RunFactory(course=run.course)
    SessionFactory(run=later)

    assert at("start", later) in client.get(at("start", run)).content.decode()


def test_a_run_that_is_not_open_yet_says_when_it_will_be(client):
    run = RunFactory(booking_opens_at=timezone.now() + timedelta(days=1))

    assert "Places can be taken from" in text_of(client.get(at("start", run)))


def test_a_run_that_was_called_off_says_so(client):
    run = RunFactory(status=Run.Status.CANCELLED)

    assert "called off" in text_of(client.get(at("start", run)))


def test_a_second_try_is_told_of_the_place_already_held(client, run, oksana):
    take_place(oksana, in_run=run, booked_by=oksana)
    client.force_login(oksana.user)

    response = client.get(at("start", run))

    assert "You already have this place" in text_of(response)
    assert reverse("my:home") in response.content.decode()


def test_somebody_who_has_a_place_may_take_one_for_a_child(client, evening, oksana, danylo):
    take_place(oksana, in_run=evening, booked_by=oksana)
    client.force_login(oksana.user)

    offered = client.get(at("start", evening))
    who = client.get(at("who", evening))

    assert "Take a place for somebody else" in text_of(offered)
    assert [value for value, _label in who.context["form"].fields["who"].widget.choices] == [
        str(danylo.uuid),
        "new",
        "adult",
    ]


def test_a_newcomer_whose_address_turns_out_to_hold_a_place_is_told_so(client, run, oksana):
    take_place(oksana, in_run=run, booked_by=oksana)
    sent = book_as_newcomer(client, run, email=oksana.email, given_name="Oksana", family_name="Shevchenko")

    response = client.get(client.post(sent.url, {"code": last_code()}).url)

    assert "You already have this place" in text_of(response)


def test_an_address_of_somebody_else_is_not_booked_under_a_strange_name(client, run, oksana):
    sent = book_as_newcomer(client, run, email=oksana.email)

    response = client.get(client.post(sent.url, {"code": last_code()}).url, follow=True)

    assert "This e-mail address belongs to Oksana Shevchenko" in text_of(response)
    assert not Place.objects.exists()


def test_somebody_who_is_not_the_audience_is_told_why_and_what_fits(client, marta):
    GuardianshipFactory(carer=marta, basis=Guardianship.Basis.FOSTER_CARER)
    run = RunFactory(course__audience=Audience.GUARDIANS)
    fitting = RunFactory(course__audience=Audience.FOSTER_CARERS)
    SessionFactory(run=fitting)
    client.force_login(marta.user)

    response = client.get(at("start", run))

    assert "This course is for guardians." in text_of(response)
    assert at("start", fitting) in response.content.decode()


def test_a_stranger_at_a_course_for_staff_is_asked_to_sign_in(client):
    run = RunFactory(course__audience=Audience.STAFF)

    response = client.get(at("start", run))

    assert "This course is for staff" in text_of(response)
    assert reverse("account_login") in response.content.decode()


def test_a_child_of_somebody_else_is_refused_in_words(client, evening, marta, danylo):
    client.force_login(marta.user)

    response = client.post(at("who", evening), {"who": [str(danylo.uuid)]})

    assert response.status_code == 403
    assert "This child is not in your care" in text_of(response)


def test_a_child_who_left_care_between_two_pages_takes_no_place(client, evening, oksana, danylo):
    client.force_login(oksana.user)
    client.post(at("who", evening), {"who": [str(danylo.uuid)]})
    oksana.guardianships_held.update(revoked_at=timezone.now())

    response = client.post(at("check", evening))

    assert response.url == at("who", evening)
    assert not Place.objects.exists()


def test_somebody_busy_at_that_hour_is_told_so(client, oksana):
    first, second = RunFactory(), RunFactory(course__audience=Audience.GUARDIANS)
    session = SessionFactory(run=first)
    SessionFactory(run=second, starts_at=session.starts_at + timedelta(hours=1))
    take_place(oksana, in_run=first, booked_by=oksana)
    client.force_login(oksana.user)

    response = client.post(at("check", second))

    assert response.status_code == 409
    assert "Oksana Shevchenko has another meeting at one of these hours" in text_of(response)


def test_a_wrong_code_says_what_to_do_and_can_be_typed_again(client, run):
    sent = book_as_newcomer(client, run)

    wrong = client.post(sent.url, {"code": "000000"})
    right = client.post(sent.url, {"code": last_code()})

    assert "This code is not right" in text_of(wrong)
    assert right.url == at("finish", run)


def test_a_code_guessed_too_often_dies_and_the_answers_stay(client, run):
    sent = book_as_newcomer(client, run)
    for _attempt in range(5):
        response = client.post(sent.url, {"code": "000000"})

    again = client.get(response.url)

    assert response.url == at("check", run)
    assert "You have tried too many times" in text_of(again)
    assert "Iryna Bondarenko" in text_of(again)


def test_a_stale_code_is_said_to_be_too_old(client, run, time_machine):
    sent = book_as_newcomer(client, run)
    code = last_code()
    time_machine.move_to(timezone.now() + timedelta(minutes=16))

    response = client.post(sent.url, {"code": code})
    again = client.get(response.url)

    assert response.url == at("check", run)
    assert "That code no longer works" in text_of(again)


def test_a_code_can_be_sent_again_and_only_the_new_one_works(client, run):
    sent = book_as_newcomer(client, run)
    old = last_code()
    client.post(sent.url, {"action": "resend"})

    assert client.post(sent.url, {"code": last_code()}).url == at("finish", run)
    assert Message.objects.filter(kind="sign_in_code").count() == 2
    assert old is not None


def test_whoever_corrects_a_name_before_the_code_goes_by_the_new_one(client, run):
    book_as_newcomer(client, run, given_name="Irnya")
    sent = book_as_newcomer(client, run)

    finished = client.get(client.post(sent.url, {"code": last_code()}).url)

    assert finished.url == at("done", run)
    assert Person.objects.get(email=NEWCOMER["email"]).given_name == "Iryna"
