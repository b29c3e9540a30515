"""Whatever people do, in whatever order: nobody gets a seat that is not there, is overtaken, lost or doubled.

Two runs are held at the same hours. A plain model in memory says after each step who must be seated and
who must wait; the tables have to say the same.
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
from sessions.booking import Wish, cancel_place, take_places
from sessions.errors import ParticipantBusy, TooManyForRun
from sessions.models import Place, PlaceChange, Reservation
from sessions.waiting_list import fill_seats
from tests.factories.courses import CourseFactory
from tests.factories.people import MembershipFactory, OrganisationFactory, PersonFactory
from tests.factories.sessions import RunFactory, SessionFactory

pytestmark = pytest.mark.django_db

PEOPLE = 6
runs = st.integers(min_value=0, max_value=1)
someone = st.integers(min_value=0, max_value=PEOPLE - 1)
parties = st.lists(someone, min_size=1, max_size=3, unique=True)


class Expected:
    """Who is seated and who waits in one run, as the rules say."""

    def __init__(self, capacity):
        self.capacity = capacity
        self.seated = set()
        self.queue = []

    @property
    def waiting(self):
        return [person for party in self.queue for person in party]

    def fill(self, busy):
        for party in list(self.queue):
            if self.capacity - len(self.seated) < len(party):
                return
            if not busy & set(party):
                self.queue.remove(party)
                self.seated |= set(party)


class TwoRuns(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize(capacities=st.tuples(*[st.integers(min_value=1, max_value=3)] * 2))
    def two_runs_at_the_same_hours(self, capacities):
        start = timezone.now() + timedelta(days=7)
        self.runs = [RunFactory(course=self.course, organiser=self.organiser, capacity=n) for n in capacities]
        self.expected = [Expected(n) for n in capacities]
        for run in self.runs:
            SessionFactory(run=run, starts_at=start)

    @rule(run=runs, party=parties)
    def ask_together(self, run, party):
        expected, busy = self.expected[run], self.expected[1 - run].seated
        missing = [person for person in party if person not in expected.seated | set(expected.waiting)]

        refusal = self._ask(run, party)

        if len(missing) > expected.capacity:
            assert refusal is TooManyForRun
        elif missing and not expected.queue and len(expected.seated) + len(missing) <= expected.capacity:
            assert refusal is (ParticipantBusy if busy & set(missing) else None)
            expected.seated |= set() if refusal else set(missing)
        elif missing:
            assert refusal is None
            expected.queue.append(missing)
            expected.fill(busy)

    @rule(run=runs, which=someone)
    def give_back(self, run, which):
        expected, busy = self.expected[run], self.expected[1 - run].seated
        holders = sorted(expected.seated) + expected.waiting
        if not holders:
            return
        person = holders[which % len(holders)]

        cancel_place(self.runs[run].places.held_by(self.people[person]).get(), by=self.clerk)

        expected.seated.discard(person)
        smaller = ([other for other in party if other != person] for party in expected.queue)
        expected.queue = [party for party in smaller if party]
        expected.fill(busy)

    @precondition(lambda self: sum(expected.capacity for expected in self.expected) < PEOPLE)
    @rule(run=runs)
    def allow_one_more(self, run):
        expected, busy = self.expected[run], self.expected[1 - run].seated
        self.runs[run].capacity += 1
        self.runs[run].save()

        fill_seats(self.runs[run])
        fill_seats(self.runs[run])

        expected.capacity += 1
        expected.fill(busy)

    def _ask(self, run, party):
        wishes = [Wish(self.people[person]) for person in party]
        try:
            places = take_places(wishes, in_run=self.runs[run], booked_by=self.clerk)
        except (TooManyForRun, ParticipantBusy) as refusal:
            return type(refusal)
        assert [place.person for place in places] == [wish.person for wish in wishes]
        return None

    @invariant()
    def tables_say_what_the_rules_say(self):
        for run, expected in zip(self.runs, self.expected, strict=True):
            run.refresh_from_db()
            seated = {self.people[person].pk for person in expected.seated}
            waiting = [self.people[person].pk for person in expected.waiting]

            assert (run.seats_taken, run.people_waiting) == (len(seated), len(waiting))
            assert sorted(run.places.confirmed().values_list("person", flat=True)) == sorted(seated)
            assert list(run.places.waiting().values_list("person", flat=True)) == waiting
            assert run.places.held().count() == len(seated) + len(waiting)

    @invariant()
    def hours_and_enrolments_follow_the_seats(self):
        seated = set(Place.objects.confirmed().values_list("run", "person"))
        reserved = Reservation.objects.filter(active=True).values_list("session__run", "resource__person")
        under_way = Enrolment.objects.filter(result=Enrolment.Result.UNDER_WAY)

        assert sorted(reserved) == sorted(seated)
        assert sorted(under_way.values_list("place__run", "person")) == sorted(seated)

    @invariant()
    def every_step_is_in_the_table_and_in_the_log(self):
        last = {}
        for place, before, after in PlaceChange.objects.order_by("pk").values_list(
            "place", "before", "after"
        ):
            assert before == last.get(place, "")
            assert not before or after in Place.TRANSITIONS[before]
            last[place] = after
        assert last == dict(Place.objects.values_list("pk", "status"))


def test_no_sequence_of_actions_oversells_skips_the_queue_or_loses_a_place():
    TwoRuns.people = PersonFactory.create_batch(PEOPLE, email="")
    TwoRuns.clerk = MembershipFactory(person__email="").person
    TwoRuns.course, TwoRuns.organiser = CourseFactory(), OrganisationFactory()

    run_state_machine_as_test(
        TwoRuns,
        settings=settings(
            max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
