"""An offered seat is kept until it is answered; then it is theirs, or the next is asked at once."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from courses.models import Enrolment
from lms.messaging.models import Message
from sessions.booking import Needs, Wish, cancel_place, take_places
from sessions.errors import NotInYourCare, OfferOver
from sessions.models import Offer, Place, Reservation
from sessions.planning import cancel_run
from sessions.seat_offers import accept, decline
from sessions.tasks import expire_offers, offer_free_seats
from tests.factories.people import GuardianshipFactory, PersonFactory
from tests.factories.sessions import RunFactory, SessionFactory

pytestmark = pytest.mark.django_db

Status = Place.Status


def book(*people, run, **needs):
    wishes = [Wish(person, Needs(**needs)) for person in people]
    return take_places(wishes, in_run=run, booked_by=people[0])


def statuses(*places):
    return [Place.objects.get(pk=place.pk).status for place in places]


def told(person, kind):
    return Message.objects.filter(recipient=person, kind=kind).count()


def taken_hours(session):
    """Who is taken at the hours of the session."""
    held = Reservation.objects.filter(session=session, active=True)
    return held.values_list("resource__person", flat=True)


@pytest.fixture
def session():
    return SessionFactory(run__capacity=2, run__offers_childcare=True, run__childcare_places=1)


@pytest.fixture
def family(oksana):
    """Oksana and her child, who wait together."""
    return [oksana, GuardianshipFactory(carer=oksana, child__given_name="Danylo").child]


@pytest.fixture
def offer(session, family, marta):
    """Two seats were given back: they are kept for the family. Marta waits behind."""
    seated = [book(PersonFactory(), run=session.run)[0] for _seat in range(2)]
    book(*family, run=session.run)
    book(marta, run=session.run)
    for place in seated:
        cancel_place(place, by=None, by_organiser=True)
    return Offer.objects.get()


def places_of(people, run):
    return [run.places.get(person=person) for person in people]


def test_an_accepted_offer_seats_the_whole_family_and_starts_their_course(offer, session, family):
    places = accept(offer, by=None)

    session.run.refresh_from_db()
    offer.refresh_from_db()
    assert [place.person for place in places] == family
    assert {place.status for place in places} == {Status.CONFIRMED}
    assert offer.outcome == Offer.Outcome.ACCEPTED
    assert Enrolment.objects.filter(person__in=family, result="under_way").count() == 2
    assert (session.run.seats_taken, session.run.people_waiting) == (2, 1)
    assert told(family[0], "place_confirmed") == 2


def test_while_it_is_open_the_seats_and_the_hours_are_kept_and_no_course_has_begun(offer, session, family):
    session.run.refresh_from_db()
    reserved = Reservation.objects.filter(session=session, active=True).values_list(
        "resource__person", flat=True
    )

    assert session.run.seats_taken == 2
    assert set(reserved) == {person.pk for person in family}
    assert not Enrolment.objects.filter(person__in=family).exists()


def test_accepting_twice_changes_nothing(offer, family):
    accept(offer, by=None)

    again = accept(offer, by=family[0])

    assert {place.status for place in again} == {Status.CONFIRMED}
    assert told(family[0], "place_confirmed") == 2


def test_a_declined_offer_frees_seats_and_hours_and_the_next_is_asked_at_once(offer, session, family, marta):
    decline(offer, by=family[0])

    offer.refresh_from_db()
    session.run.refresh_from_db()
    places = places_of(family, session.run)
    reserved = Reservation.objects.filter(session=session, active=True).values_list(
        "resource__person", flat=True
    )
    assert statuses(*places) == [Status.DECLINED] * 2
    assert offer.outcome == Offer.Outcome.DECLINED
    assert list(reserved) == [marta.pk]
    assert statuses(*places_of([marta], session.run)) == [Status.OFFERED]
    assert (session.run.seats_taken, session.run.people_waiting) == (1, 0)


def test_declining_twice_changes_nothing_and_a_changed_mind_comes_too_late(offer):
    decline(offer, by=None)
    decline(offer, by=None)

    with pytest.raises(OfferOver) as refusal:
        accept(offer, by=None)

    assert refusal.value.offer.outcome == Offer.Outcome.DECLINED


def test_an_offer_nobody_answers_lapses_they_are_told_and_the_next_is_asked(offer, session, family, marta):
    with time_machine.travel(offer.answer_until + timedelta(minutes=1)):
        expire_offers()
        expire_offers()

    assert statuses(*places_of(family, session.run)) == [Status.EXPIRED] * 2
    assert statuses(*places_of([marta], session.run)) == [Status.OFFERED]
    assert told(family[0], "offer_expired") == 1
    assert session.run.offers.values_list("outcome", flat=True).order_by("pk")[0] == Offer.Outcome.EXPIRED


def test_an_offer_is_not_ended_before_its_time(offer, session, family):
    with time_machine.travel(offer.answer_until - timedelta(minutes=1)):
        expire_offers()

    assert statuses(*places_of(family, session.run)) == [Status.OFFERED] * 2


def test_an_answer_after_the_time_is_over_even_before_anybody_noticed(offer):
    with time_machine.travel(offer.answer_until + timedelta(seconds=1)), pytest.raises(OfferOver):
        accept(offer, by=None)


def test_a_question_that_is_not_yet_on_its_way_is_not_asked_any_more(offer, family):
    decline(offer, by=None)

    assert Message.objects.get(kind="place_offered", recipient=family[0]).status == Message.Status.WITHDRAWN


def test_one_of_a_family_may_leave_and_the_others_accept(offer, session, family):
    mother, child = places_of(family, session.run)

    cancel_place(child, by=family[0])
    accepted = accept(offer, by=None)

    assert statuses(mother, child) == [Status.CONFIRMED, Status.CANCELLED]
    assert [place.pk for place in accepted] == [mother.pk]


def test_whoever_gives_back_the_last_place_of_an_offer_has_declined_it(offer, session, family):
    for place in places_of(family, session.run):
        cancel_place(place, by=family[0])

    offer.refresh_from_db()
    assert offer.outcome == Offer.Outcome.DECLINED
    assert offer.ended_at


def test_nobody_answers_for_strangers(offer, marta, pan_adam):
    with pytest.raises(NotInYourCare):
        accept(offer, by=marta)
    with pytest.raises(NotInYourCare):
        decline(offer, by=marta)

    accept(offer, by=pan_adam)

    offer.refresh_from_db()
    assert offer.outcome == Offer.Outcome.ACCEPTED


def test_when_the_run_is_called_off_its_offers_are_withdrawn(offer, session, family, pan_adam):
    cancel_run(session.run, by=pan_adam, reason="Prowadząca zachorowała")

    offer.refresh_from_db()
    session.run.refresh_from_db()
    assert offer.outcome == Offer.Outcome.WITHDRAWN
    assert statuses(*places_of(family, session.run)) == [Status.CALLED_OFF] * 2
    assert (session.run.seats_taken, session.run.people_waiting) == (0, 0)
    with pytest.raises(OfferOver):
        accept(offer, by=None)


def test_childcare_is_kept_with_the_seat_and_freed_with_it(session, oksana):
    seated = [book(PersonFactory(), run=session.run)[0] for _seat in range(2)]
    book(oksana, run=session.run, children_in_childcare=1)
    cancel_place(seated[0], by=None, by_organiser=True)
    session.run.refresh_from_db()
    kept = session.run.childcare_taken

    decline(Offer.objects.get(), by=None)

    session.run.refresh_from_db()
    assert (kept, session.run.childcare_taken) == (1, 0)


def test_an_offer_to_one_of_two_queues_keeps_her_out_of_the_other(oksana):
    start = timezone.now() + timedelta(days=7)
    one, other = (SessionFactory(run__capacity=1, starts_at=start).run for _run in range(2))
    seated = [book(PersonFactory(), run=run)[0] for run in (one, other)]
    here, there = (book(oksana, run=run)[0] for run in (one, other))

    for place in seated:
        cancel_place(place, by=None, by_organiser=True)
    before = statuses(here, there)
    decline(Offer.objects.get(), by=oksana)
    offer_free_seats()

    assert before == [Status.OFFERED, Status.WAITING]
    assert statuses(here, there) == [Status.DECLINED, Status.OFFERED]


def test_an_offer_in_a_run_without_meetings_is_answered_in_the_hours_of_the_run(oksana):
    run = RunFactory(capacity=1, answer_hours=48)
    seated = book(PersonFactory(), run=run)[0]
    book(oksana, run=run)

    cancel_place(seated, by=None, by_organiser=True)

    offer = Offer.objects.get()
    assert offer.answer_until - offer.made_at > timedelta(hours=47)
