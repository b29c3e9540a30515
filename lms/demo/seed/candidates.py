"""Candidates on their way: some have been at an evening, some learn, two have written this week."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from attendance.models import Attendance
from courses.candidates import express_interest, note_step, take_over
from courses.models import CandidatePath, Certificate
from courses.newcomers import Newcomer, Reach
from lms.messaging.models import Message
from lms.people.models import InformationClause

if TYPE_CHECKING:
    from datetime import datetime

    from lms.demo.seed.people import Cast
    from lms.people.models import Person

Stage = CandidatePath.Stage
ASKED_BEFORE = timedelta(days=150)
ASKED_LATELY = timedelta(days=9)
BEFORE_TRAINING = {Stage.EVENING: 30, Stage.INTERVIEW: 9}
"""How many days before the training a candidate came to an evening, and was talked with."""
NEW = (
    (
        Newcomer(given_name="Halina", family_name="Maj", language="pl"),
        Reach(phone="600 300 118", call_when=CandidatePath.CallTime.EVENING),
        "Dzieci wyprowadziły się z domu, pokój stoi pusty. Czy po pięćdziesiątce to jeszcze możliwe?",
    ),
    (
        Newcomer(
            given_name="Iryna",
            family_name="Lysenko",
            given_name_cyrillic="Ірина",
            family_name_cyrillic="Лисенко",
            language="uk",
        ),
        Reach(email="iryna.lysenko@example.org"),
        "Ми з чоловіком думаємо про це вже рік. Хочемо спершу просто послухати.",
    ),
)


@transaction.atomic
def open_paths(cast: Cast) -> None:
    """Those for whom the candidates' courses are asked long ago, before they came to any meeting."""
    mops, coordinator = cast.organisations["MOPS"], cast.people["pan_adam"]
    for number, key in enumerate(key for key in cast.participants if "candidates" in cast.audiences[key]):
        person = cast.people[key]
        if person.is_child or person.candidate_paths.exists():
            continue
        reach = Reach(email=person.email, phone=person.phone, may_leave_message=True)
        path = express_interest(person=person, organisation=mops, reach=reach)
        Message.objects.filter(kind__startswith="candidate_", key__contains=str(path.uuid)).delete()
        _date(path, Stage.INTERESTED, timezone.now() - ASKED_BEFORE + timedelta(days=number))
        take_over(path, by=coordinator)


@transaction.atomic
def ask_this_week(cast: Cast) -> None:
    clause = InformationClause.objects.current(InformationClause.Purpose.CANDIDATE)
    for newcomer, reach, message in NEW:
        if CandidatePath.objects.filter(message=message).exists():
            continue
        express_interest(
            person=newcomer,
            organisation=cast.organisations["MOPS"],
            reach=reach,
            message=message,
            clause=clause,
        )


@transaction.atomic
def date_steps(cast: Cast) -> None:
    """Steps are as old as the meetings that caused them; an evening and a talk came before every training."""
    for path in CandidatePath.objects.exclude(coordinator=None).select_related("person"):
        reached = set(path.steps.values_list("stage", flat=True))
        if reached == {Stage.INTERESTED}:
            _date(path, Stage.INTERESTED, timezone.now() - ASKED_LATELY - timedelta(days=path.pk % 20))
        for stage in {Stage.EVENING, Stage.TRAINING} & reached:
            if first := _first_meeting(path.person, stage):
                _date(path, stage, first)
                for before, days in BEFORE_TRAINING.items() if stage == Stage.TRAINING else ():
                    if before not in reached:
                        note_step(path, stage=before, by=cast.people["pan_adam"])
                        _date(path, before, first - timedelta(days=days))
        issued = Certificate.objects.filter(
            enrolment__person=path.person, enrolment__course__candidate_stage=Stage.TRAINING
        )
        if Stage.CERTIFIED in reached and (last := issued.order_by("issued_at").last()):
            _date(path, Stage.CERTIFIED, last.issued_at)


def _first_meeting(person: Person, stage: str) -> datetime | None:
    was_there = Attendance.objects.filter(
        person=person, minutes__gt=0, session__run__course__candidate_stage=stage
    )
    first: datetime | None = was_there.aggregate(first=Min("session__starts_at"))["first"]
    return first


def _date(path: CandidatePath, stage: str, moment: datetime) -> None:
    path.steps.filter(stage=stage).update(reached_at=moment)
    if stage == Stage.INTERESTED:
        CandidatePath.objects.filter(pk=path.pk).update(opened_at=moment)
