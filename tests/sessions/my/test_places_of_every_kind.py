"""My Krok says of every place what stands, what can be done, and until when."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sessions.booking import Wish, cancel_place, take_place, take_places
from sessions.links import path_to
from sessions.models import MakeUp, Offer, Place, Run, Unit
from tests.factories.people import PersonFactory
from tests.factories.sessions import PlaceFactory, RunFactory, SessionFactory
from tests.sessions.my.home import home, seat, text_of

pytestmark = pytest.mark.django_db


def page_of(client, place):
    return client.get(reverse("my:place", args=[place.uuid]))


def test_a_kept_seat_stands_on_top_and_leads_to_the_answer(at_home, oksana, danylo):
    run = RunFactory(capacity=2, course__title="Opiekun")
    SessionFactory(run=run)
    others = [PersonFactory(), PersonFactory()]
    taken = [take_place(person, in_run=run, booked_by=person) for person in others]
    take_places([Wish(oksana), Wish(danylo)], in_run=run, booked_by=oksana)
    seat(oksana, in_days=1)
    for place in taken:
        cancel_place(place, by=place.person)

    page = home(at_home)

    assert "A place is kept: Oksana and Danylo" in text_of(page)
    content = page.content.decode()
    answer = path_to(Offer.objects.get(), language="en")
    assert content.index(answer) < content.index(reverse("mypass:show"))


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("applied", "The organiser answers within 3 working days."),
        ("refused", "The organiser could not give a place this time."),
        ("declined", "you said no, thank you"),
        ("expired", "the time to answer passed"),
        ("cancelled", "The place is given back."),
        ("called_off", "The organiser called this place off."),
        ("moved", "The place was moved to other dates."),
    ],
)
def test_every_end_is_told_in_plain_words(at_home, oksana, status, words):
    place = PlaceFactory(person=oksana, status=status)

    assert words in text_of(page_of(at_home, place))


def test_where_late_is_noted_one_can_still_go_and_is_told(at_home, oksana):
    place = seat(oksana, in_days=0.5, late_cancellation=Run.LateCancellation.NOTED)

    asked = at_home.get(reverse("my:cancel", args=[place.uuid]))
    at_home.post(reverse("my:cancel", args=[place.uuid]))

    place.refresh_from_db()
    assert "we note that it was late" in text_of(asked)
    assert (place.status, place.cancelled_late) == (Place.Status.CANCELLED, True)


def test_a_drop_in_place_has_no_deadline(at_home, oksana):
    place = seat(oksana, in_days=0.5, is_drop_in=True)

    at_home.post(reverse("my:cancel", args=[place.uuid]))

    place.refresh_from_db()
    assert (place.status, place.cancelled_late) == (Place.Status.CANCELLED, False)


def test_the_others_of_the_household_stand_beside(at_home, oksana, danylo):
    run = RunFactory(capacity=1)
    SessionFactory(run=run)
    place = take_place(oksana, in_run=run, booked_by=oksana)
    take_place(danylo, in_run=run, booked_by=oksana)

    words = text_of(page_of(at_home, place))

    assert "Oksana has a place." in words
    assert "Danylo is number 1 in the queue." in words


def test_an_adult_one_booked_for_is_seen_and_can_be_given_back(at_home, oksana):
    run = RunFactory()
    SessionFactory(run=run)
    petro = PersonFactory(given_name="Petro")
    take_places([Wish(oksana), Wish(petro, is_companion=True)], in_run=run, booked_by=oksana)
    place = Place.objects.get(person=petro)

    at_home.post(reverse("my:cancel", args=[place.uuid]))

    place.refresh_from_db()
    assert place.status == Place.Status.CANCELLED


def test_what_staff_booked_is_not_in_their_own_krok(client, pan_adam, marta):
    run = RunFactory()
    SessionFactory(run=run)
    place = take_place(marta, in_run=run, booked_by=pan_adam, channel=Place.Channel.PHONE)
    client.force_login(pan_adam.user)

    assert page_of(client, place).status_code == 404


# --- making a meeting up -----------------------------------------------------------------------


@pytest.fixture
def elsewhere():
    """A session of another group."""
    return SessionFactory(
        run=RunFactory(languages=["uk"]), starts_at=timezone.now() + timedelta(days=9), topic="Sąd"
    )


@pytest.fixture
def place(oksana, elsewhere):
    return seat(oksana, course=elsewhere.run.course)


def make_up_page(place, name="make_up_of"):
    session = place.run.sessions.first()
    return reverse(f"my:{name}", args=[place.uuid, session.uuid])


def test_a_meeting_is_made_up_in_another_group_and_another_language(at_home, place, elsewhere):
    offered = page_of(at_home, place)
    choosing = at_home.get(reverse("my:make_up", args=[place.uuid]))
    options = at_home.get(make_up_page(place))
    done = at_home.post(make_up_page(place), {"session": str(elsewhere.uuid)}, follow=True)

    assert reverse("my:make_up", args=[place.uuid]) in offered.content.decode()
    assert make_up_page(place) in choosing.content.decode()
    assert "Ukrainian" in text_of(options)
    assert "you are expected there" in text_of(done)
    assert "In another group, to make a meeting up." in text_of(done)
    assert MakeUp.objects.get().session == elsewhere


def test_the_next_step_is_the_meeting_one_goes_to(at_home, place, elsewhere):
    at_home.post(make_up_page(place), {"session": str(elsewhere.uuid)})

    mine = home(at_home).context["my"].next_step

    assert mine.next_session == elsewhere


def test_a_last_seat_taken_meanwhile_is_told_beside_the_choice(at_home, place, elsewhere):
    Run.objects.filter(pk=elsewhere.run_id).update(capacity=1)
    other = seat(PersonFactory(), course=elsewhere.run.course)
    MakeUp.objects.create(place=other, missed=other.run.sessions.get(), session=elsewhere)

    response = at_home.post(make_up_page(place), {"session": str(elsewhere.uuid)})

    assert "This meeting cannot be chosen any more. Choose another one." in text_of(response)
    assert MakeUp.objects.filter(place=place).count() == 0


def test_a_clash_is_told_by_name(at_home, place, elsewhere, oksana):
    busy = SessionFactory(starts_at=elsewhere.starts_at)
    take_place(oksana, in_run=busy.run, booked_by=oksana)

    response = at_home.post(make_up_page(place), {"session": str(elsewhere.uuid)})

    assert response.status_code == 409
    assert "Oksana Shevchenko has another meeting at one of these hours." in text_of(response)


def test_it_can_be_taken_back(at_home, place, elsewhere):
    at_home.post(make_up_page(place), {"session": str(elsewhere.uuid)})

    at_home.post(make_up_page(place, "make_up_cancel"))

    assert MakeUp.objects.get().cancelled_at is not None


def test_the_making_up_of_others_is_not_there(client, marta, place, elsewhere):
    client.force_login(marta.user)

    assert client.get(make_up_page(place)).status_code == 404
    assert client.post(make_up_page(place), {"session": str(elsewhere.uuid)}).status_code == 404
    assert not MakeUp.objects.exists()


def test_a_meeting_says_which_of_its_hours_are_theory_and_which_practice(at_home, oksana):
    place = seat(oksana, in_days=1)
    session = place.run.sessions.get()
    Unit.objects.create(session=session, starts_after=0, minutes=45, kind="theory", topic="Court")
    Unit.objects.create(session=session, starts_after=55, minutes=45, kind="practice")

    page = text_of(page_of(at_home, place))

    assert "theory: Court ·" in page
    assert "practice" in page
