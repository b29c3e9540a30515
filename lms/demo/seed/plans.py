"""What people agree to learn with their managers: a plan, an induction, and proofs that wait for a look."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from courses.competences.evidence import Claim, hand_in
from courses.models import (
    Competence,
    Course,
    Evidence,
    InductionPlan,
    InductionStep,
    LearningPlan,
    PlanNote,
    RoleProfile,
)
from courses.plans.agreeing import agree, open_plan, propose, write_note
from courses.plans.inducting import give_inductions
from courses.plans.reminding import remind_of_reviews
from lms.demo.told import in_languages, told

if TYPE_CHECKING:
    from lms.demo.seed.people import Cast

Told = dict[str, Any]


@transaction.atomic
def agree_what_to_learn(cast: Cast) -> None:
    """After roles were taken up: a plan has the manager of the person's team on its other side."""
    story = told("plans")
    _plan(story["plan"], cast)
    _induct(story["induction"])
    for one in story["evidence"]:
        _hand_in(one, cast)
    give_inductions()
    remind_of_reviews()


def _plan(one: Told, cast: Cast) -> None:
    person, manager = cast.people[one["person"]], cast.people[one["manager"]]
    if person.learning_plans.exists():
        return
    today = timezone.localdate()
    plan = open_plan(person, manager=manager, review_on=today - timedelta(days=one["review_days_ago"]))
    opened_on = today - timedelta(days=one["opened_days_ago"])
    LearningPlan.objects.filter(pk=plan.pk).update(opened_on=opened_on)
    for told_of in one["items"]:
        item = propose(
            plan,
            by=cast.people[told_of["by"]],
            goal=told_of.get("goal", ""),
            due_on=today + timedelta(days=told_of["due_in_days"]),
            **_of(told_of),
        )
        if told_of.get("agreed"):
            agree(item, by=person)
    for told_of in one["notes"]:
        note = write_note(plan, by=cast.people[told_of["by"]], words=told_of["words"])
        written_at = timezone.now() - timedelta(days=told_of["days_ago"])
        PlanNote.objects.filter(pk=note.pk).update(at=written_at)


def _induct(one: Told) -> None:
    profile = RoleProfile.objects.get(code=one["profile"])
    if InductionPlan.objects.filter(profile=profile).exists():
        return
    plan = InductionPlan.objects.create(profile=profile, **in_languages("welcome", one["welcome"]))
    for position, step in enumerate(one["steps"], start=1):
        words = in_languages("words", step["words"]) if "words" in step else {}
        InductionStep.objects.create(plan=plan, position=position, days=step["days"], **words, **_of(step))


def _of(one: Told) -> Told:
    """The course or the competence that is told of, as it is kept."""
    found: Told = {}
    if "course" in one:
        found["course"] = Course.objects.get(code=one["course"])
    if "competence" in one:
        found["competence"] = Competence.objects.get(code=one["competence"])
    return found


def _hand_in(one: Told, cast: Cast) -> None:
    person, competence = cast.people[one["person"]], Competence.objects.get(code=one["competence"])
    if Evidence.objects.filter(person=person, competence=competence, kind=one["kind"]).exists():
        return
    paper = one.get("text", "").strip().encode()
    claim = Claim(
        kind=one["kind"],
        competence=competence,
        level=one["level"],
        achieved_on=timezone.localdate() - timedelta(days=one["days"]),
        minutes=one.get("minutes", 0),
        words=one["words"],
        document=SimpleUploadedFile(one["name"], paper, content_type="text/plain") if paper else None,
    )
    hand_in(person, claim)
