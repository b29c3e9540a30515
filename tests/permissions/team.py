"""Somebody of a manager's team: what is asked of them, how it could be learnt, and the plan of the two."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.utils import timezone

from courses.competences.standing import recalculate_for
from courses.models import Evidence, Level
from courses.plans.agreeing import hold_review, open_plan, propose
from tests.factories.competences import (
    CourseGivesFactory,
    DutyFactory,
    EvidenceFactory,
    RequiredCompetenceFactory,
    TeamFactory,
)
from tests.factories.courses import EnrolmentFactory
from tests.factories.plans import InductionStepFactory
from tests.factories.sessions import RunFactory, SessionFactory


def in_team_of(manager, person, *, organisation):
    rule = RequiredCompetenceFactory()
    gives = CourseGivesFactory(competence=rule.competence)
    course = gives.course
    team = TeamFactory(organisation=organisation, manager=manager)
    duty = DutyFactory(person=person, profile=rule.profile, organisation=organisation, team=team)
    evidence = EvidenceFactory(
        person=person,
        competence=rule.competence,
        recorded_by=person,
        document=ContentFile(b"%PDF-1.7", name="paper.pdf"),
        waiting=True,
    )
    refused = EvidenceFactory(
        person=person,
        competence=rule.competence,
        recorded_by=person,
        decision=Evidence.Decision.REFUSED,
        reviewed_by=manager,
    )
    accepted = EvidenceFactory(person=person, recorded_by=person, reviewed_by=manager)
    recalculate_for(person)
    run = RunFactory(organiser=organisation, course=course)
    SessionFactory(run=run, starts_at=timezone.now() + timedelta(days=40))
    plan = open_plan(person, manager=manager)
    step = InductionStepFactory(plan__profile=rule.profile)
    today = timezone.localdate()
    return SimpleNamespace(
        person=person,
        team=team,
        duty=duty,
        rule=rule,
        gives=gives,
        evidence=evidence,
        refused=refused,
        accepted=accepted,
        begun=EnrolmentFactory(person=person),
        level=Level.objects.create(framework=rule.competence.framework, number=1, title="Basics"),
        competence=rule.competence,
        course=course,
        run=run,
        induction=step.plan,
        step=step,
        item=propose(plan, by=manager, goal="Lead a meeting alone"),
        review=hold_review(
            plan,
            by=manager,
            achieved="Much",
            ahead="",
            held_on=today,
            next_on=today + timedelta(days=365),
        ),
    )
