"""Whatever people do, in whatever order: nobody gets a seat that is not there, is overtaken, lost or doubled.

Two runs are held at the same hours; in the second, each place is approved. A plain model in memory says
after each step who must be seated, who is asked, who waits and who hopes for approval; the tables have to
say the same.
"""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from courses.models import Enrolment
from sessions.approval import approve, refuse
from sessions.booking import Needs, Wish, cancel_place, take_places
from sessions.errors import ChildcareFull, HasPlaceAlready, ParticipantBusy, SeatsGone, TooManyForRun
from sessions.models import Offer, Place, PlaceChange, Reservation
from sessions.moving import move_place
from sessions.seat_offers import accept, decline, expire_lapsed
from sessions.waiting_list import offer_free_seats, position, promote, queue_of, set_priority
from tests.factories.courses import CourseFactory
from tests.factories.people import MembershipFactory, OrganisationFactory, PersonFactory
from tests.factories.sessions import PriorityClassFactory, RunFactory, SessionFactory
from tests.sessions.expected_booking import CHILDCARE, ORDINARY, PEOPLE, Expected, Party

pytestmark = pytest.mark.django_db
REFUSALS = (TooManyForRun, ParticipantBusy, ChildcareFull, HasPlaceAlready, SeatsGone)
runs = st.integers(min_value=0, max_value=1)
someone = st.integers(min_value=0, max_value=PEOPLE - 1)
parties = st.lists(someone, min_size=1, max_size=3, unique=True)


