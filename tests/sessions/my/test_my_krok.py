"""My Krok: the next step on top, what is mine and my children's, and nothing of anybody else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from attendance.models import Attendance
from lms.messaging.models import Message
from sessions.booking import take_place
from sessions.models import Place, Run
from tests.factories.people import GuardianshipFactory, OrganisationFactory, PersonFactory
from tests.factories.sessions import RoomFactory, RunFactory, SessionFactory
from tests.sessions.my.home import certified, finished, home, seat, text_of

pytestmark = pytest.mark.django_db

HOME_QUERIES = 15


# --- the first page ----------------------------------------------------------------------------


def test_the_next_meeting_stands_on_top_with_its_place_map_and_pass(at_home, oksana):
    seat(oksana, in_days=9, course__title="Later")
    seat(
        oksana,
        in_days=2,
        course__title="Sooner",
        room=RoomFactory(name="Sala 7", address="ul. Strzegomska 6"),
    )

    page = home(at_home).content.decode()

    top = page[page.index("next-step") : page.index('id="places"')]
    assert "Sooner" in top
    assert "Sala 7" in top
    assert "https://www.openstreetmap.org/search?query=ul.+Strzegomska+6" in top
    assert reverse("mypass:show") in top


def test_tomorrow_is_called_tomorrow(at_home, oksana, time_machine):
    time_machine.move_to(timezone.now().replace(hour=10))
    seat(oksana, in_days=1)

    assert "Tomorrow, " in text_of(home(at_home))


def test_whoever_has_nothing_is_led_to_the_courses(at_home):
    assert "Nothing is planned yet" in text_of(home(at_home))


def test_a_number_in_the_queue_is_said_honestly(at_home, oksana):
    run = RunFactory(capacity=1)
    SessionFactory(run=run)
    for person in (PersonFactory(), PersonFactory(), oksana):
        take_place(person, in_run=run, booked_by=person)

    assert "Number 2 in the queue" in text_of(home(at_home))


def test_a_child_has_its_own_places_and_its_own_pass(at_home, oksana, danylo):
    seat(danylo, by=oksana, course__title="Logopeda")

    page = home(at_home).content.decode()

    assert "Logopeda – Danylo" in page
    assert reverse("mypass:show", args=[danylo.uuid]) in page


def test_hours_earned_are_shown_as_teaching_hours(at_home, oksana):
    place = seat(oksana, course__minutes_in_hour=45)
    held = SessionFactory(
        run=place.run, starts_at=timezone.now() - timedelta(days=1), status="closed", closed_at=timezone.now()
    )
    Attendance.objects.create(session=held, place=place, person=oksana, status="present", minutes=90)

    page = text_of(home(at_home))
    assert "2 of 2.6 hours held so far" in page
    assert "5.3 hours are planned in all" in page


def test_a_course_that_was_completed_gives_its_certificate(at_home, oksana):
    certificate = certified(oksana)

    page = home(at_home)

    assert "6 of 6 hours" in text_of(page)
    assert reverse("my:certificate", args=[certificate.number]) in page.content.decode()


def test_a_course_with_too_few_hours_says_so_without_blame(at_home, oksana):
    finished(oksana, completed=False)

    assert "You can take the course again" in text_of(home(at_home))


def test_codes_are_not_among_the_messages(at_home, oksana):
    for kind, subject in (("sign_in_code", "Your code"), ("place_confirmed", "You have a place")):
        Message.objects.create(
            key=kind, kind=kind, recipient=oksana, address="a@b.pl", language="en", subject=subject
        )

    page = text_of(home(at_home))

    assert "You have a place" in page
    assert "Your code" not in page


def test_a_confidential_place_gives_nothing_away_on_the_screen(at_home, oksana):
    room = RoomFactory(address="ul. Tajna 1")
    place = seat(oksana, course__confidential=True, room=room)

    pages = (
        home(at_home).content.decode() + at_home.get(reverse("my:place", args=[place.uuid])).content.decode()
    )

    assert "Appointment" in pages
    assert "Czas dla siebie" not in pages
    assert "Tajna" not in pages
    assert "You will see the place here from" in pages


@pytest.mark.parametrize("rows", [1, 3])
def test_the_first_page_asks_a_constant_number_of_questions(
    at_home, oksana, rows, django_assert_max_num_queries
):
    for _row in range(rows):
        seat(oksana, in_days=2 + 3 * _row)
        certified(oksana)
        child = GuardianshipFactory(carer=oksana).child
        seat(child, by=oksana)
        run = RunFactory(capacity=1)
        for person in (PersonFactory(), oksana):
            take_place(person, in_run=run, booked_by=person)
    home(at_home)

    with django_assert_max_num_queries(HOME_QUERIES):
        home(at_home)


def test_leaving_quickly_is_possible_on_every_page(at_home, oksana):
    place = seat(oksana)
    names = ["home", "messages", "details", "address", "child"]
    pages = [reverse(f"my:{name}") for name in names] + [
        reverse(f"my:{name}", args=[place.uuid]) for name in ("place", "cancel")
    ]

    assert all("data-leave-quickly" in at_home.get(page).content.decode() for page in pages)


def test_strangers_are_asked_to_sign_in(client):
    response = client.get(reverse("my:home"))

    assert response.url.startswith(reverse("account_login"))


# --- a place -----------------------------------------------------------------------------------


def test_a_place_shows_all_its_meetings(at_home, oksana):
    place = seat(oksana)
    SessionFactory(run=place.run, starts_at=timezone.now() + timedelta(days=14), topic="Court")

    page = text_of(at_home.get(reverse("my:place", args=[place.uuid])))

    assert "Court" in page


def test_the_link_for_joining_online_is_for_the_seated_only(at_home, oksana):
    link = "https://meet.example.org/abc"
    run = RunFactory(capacity=1, online_link=link)
    SessionFactory(run=run)
    other = PersonFactory()
    take_place(other, in_run=run, booked_by=other)
    waiting = take_place(oksana, in_run=run, booked_by=oksana)
    seated = seat(oksana, online_link=link, in_days=20)

    without = at_home.get(reverse("my:place", args=[waiting.uuid])).content.decode()
    with_it = at_home.get(reverse("my:place", args=[seated.uuid])).content.decode()

    assert (link in without, link in with_it) == (False, True)


def test_a_place_is_given_back_after_one_question(at_home, oksana):
    place = seat(oksana)
    address = reverse("my:cancel", args=[place.uuid])

    asked = at_home.get(address)
    place.refresh_from_db()
    still = place.status
    at_home.post(address)

    place.refresh_from_db()
    assert "Give the place back?" in text_of(asked)
    assert still == Place.Status.CONFIRMED
    assert place.status == Place.Status.CANCELLED
    assert Run.objects.get(pk=place.run.pk).seats_taken == 0


def test_after_the_deadline_the_words_say_whom_to_call(at_home, oksana):
    place = seat(
        oksana, in_days=0.5, cancel_hours_before=24, organiser=OrganisationFactory(phone="71 78 22 322")
    )

    response = at_home.post(reverse("my:cancel", args=[place.uuid]))

    assert response.status_code == 409
    assert "It is too late to give the place back here" in text_of(response)
    assert 'href="tel:717822322"' in response.content.decode()


def test_a_place_given_back_twice_is_no_error(at_home, oksana):
    place = seat(oksana)
    at_home.post(reverse("my:cancel", args=[place.uuid]))

    response = at_home.post(reverse("my:cancel", args=[place.uuid]), follow=True)

    assert "given back before" in text_of(response)


def test_the_calendar_file_has_a_name_that_says_nothing(at_home, oksana):
    place = seat(oksana)

    response = at_home.get(reverse("my:calendar", args=[place.uuid]))

    assert response["Content-Type"].startswith("text/calendar")
    assert response["Content-Disposition"] == 'attachment; filename="krok.ics"'
    assert b"BEGIN:VEVENT" in response.content


@pytest.mark.parametrize("name", ["place", "cancel", "calendar"])
def test_places_of_others_are_not_there(at_home, marta, name):
    place = seat(marta)

    assert at_home.get(reverse(f"my:{name}", args=[place.uuid])).status_code == 404
    assert at_home.post(reverse("my:cancel", args=[place.uuid])).status_code == 404
    place.refresh_from_db()
    assert place.status == Place.Status.CONFIRMED


def test_the_places_of_a_child_leave_with_the_care(at_home, oksana, danylo):
    place = seat(danylo, by=oksana)
    oksana.guardianships_held.update(revoked_at=timezone.now())

    assert at_home.get(reverse("my:place", args=[place.uuid])).status_code == 404


# --- certificates ------------------------------------------------------------------------------


def test_a_certificate_is_downloaded_by_its_owner_and_by_the_carer(client, oksana, danylo):
    own, of_child = certified(oksana), certified(danylo)
    client.force_login(oksana.user)

    for certificate in (own, of_child):
        response = client.get(reverse("my:certificate", args=[certificate.number]))
        assert response["Content-Type"] == "application/pdf"
        assert response.content.startswith(b"%PDF")
        assert "no-store" in response["Cache-Control"]


def test_the_certificate_of_somebody_else_is_not_there(at_home, marta):
    certificate = certified(marta)

    assert at_home.get(reverse("my:certificate", args=[certificate.number])).status_code == 404
