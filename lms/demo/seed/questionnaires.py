"""What changed by a course: the same question before and after, answered without names; and one allowance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from courses.lessons.enrolling import enrol
from courses.models import Bank, Course, LessonProgress, Quiz, QuizPart
from courses.quizzes.attempts import begin, send
from courses.quizzes.limits import allow
from courses.quizzes.questions import write_question
from lms.demo.told import LANGUAGES, in_languages, said, told

if TYPE_CHECKING:
    from courses.models import Enrolment, Question
    from lms.demo.seed.people import Cast

Purpose = Quiz.Purpose
POSITIONS = {Purpose.BEFORE: 0, Purpose.AFTER: 2}
"""Around the quiz of the course, which comes second."""


@transaction.atomic
def ask_before_and_after(cast: Cast) -> None:
    story = told("questionnaires")
    course = Course.objects.get(code=story["course"])
    if course.quizzes.filter(purpose=Purpose.BEFORE).exists():
        return
    quiz = course.quizzes.get()
    Quiz.objects.filter(pk=quiz.pk).update(position=1)
    bank = Bank.objects.get(questions__parts__quiz=quiz, questions__parts__position=1)
    words = {code: _words(story, code) for code in LANGUAGES}
    last = len(story["scale"]) - 1
    weights = {f"a{number}": str(number / last) for number in range(last + 1)}
    question = write_question(
        bank,
        kind="single",
        words=words,
        key={"weights": weights, "is_fixed": True},
        by=cast.people["ewa"],
    )
    asked = [_questionnaire(course, purpose, question, story) for purpose in POSITIONS]
    for one in story["answered"]:
        person = cast.people[one["person"]]
        enrolment = enrol(person, course=course, by=person)
        _read(enrolment)
        for questionnaire in asked:
            place = one[questionnaire.purpose] - 1
            send(begin(enrolment, quiz=questionnaire), {1: {"choice": f"a{place}"}})
    _allow(story["allowance"], cast)


def _words(story: dict[str, Any], code: str) -> dict[str, Any]:
    choices = enumerate(story["scale"])
    return {
        "stem": f"<p>{said(story['stem'], code)}</p>",
        "choices": [{"id": f"a{number}", "html": said(choice, code)} for number, choice in choices],
    }


def _questionnaire(course: Course, purpose: Purpose, question: Question, story: dict[str, Any]) -> Quiz:
    quiz = Quiz.objects.create(
        course=course,
        purpose=purpose,
        position=POSITIONS[purpose],
        is_anonymous=True,
        is_required=False,
        is_shuffled=False,
        feedback_when=Quiz.FeedbackWhen.NEVER,
        **in_languages("title", story[purpose]),
        **in_languages("intro", story["intro"]),
    )
    QuizPart.objects.create(quiz=quiz, position=1, question=question)
    return quiz


def _read(enrolment: Enrolment) -> None:
    """They have read the lessons, and left the quiz for another evening."""
    now = timezone.now()
    read = {"opened_at": now, "read_at": now, "finished_at": now}
    lessons = enrolment.course.lessons.all()
    LessonProgress.objects.bulk_create(
        LessonProgress(enrolment=enrolment, lesson=lesson, **read) for lesson in lessons
    )


def _allow(one: dict[str, Any], cast: Cast) -> None:
    person, course = cast.people[one["person"]], Course.objects.get(code=one["course"])
    allow(
        enrol(person, course=course, by=person),
        quiz=course.quizzes.get(),
        extra_minutes=0,
        extra_attempts=one["extra_attempts"],
        reason=one["reason"],
        by=cast.people[one["by"]],
    )
