"""Thirty people press the button at once, and it is as if they had stood in a line.

Real threads with connections of their own, on a SQLite file as on PostgreSQL.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone
from schedule.models import Event

from courses.models import Enrolment
from sessions.booking import Needs, Wish, cancel_place, take_place, take_places
from sessions.models import Offer, Place, PlaceChange, Reservation, Session, Timetable
from sessions.moving import move_place
from sessions.planning import add_session, move_session
from sessions.seat_offers import accept, decline, expire_lapsed
from sessions.timetable import plan_weekly, unfold
from tests.factories.people import GuardianshipFactory, PersonFactory
from tests.factories.sessions import RoomFactory, RunFactory, SessionFactory

pytestmark = pytest.mark.django_db(transaction=True)

START = datetime(2030, 1, 7, 16, tzinfo=UTC)


def all_at_once(*acts):
    """Begin every act in the same moment; answers with what each returned or raised, in order."""
    starting_line = Barrier(len(acts))

    def run(act):
        try:
            connection.ensure_connection()
            starting_line.wait(timeout=30)
            return act()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(acts)) as pool:
        return list(pool.map(run, acts))


def people(number):
    return PersonFactory.create_batch(number, email="")


def ask(person, run):
    return lambda: take_place(person, in_run=run, booked_by=person)


def give_back(place):
    return lambda: cancel_place(place, by=place.person)


def statuses(run):
    found = list(run.places.values_list("status", flat=True))
    return {status: found.count(status) for status in set(found)}


def test_ten_of_thirty_are_seated_and_twenty_wait_in_the_order_of_acceptance():
    session = SessionFactory(run__capacity=10)

    places = all_at_once(*(ask(person, session.run) for person in people(30)))

    run = session.run
    run.refresh_from_db()
    waiting = list(run.places.waiting())
    accepted = PlaceChange.objects.filter(after="waiting").order_by("pk").values_list("place", flat=True)
    assert {type(place) for place in places} == {Place}
    assert statuses(run) == {"confirmed": 10, "waiting": 20}
    assert (run.seats_taken, run.people_waiting) == (10, 20)
    assert [place.queue_number for place in waiting] == list(range(1, 21))
    assert [place.pk for place in waiting] == list(accepted)
    assert Reservation.objects.filter(active=True).count() == 10
    assert Enrolment.objects.count() == 10


def test_a_button_pressed_eight_times_takes_one_place():
    run, person = RunFactory(capacity=3), PersonFactory(email="")

    places = all_at_once(*[ask(person, run)] * 8)

    run.refresh_from_db()
    assert len({place.pk for place in places}) == 1
    assert run.seats_taken == 1
    assert run.places.count() == 1


def test_families_that_ask_at_once_are_whole_wherever_they_are():
    run = RunFactory(capacity=7)
    families = [[mother, GuardianshipFactory(carer=mother).child] for mother in people(6)]

    def ask_together(family):
        return lambda: take_places([Wish(person) for person in family], in_run=run, booked_by=family[0])

    answers = all_at_once(*(ask_together(family) for family in families))

    run.refresh_from_db()
    assert all(len({place.status for place in places}) == 1 for places in answers)
    assert statuses(run) == {"confirmed": 6, "waiting": 6}
    assert (run.seats_taken, run.people_waiting) == (6, 6)


def test_while_people_leave_and_come_at_once_no_seat_is_idle_and_nobody_is_overtaken():
    run = RunFactory(capacity=6)
    seated = [take_place(person, in_run=run, booked_by=person) for person in people(6)]
    queue = [take_place(person, in_run=run, booked_by=person) for person in people(4)]

    acts = [give_back(place) for place in seated] + [ask(person, run) for person in people(6)]
    answers = all_at_once(*acts)

    run.refresh_from_db()
    first_in_line = {Place.objects.get(pk=place.pk).status for place in queue}
    found = statuses(run)
    assert {type(answer) for answer in answers} == {Place}
    assert first_in_line == {"offered"}
    assert (run.seats_taken, run.people_waiting) == (6, 4)
    assert (found["cancelled"], found["waiting"]) == (6, 4)
    # Two newcomers are next: asked by an offer, or seated at once where the seat was free as they asked.
    newcomers = run.places.exclude(pk__in=[place.pk for place in seated + queue]).order_by("pk")
    assert [place.has_seat for place in newcomers] == [True] * 2 + [False] * 4


def test_a_storm_of_answers_and_lapses_never_sells_a_seat_twice():
    run = RunFactory(capacity=4)
    seated = [take_place(person, in_run=run, booked_by=person) for person in people(4)]
    for person in people(12):
        take_place(person, in_run=run, booked_by=person)
    for place in seated:
        cancel_place(place, by=place.person)
    offers = list(Offer.objects.order_by("pk"))
    lapsed, accepted, declined, both = offers
    long_ago = timezone.now() - timedelta(hours=2)
    Offer.objects.filter(pk=lapsed.pk).update(made_at=long_ago, answer_until=long_ago + timedelta(hours=1))

    def answer(verb, offer):
        return lambda: verb(offer, by=None)

    all_at_once(
        *[answer(accept, accepted)] * 3,
        *[answer(decline, declined)] * 3,
        *[expire_lapsed] * 3,
        answer(accept, both),
        answer(decline, both),
        *(ask(person, run) for person in people(4)),
    )

    run.refresh_from_db()
    outcomes = [Offer.objects.get(pk=offer.pk).outcome for offer in offers]
    waiting = list(run.places.waiting().values_list("queue_number", flat=True))
    kept = run.places.seated()
    assert outcomes[:3] == ["expired", "accepted", "declined"]
    assert outcomes[3] in {"accepted", "declined"}
    assert run.seats_taken == kept.count() == 4
    assert run.people_waiting == len(waiting)
    assert max(kept.values_list("queue_number", flat=True)) < min(waiting)
    assert Enrolment.objects.filter(result="under_way").count() == run.places.confirmed().count()


def test_two_who_are_moved_across_each_other_never_lock_each_other_out():
    one, other = (SessionFactory(starts_at=START, run__capacity=8).run for _run in range(2))
    here = [take_place(person, in_run=one, booked_by=person) for person in people(6)]
    there = [take_place(person, in_run=other, booked_by=person) for person in people(6)]

    def move(place, to_run):
        return lambda: move_place(place, to_run=to_run, by=None)

    answers = all_at_once(*(move(place, other) for place in here), *(move(place, one) for place in there))

    assert {type(answer) for answer in answers} == {Place}
    for run in (one, other):
        run.refresh_from_db()
        assert run.places.seated().count() == run.seats_taken
    assert Place.objects.held().count() == 12


def test_the_last_places_in_childcare_go_to_the_first_who_ask():
    run = RunFactory(capacity=20, offers_childcare=True, childcare_places=5)

    def ask_with_child(person):
        needs = Needs(children_in_childcare=1)
        return lambda: take_place(person, in_run=run, booked_by=person, needs=needs)

    answers = all_at_once(*(ask_with_child(person) for person in people(12)))

    run.refresh_from_db()
    assert sorted(type(answer).__name__ for answer in answers) == ["ChildcareFull"] * 7 + ["Place"] * 5
    assert (run.seats_taken, run.childcare_taken) == (5, 5)


def test_one_of_twenty_gets_the_room():
    room = RoomFactory()
    trainers = people(20)

    def plan(run, trainer, minutes):
        start, end = START + timedelta(minutes=minutes), START + timedelta(hours=2)
        return lambda: add_session(
            run, starts_at=start, ends_at=end, room=room, trainers=[trainer], kind="theory"
        )

    answers = all_at_once(*(plan(RunFactory(), trainer, n) for n, trainer in enumerate(trainers)))

    assert sorted(type(answer).__name__ for answer in answers) == ["Clash"] * 19 + ["Session"]
    assert Session.objects.count() == 1
    assert Reservation.objects.count() == 2


def test_two_runs_that_want_the_same_people_in_opposite_order_never_lock_each_other_out():
    mothers = people(8)
    one, other = (SessionFactory(starts_at=START, run__capacity=8).run for _run in range(2))

    there = [ask(mother, one) for mother in mothers]
    back = [ask(mother, other) for mother in reversed(mothers)]
    answers = all_at_once(*there, *back)

    taken = Reservation.objects.filter(active=True).values_list("resource__person", flat=True)
    assert sorted(type(answer).__name__ for answer in answers) == ["ParticipantBusy"] * 8 + ["Place"] * 8
    assert sorted(taken) == sorted(person.pk for person in mothers)


def test_whoever_takes_a_place_while_the_session_moves_has_the_new_hours_reserved():
    session = SessionFactory(run__capacity=20, starts_at=START, ends_at=START + timedelta(hours=2))
    later = START + timedelta(days=1)

    def move():
        return move_session(session, starts_at=later, ends_at=later + timedelta(hours=2), room=None, by=None)

    answers = all_at_once(*(ask(person, session.run) for person in people(8)), move)

    reserved = Reservation.objects.filter(active=True).values_list("starts_at", flat=True)
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert list(reserved) == [later] * 8


def test_a_timetable_unfolded_by_four_at_once_makes_each_session_once():
    run = RunFactory()
    plan_weekly(run, weekdays=[0, 3], first_date=START.date(), start=time(17), minutes=90, until=START.date())
    Event.objects.update(end_recurring_period=START + timedelta(weeks=4))
    timetable = Timetable.objects.get()

    answers = all_at_once(*[lambda: unfold(timetable, until=START.date() + timedelta(weeks=8))] * 4)

    assert sorted(len(answer.created) for answer in answers) == [0, 0, 0, 8]
    assert run.sessions.count() == 1 + 8
