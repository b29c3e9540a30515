"""From a poster to a place: a run, a few questions, a code, done; and a clear answer to everything else."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.urls import reverse
from django.utils import timezone

from courses.models import Audience
from lms.messaging.models import Message
from lms.people.models import Acceptance, Guardianship, Person, User
from sessions.booking import take_place
from sessions.models import Place, Run
from tests.factories.people import GuardianshipFactory, InformationClauseFactory, PersonFactory
from tests.factories.sessions import PlaceFactory, RoomFactory, RunFactory, SessionFactory

pytestmark = pytest.mark.django_db

NEWCOMER = {
    "given_name": "Iryna",
    "family_name": "Bondarenko",
    "given_name_cyrillic": "Ірина",
    "family_name_cyrillic": "Бондаренко",
    "email": "iryna@example.org",
    "language": "en",
}
CHILD = {
    "given_name": "Marko",
    "family_name": "Bondarenko",
    "birth_day": "27",
    "birth_month": "3",
    "birth_year": str(timezone.localdate().year - 9),
    "basis": Guardianship.Basis.PARENT,
}


@pytest.fixture(autouse=True)
def english(settings, client):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def run():
    run = RunFactory(course__title="Opiekun", course__audience=Audience.GUARDIANS, capacity=5)
    SessionFactory(run=run)
    return run


@pytest.fixture
def evening():
    """For everyone: adults and children."""
    run = RunFactory(course__audience=Audience.EVERYONE, capacity=5)
    SessionFactory(run=run)
    return run


def at(step, run):
    return reverse(f"book:{step}", args=[run.uuid])


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).replace("&#x27;", "’")


def last_code():
    return re.search(r"\b\d{6}\b", Message.objects.filter(kind="sign_in_code").latest("pk").text)[0]


def book_as_newcomer(client, run, **answers):
    """Answer everything and stop before the code."""
    client.post(at("contact", run), NEWCOMER | answers)
    return client.post(at("check", run))


def test_a_newcomer_takes_a_place_with_a_code_and_no_password(client, run):
    start = client.get(at("start", run))
    contact = client.post(at("contact", run), NEWCOMER)
    check = client.get(at("check", run))
    sent = client.post(at("check", run))
    entered = client.post(sent.url, {"code": last_code()})
    finished = client.get(entered.url)
    done = client.get(finished.url)

    assert at("contact", run) in start.content.decode()
    assert contact.url == at("check", run)
    assert "Iryna Bondarenko" in text_of(check)
    assert sent.url == at("code", run)
    assert entered.url == at("finish", run)
    assert finished.url == at("done", run)
    assert "You have a place" in text_of(done)
    place = Place.objects.get()
    assert place.status == Place.Status.CONFIRMED
    assert place.person.full_name_cyrillic == "Ірина Бондаренко"
    assert not place.person.user.has_usable_password()


def test_nothing_is_kept_in_the_session_once_the_place_is_taken(client, run):
    sent = book_as_newcomer(client, run)
    client.get(client.post(sent.url, {"code": last_code()}).url)

    assert client.session["booking"] == {}


def test_a_full_run_leads_to_an_honest_place_in_the_queue(client, run, oksana):
    Run.objects.filter(pk=run.pk).update(capacity=1)
    run.refresh_from_db()
    other = PersonFactory()
    take_place(other, in_run=run, booked_by=other)
    client.force_login(oksana.user)

    check = client.get(at("check", run))
    client.post(at("check", run))
    done = client.get(at("done", run))

    assert "Join the queue" in text_of(check)
    assert "You are in the queue" in text_of(done)
    assert "number 1 in the queue" in text_of(client.get(at("start", run)))


def test_a_guardian_takes_places_for_herself_and_a_child_together(client, evening, oksana, danylo):
    client.force_login(oksana.user)

    client.post(at("who", evening), {"who": ["me", str(danylo.uuid)]})
    client.post(at("check", evening))

    places = Place.objects.all()
    assert {place.person for place in places} == {oksana, danylo}
    assert {place.booked_by for place in places} == {oksana}
    assert len({place.party for place in places}) == 1


def test_a_newcomer_brings_a_child_into_her_care(client, evening):
    client.post(at("who", evening), {"who": ["me", "new"]})
    to_contact = client.post(at("child", evening), CHILD)
    sent = book_as_newcomer(client, evening)
    client.get(client.post(sent.url, {"code": last_code()}).url)

    mother = Person.objects.get(email=NEWCOMER["email"])
    child = Person.objects.in_care_of(mother).get()
    assert to_contact.url == at("contact", evening)
    assert child.full_name == "Marko Bondarenko"
    assert not mother.guardianships_held.get().is_verified
    assert {place.person for place in Place.objects.all()} == {mother, child}


def test_no_child_is_written_down_before_the_code_is_confirmed(client, evening):
    client.post(at("who", evening), {"who": ["new"]})
    client.post(at("child", evening), CHILD)
    book_as_newcomer(client, evening)

    assert not Person.objects.filter(given_name="Marko").exists()
    assert not Place.objects.exists()


def test_only_the_needs_that_the_run_offers_are_asked(client, oksana):
    run = RunFactory(offers_childcare=True, offers_meal=True, room=RoomFactory(is_step_free=False))
    client.force_login(oksana.user)
    client.post(at("who", run), {"who": ["me"]})

    form = client.get(at("needs", run)).context["form"]

    assert list(form.fields) == ["childcare", "diet"]


def test_needs_are_noted_with_the_place(client, oksana):
    run = RunFactory(
        course__audience=Audience.GUARDIANS, offers_childcare=True, offers_meal=True, offers_interpreter=True
    )
    client.force_login(oksana.user)
    client.post(at("needs", run), {"childcare": "on", "diet": "no nuts"})
    client.post(at("check", run))

    place = Place.objects.get()
    assert (place.needs_childcare, place.needs_interpreter, place.needs_diet) == (True, False, "no nuts")


def test_a_later_step_leads_back_to_the_first_unanswered_one(client, evening):
    response = client.get(at("check", evening))

    assert response.url == at("who", evening)


def test_what_was_typed_stays_after_an_error(client, run):
    response = client.post(at("contact", run), NEWCOMER | {"email": "iryna"})
    again = client.get(at("contact", run))

    assert "This does not look like an e-mail address" in text_of(response)
    assert 'value="Iryna"' in response.content.decode()
    assert 'value="Iryna"' in again.content.decode()


def test_a_name_in_cyrillic_gets_its_latin_form_suggested(client, run):
    response = client.post(at("contact", run), NEWCOMER | {"family_name": "Бондаренко"})

    assert "Is it “Bondarenko”?" in text_of(response)


def test_the_clause_is_shown_and_its_version_accepted(client, run):
    clause = InformationClauseFactory(version="2026-1")

    without = client.post(at("contact", run), NEWCOMER)
    sent = book_as_newcomer(client, run, clause=clause.pk, accept="on")
    client.get(client.post(sent.url, {"code": last_code()}).url)

    assert "Please read how we use your data" in text_of(without)
    acceptance = Acceptance.objects.get()
    assert (acceptance.clause, acceptance.person.email) == (clause, NEWCOMER["email"])


def test_somebody_known_is_asked_only_to_read_a_new_version_of_the_clause(client, run, oksana):
    clause = InformationClauseFactory()
    client.force_login(oksana.user)

    asked = client.get(at("check", run))
    client.post(at("contact", run), {"clause": clause.pk, "accept": "on"})
    client.post(at("check", run))

    assert asked.url == at("contact", run)
    assert Acceptance.objects.get().person == oksana
    assert client.get(at("done", run)).status_code == 200


def test_a_version_that_changed_meanwhile_must_be_read_again(client, run, oksana):
    old = InformationClauseFactory(valid_from=timezone.localdate() - timedelta(days=9))
    InformationClauseFactory()
    client.force_login(oksana.user)

    response = client.post(at("contact", run), {"clause": old.pk, "accept": "on"})

    assert "has changed meanwhile" in text_of(response)


# --- clear answers -----------------------------------------------------------------------------


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


def test_an_unlisted_run_opens_by_its_link(client):
    run = RunFactory(visibility=Run.Visibility.UNLISTED, course__title="Grupa")

    assert "Grupa" in text_of(client.get(at("start", run)))


def test_a_confidential_run_keeps_its_title_and_place_to_itself(client, oksana):
    room = RoomFactory(name="Sala Cicha", address="ul. Tajna 1")
    run = RunFactory(course__confidential=True, course__audience=Audience.WOMEN, room=room)
    SessionFactory(run=run, room=room)
    client.force_login(oksana.user)

    start = client.get(at("start", run)).content.decode()
    client.post(at("check", run))
    done = client.get(at("done", run)).content.decode()

    assert "<title>Appointment" in start
    assert "data-leave-quickly" in start
    assert "Tajna" not in start + done
    assert "Czas dla siebie" not in done


def test_a_confidential_place_is_shown_near_its_hour_to_the_seated(client, oksana):
    room = RoomFactory(address="ul. Tajna 1")
    run = RunFactory(course__confidential=True, course__audience=Audience.WOMEN, room=room)
    start = timezone.now() + timedelta(hours=3)
    SessionFactory(run=run, room=room, starts_at=start)
    PlaceFactory(run=run, person=oksana)
    client.force_login(oksana.user)

    assert "Tajna" in client.get(at("done", run)).content.decode()


def test_typing_many_contacts_is_slowed_down(client, run):
    for _time in range(30):
        client.post(at("contact", run), NEWCOMER | {"email": "wrong"})

    assert client.post(at("contact", run), NEWCOMER).status_code == 429


def test_pages_of_the_journey_ask_few_questions_of_the_database(
    client, evening, oksana, django_assert_max_num_queries
):
    client.force_login(oksana.user)
    GuardianshipFactory.create_batch(3, carer=oksana)
    client.get(at("who", evening))

    with django_assert_max_num_queries(15):
        client.get(at("who", evening))


def test_an_account_made_by_typing_cannot_be_told_from_a_known_one(client, run, oksana):
    known = book_as_newcomer(client, run, email=oksana.email)
    unknown = book_as_newcomer(client, run, email="new@example.org")

    assert known.url == unknown.url
    assert User.objects.filter(email="new@example.org", last_login=None).exists()


def test_what_a_visitor_left_behind_is_forgotten_soon(client, run):
    client.post(at("contact", run), NEWCOMER)

    assert client.session.get_expiry_age() == 2 * 60 * 60


def test_whoever_came_by_a_booking_stays_signed_in_as_long_as_everyone(client, run, settings):
    sent = book_as_newcomer(client, run)
    client.get(client.post(sent.url, {"code": last_code()}).url)

    assert client.session.get_expiry_age() == settings.SESSION_COOKIE_AGE


def test_staff_with_a_second_factor_pass_it_and_still_get_the_place(client, pan_adam):
    TOTP.activate(pan_adam.user, "JBSWY3DPEHPK3PXP")
    evening = RunFactory(offers_interpreter=False)
    client.post(at("who", evening), {"who": ["me"]})
    sent = book_as_newcomer(
        client,
        evening,
        email=pan_adam.email,
        given_name=pan_adam.given_name,
        family_name=pan_adam.family_name,
    )
    second = client.post(sent.url, {"code": last_code()})
    code = format_hotp_value(hotp_value("JBSWY3DPEHPK3PXP", next(yield_hotp_counters_from_time())))

    entered = client.post(second.url, {"code": code})
    client.get(entered.url)

    assert second.url == reverse("mfa_authenticate")
    assert entered.url == at("finish", evening)
    assert Place.objects.get().person == pan_adam


def test_a_megabyte_typed_into_a_field_is_not_kept(client, evening):
    client.post(reverse("book:who", args=[evening.uuid]), {"who": ["me"]})
    client.post(reverse("book:contact", args=[evening.uuid]), {"given_name": "x" * 1_000_000})

    kept = client.session["booking"][str(evening.uuid)]["contact"]["given_name"]
    assert len(kept[0]) == 1000
