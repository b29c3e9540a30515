"""What is learnt away from meetings: rules of blended courses, a diary, a file, learning done elsewhere."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from courses.completion import diary, handing_in, recognition
from courses.models import Course, Enrolment, Requirement
from lms.demo.told import in_languages, told
from sessions.models import Session, SessionTrainer, Timetable

if TYPE_CHECKING:
    from lms.demo.seed.people import Cast

Told = dict[str, Any]


@transaction.atomic
def learn_by_doing(cast: Cast) -> None:
    """After the editions are told: whoever completed one before did so by the hours alone."""
    story = told("practice")
    for code, organisation in story["stands_behind"].items():
        nobody = Course.objects.filter(code=code, organiser=None)
        nobody.update(organiser=cast.organisations[organisation])
    for one in story["rules"]:
        _rule(one)
    _supervise(story["practice"], cast)
    for one in story["diary"]:
        _write(one, cast)
    _hand_in(story["handed_in"], cast)
    for one in story["recognitions"]:
        _show(one, cast)


def _rule(one: Told) -> None:
    course = Course.objects.get(code=one["course"])
    if course.requirements.exists():
        return
    for position, step in enumerate(one["steps"], start=1):
        share = {"share": Decimal(step["share"])} if "share" in step else {}
        words = in_languages("words", step["words"]) if "words" in step else {}
        Requirement.objects.create(
            course=course,
            position=position,
            kind=step["kind"],
            minutes=step.get("minutes"),
            **share,
            **words,
        )


def _supervise(one: Told, cast: Cast) -> None:
    ahead = Session.objects.upcoming().filter(run__course__code=one["course"], kind=Timetable.Kind.PRACTICE)
    for session in ahead:
        SessionTrainer.objects.get_or_create(session=session, trainer=cast.people[one["supervisor"]])


def _under_way(one: Told, cast: Cast) -> Enrolment | None:
    taken = Enrolment.objects.filter(person=cast.people[one["person"]], course__code=one["course"])
    return taken.filter(result=Enrolment.Result.UNDER_WAY).order_by("pk").first()


def _write(one: Told, cast: Cast) -> None:
    enrolment = _under_way(one, cast)
    if enrolment is None or enrolment.diary_entries.filter(words=one["words"]).exists():
        return
    day = timezone.localdate() - timedelta(days=one["days"])
    entry = diary.write_entry(enrolment, day=day, minutes=one["minutes"], words=one["words"])
    if by := one.get("confirmed_by"):
        diary.confirm(entry, by=cast.people[by], version=entry.version, answer=one["answer"])


def _hand_in(one: Told, cast: Cast) -> None:
    enrolment = _under_way(one, cast)
    if enrolment is None or enrolment.handed_in.exists():
        return
    handing_in.hand_in(
        enrolment,
        requirement=enrolment.course.requirements.get(kind=Requirement.Kind.FILE),
        file=_paper(one),
        by=enrolment.person,
        words=one["words"],
    )


def _show(one: Told, cast: Cast) -> None:
    person, course = cast.people[one["person"]], Course.objects.get(code=one["course"])
    if person.recognitions.filter(course=course).exists():
        return
    asked = recognition.ask(
        person,
        course=course,
        document=_paper(one),
        learnt_on=timezone.localdate() - timedelta(days=one["days"]),
        words=one["words"],
        by=person,
    )
    if by := one.get("decided_by"):
        recognition.decide(asked, accept=True, by=cast.people[by], reason=one["reason"])


def _paper(one: Told) -> SimpleUploadedFile:
    return SimpleUploadedFile(one["name"], one["text"].strip().encode(), content_type="text/plain")
