"""Whatever happens to a candidate, in whatever order: the path goes forward, and each step is written once.

A plain model in memory says after each deed on which stone the person must stand; the tables have to say
the same.
"""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from courses import candidates
from courses.candidates import PathEnded, express_interest, note_step, take_over, withdraw
from courses.models import CandidatePath
from courses.newcomers import Reach
from tests.factories.courses import CourseFactory
from tests.factories.people import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db

WAY = ("interested", "evening", "interview", "training", "certified")


class Candidate(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize()
    def begin(self):
        self.organisation = OrganisationFactory()
        self.person, self.coordinator = PersonFactory(), PersonFactory()
        self.courses = {stage: CourseFactory(candidate_stage=stage) for stage in ("evening", "training")}
        self.reached = []
        """Stones stepped on, by path: the last one is the present path, None stands for having stopped."""
        self.ask()

    @property
    def path(self):
        return self.person.candidate_paths.order_by("-pk").first()

    @property
    def now(self):
        return self.reached[-1]

    @rule()
    def ask(self):
        if not self.reached or None in self.now:
            self.reached.append({"interested"})
        express_interest(person=self.person, organisation=self.organisation, reach=Reach())

    @rule(stage=st.sampled_from(WAY))
    def note(self, stage):
        if None in self.now:
            with pytest.raises(PathEnded):
                note_step(self.path, stage=stage, by=self.coordinator)
        else:
            note_step(self.path, stage=stage, by=self.coordinator)
            self.now.add(stage)

    @rule(stage=st.sampled_from(("evening", "training")), minutes=st.integers(min_value=0, max_value=90))
    def attend(self, stage, minutes):
        candidates.note_attendance(self.person, course=self.courses[stage], minutes=minutes)
        if minutes and None not in self.now:
            self.now.add(stage)

    @rule(stage=st.sampled_from(("evening", "training")))
    def certify(self, stage):
        candidates.note_certificate(self.person, course=self.courses[stage])
        if stage == "training" and None not in self.now:
            self.now.add("certified")

    @rule()
    def stop(self):
        if "certified" in self.now and None not in self.now:
            with pytest.raises(PathEnded):
                withdraw(self.path, by=self.coordinator)
        else:
            withdraw(self.path, by=self.coordinator)
            self.now.add(None)

    @rule()
    def lead(self):
        take_over(self.path, by=self.coordinator)

    @invariant()
    def the_tables_say_the_same(self):
        if not hasattr(self, "reached"):
            return
        paths = list(self.person.candidate_paths.order_by("pk"))
        assert len(paths) == len(self.reached)
        for path, reached in zip(paths, self.reached, strict=True):
            stone = max((stage for stage in reached if stage), key=WAY.index)
            assert path.stage == ("withdrawn" if None in reached else stone)
            written = [step.stage for step in path.steps.all()]
            assert sorted(written) == sorted(stage or "withdrawn" for stage in reached)
        assert CandidatePath.objects.exclude(stage="withdrawn").filter(person=self.person).count() <= 1


def test_a_path_goes_forward_whatever_happens():
    run_state_machine_as_test(
        Candidate,
        settings=settings(
            max_examples=40,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