class TwoRuns(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize(
        capacities=st.tuples(*[st.integers(min_value=1, max_value=3)] * 2),
        first=st.lists(st.tuples(runs, parties), min_size=4, max_size=8),
        approved=st.integers(min_value=0, max_value=4),
    )
    def two_runs_at_the_same_hours_that_people_have_asked_for(self, capacities, first, approved):
        start = timezone.now() + timedelta(days=7)
        facts = {"course": self.course, "organiser": self.organiser}
        facts |= {"offers_childcare": True, "childcare_places": CHILDCARE}
        self.runs = [
            RunFactory(capacity=capacity, needs_approval=bool(number), **facts)
            for number, capacity in enumerate(capacities)
        ]
        self.expected = [
            Expected(capacity, is_approved=bool(number)) for number, capacity in enumerate(capacities)
        ]
        for run in self.runs:
            SessionFactory(run=run, starts_at=start)
        for run, party in first:
            self.ask_together(run, party, with_child=set())
        for _time in range(approved):
            self.approve_a_party(0)

    @rule(run=runs, party=parties, with_child=st.sets(someone, max_size=2))
    def ask_together(self, run, party, with_child):
        expected, busy = self.expected[run], self.expected[1 - run].busy
        missing = [person for person in party if person not in expected.holders]
        wishes = [
            Wish(self.people[person], Needs(children_in_childcare=int(person in with_child)))
            for person in party
        ]

        refusal = self._refusal(
            lambda: take_places(wishes, in_run=self._run(run), booked_by=self.clerk), answers_for=party
        )

        if len(missing) > expected.capacity:
            assert refusal is TooManyForRun
        elif missing and expected.is_approved:
            assert refusal is None
            expected.hoping.append(expected.number(missing, with_child))
        elif missing and not expected.queue and expected.free >= len(missing):
            asking = Party(0, missing, with_child)
            assert refusal is expected.in_the_way(asking, busy)
            if refusal is None:
                expected.seat(asking)
        elif missing:
            assert refusal is None
            newcomers = expected.number(missing, with_child)
            expected.queue.append(newcomers)
            expected.serve(busy, newcomers)

    @rule(which=someone)
    def approve_a_party(self, which):
        expected, busy = self.expected[1], self.expected[0].busy
        if not expected.hoping:
            return
        party = expected.hoping[which % len(expected.hoping)]
        waiting = [other.turn for other in expected.queue]
        is_its_turn = expected.free >= len(party.people) and all(party.turn < other for other in waiting)

        refusal = self._refusal(lambda: approve(self._places(1, party.people), by=self.clerk))

        if is_its_turn:
            assert refusal is expected.in_the_way(party, busy)
        else:
            assert refusal is None
        if refusal is None:
            expected.hoping.remove(party)
            if is_its_turn:
                expected.seat(party)
            else:
                expected.queue.append(party)
                expected.serve(busy, party)

    @rule(which=someone)
    def refuse_a_party(self, which):
        hoping = self.expected[1].hoping
        if hoping:
            party = hoping.pop(which % len(hoping))
            refuse(self._places(1, party.people), by=self.clerk, reason="Nie tym razem.")

    @rule(run=runs, which=someone, answer=st.sampled_from(["yes", "no", "silence"]))
    def answer_an_offer(self, run, which, answer):
        expected = self.expected[run]
        if not expected.asked:
            return
        party = expected.asked.pop(which % len(expected.asked))
        offer = self._places(run, party.people)[0].offer
        if answer == "yes":
            accept(offer, by=None)
            expected.seat(party)
            return
        if answer == "no":
            decline(offer, by=None)
        else:
            before = timezone.now() - timedelta(hours=1)
            Offer.objects.filter(pk=offer.pk).update(
                made_at=before, answer_until=before + timedelta(minutes=1)
            )
            expire_lapsed()
        expected.serve(self.expected[1 - run].busy)

    @rule(run=runs, which=someone)
    def give_back(self, run, which):
        expected = self.expected[run]
        if not expected.holders:
            return
        person = expected.holders[which % len(expected.holders)]
        was_hoping = any(person in party.people for party in expected.hoping)

        cancel_place(self._run(run).places.held_by(self.people[person]).get(), by=self.clerk)

        expected.forget(person)
        assert not was_hoping or person not in expected.holders
        expected.serve(self.expected[1 - run].busy)

    @rule(run=runs, which=someone, rank=st.sampled_from([1, 2, None]))
    def put_into_a_class(self, run, which, rank):
        expected = self.expected[run]
        candidates = expected.queue + expected.hoping
        if not candidates:
            return
        party = candidates[which % len(candidates)]

        priority = self.classes[rank] if rank else None
        set_priority(self._places(run, party.people)[-1], priority, by=self.clerk, cause="")

        party.rank = rank or ORDINARY
        expected.serve(self.expected[1 - run].busy)

    @rule(run=runs, which=someone)
    def promote_by_hand(self, run, which):
        expected, busy = self.expected[run], self.expected[1 - run].busy
        if not expected.queue:
            return
        party = expected.queue[which % len(expected.queue)]
        of_party = self._places(run, party.people)[0].party

        refusal = self._refusal(lambda: promote(of_party, run=self._run(run), by=self.clerk))

        fits = expected.free >= len(party.people)
        assert refusal is (expected.in_the_way(party, busy) if fits else SeatsGone)
        if refusal is None:
            expected.queue.remove(party)
            expected.asked.append(party)

    @rule(run=runs, which=someone)
    def move_somebody(self, run, which):
        """From one run to the other, at the same hours."""
        here, there = self.expected[run], self.expected[1 - run]
        if not here.holders:
            return
        person = here.holders[which % len(here.holders)]
        place = self._run(run).places.held_by(self.people[person]).get()
        # The seat here is given up first, so what is taken here stands in nobody's way.
        others = here.busy - {person}
        moving = Party(0, [person], {person} if place.childcare_children else set(), rank=place.queue_rank)
        fits = not there.queue and there.free >= 1

        refusal = self._refusal(lambda: move_place(place, to_run=self._run(1 - run), by=self.clerk))

        if person in there.holders:
            assert refusal is HasPlaceAlready
            return
        assert refusal is (there.in_the_way(moving, others) if fits else None)
        if refusal:
            return
        here.forget(person)
        if fits:
            there.seat(moving)
        else:
            moving.number = there.number([person], set()).number
            there.queue.append(moving)
            there.serve(here.busy, moving)
        here.serve(there.busy)

    @precondition(lambda self: sum(expected.capacity for expected in self.expected) < PEOPLE)
    @rule(run=runs)
    def allow_one_more(self, run):
        expected = self.expected[run]
        changed = self._run(run)
        changed.capacity += 1
        changed.save()

        offer_free_seats(changed, cause=Offer.Cause.ADDED)
        offer_free_seats(changed, cause=Offer.Cause.ADDED)

        expected.capacity += 1
        expected.serve(self.expected[1 - run].busy)

    @rule(run=runs)
    def let_the_clock_offer(self, run):
        """Hours may have been freed in the other run since."""
        offer_free_seats(self._run(run))

        self.expected[run].serve(self.expected[1 - run].busy)

    def _refusal(self, ask, *, answers_for=()):
        try:
            places = ask()
        except REFUSALS as refusal:
            return type(refusal)
        if answers_for:
            assert [place.person for place in places] == [self.people[person] for person in answers_for]
        return None

    def _run(self, number):
        self.runs[number].refresh_from_db()
        return self.runs[number]

    def _places(self, run, people):
        held = self._run(run).places.held().filter(person__in=[self.people[person] for person in people])
        return list(held.select_related("run", "offer").order_by("queue_number"))

    @invariant()
    def tables_say_what_the_rules_say(self):
        for number, expected in enumerate(self.expected):
            run = self._run(number)
            people = {
                status: [self.number_of[pk] for pk in of_status.values_list("person", flat=True)]
                for status, of_status in (
                    ("confirmed", run.places.confirmed()),
                    ("offered", run.places.filter(status=Place.Status.OFFERED)),
                    ("applied", run.places.filter(status=Place.Status.APPLIED)),
                    ("waiting", run.places.waiting()),
                )
            }
            assert sorted(people["confirmed"]) == sorted(expected.seated)
            assert sorted(people["offered"]) == sorted(expected.offered)
            assert sorted(people["applied"]) == sorted(p for party in expected.hoping for p in party.people)
            assert people["waiting"] == expected.waiting
            assert [place.person_id for party in queue_of(run) for place in party] == [
                self.people[person].pk for person in expected.waiting
            ]

    @invariant()
    def counters_are_the_rows(self):
        for number, expected in enumerate(self.expected):
            run = self._run(number)
            seated = run.places.seated()
            assert run.seats_taken == seated.count() == len(expected.busy) <= run.capacity
            assert run.people_waiting == run.places.waiting().count()
            assert (
                run.childcare_taken == sum(seated.values_list("childcare_children", flat=True)) <= CHILDCARE
            )
            assert run.places.held().count() == len(set(expected.holders)) == len(expected.holders)

    @invariant()
    def everybody_sees_the_true_position(self):
        for number in (0, 1):
            positions = [position(place) for place in self._run(number).places.waiting()]
            assert positions == list(range(1, len(positions) + 1))

    @invariant()
    def every_open_offer_keeps_seats_and_says_why(self):
        for offer in Offer.objects.all():
            kept = set(offer.places.values_list("status", flat=True))
            assert (offer.outcome == Offer.Outcome.OPEN) is (Place.Status.OFFERED in kept)
            assert {"class", "rank", "number", "position", "passed_over"} == offer.standing.keys()

    @invariant()
    def hours_follow_the_seats_and_enrolments_the_confirmed(self):
        kept = set(Place.objects.seated().values_list("run", "person"))
        confirmed = set(Place.objects.confirmed().values_list("run", "person"))
        reserved = Reservation.objects.filter(active=True).values_list("session__run", "resource__person")
        under_way = Enrolment.objects.filter(result=Enrolment.Result.UNDER_WAY)
        moved_and_waiting = Place.objects.exclude(status=Place.Status.CONFIRMED).filter(
            enrolment__in=under_way, moved_from__isnull=False
        )
        go_on = set(moved_and_waiting.values_list("run", "person"))

        assert sorted(reserved) == sorted(kept)
        assert sorted(under_way.values_list("place__run", "person")) == sorted(confirmed | go_on)
        assert not any(place.is_over for place in moved_and_waiting)

    @invariant()
    def every_step_is_in_the_table_and_in_the_log(self):
        last = {}
        for place, before, after in PlaceChange.objects.order_by("pk").values_list(
            "place", "before", "after"
        ):
            assert before == last.get(place, "")
            assert not before or before == after or after in Place.TRANSITIONS[before]
            last[place] = after
        assert last == dict(Place.objects.values_list("pk", "status"))


def test_no_sequence_of_actions_oversells_skips_the_queue_or_loses_a_place():
    TwoRuns.people = PersonFactory.create_batch(PEOPLE, email="")
    TwoRuns.number_of = {person.pk: number for number, person in enumerate(TwoRuns.people)}
    TwoRuns.clerk = MembershipFactory(person__email="").person
    TwoRuns.classes = {rank: PriorityClassFactory(rank=rank) for rank in (1, 2)}
    TwoRuns.course, TwoRuns.organiser = CourseFactory(), OrganisationFactory()

    run_state_machine_as_test(
        TwoRuns,
        settings=settings(
            max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
