"""What the stories of quizzes find in the house: a quiz in three languages that one persona may take."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

from courses.models import AnonymousAnswer, Attempt, Bank, Course, Enrolment, Quiz, QuizPart
from courses.quizzes.questions import write_question
from lms.people.models import Person

Told = dict[str, str]
LANGUAGES = ("pl", "uk", "en")

TITLE: Told = {"pl": "Co już wiesz", "uk": "Що ви вже знаєте", "en": "What you know already"}
COURSE: Told = {"pl": "Bezpieczny dom", "uk": "Безпечний дім", "en": "A safe home"}
WHO_SIGNS: Told = {
    "pl": "Kto podpisuje zgodę na wycieczkę?",
    "uk": "Хто підписує згоду на екскурсію?",
    "en": "Who signs the consent to a trip?",
}
GUARDIAN: Told = {"pl": "Opiekun", "uk": "Опікун", "en": "The guardian"}
TEACHER: Told = {"pl": "Nauczyciel", "uk": "Учитель", "en": "The teacher"}
NOT_THE_TEACHER: Told = {
    "pl": "Nauczyciel nie reprezentuje dziecka.",
    "uk": "Учитель не представляє дитину.",
    "en": "A teacher does not act for the child.",
}
WHICH_NUMBER: Told = {
    "pl": "Jak nazywa się numer osoby w Polsce?",
    "uk": "Як називається номер особи в Польщі?",
    "en": "What is a person’s number in Poland called?",
}


def open_quiz(email: str, **settings: Any) -> dict[str, Any]:
    """A quiz of two questions, to be passed with all points; where it is, without the language."""
    course = Course.objects.create(
        code=f"QUIZ-{uuid4().hex[:5]}".upper(),
        gives_certificate=False,
        **{f"title_{language}": COURSE[language] for language in LANGUAGES},
    )
    bank = Bank.objects.create(title="Stories")
    signs = write_question(
        bank,
        kind="single",
        words={
            language: {
                "stem": WHO_SIGNS[language],
                "choices": [
                    {"id": "guardian", "html": GUARDIAN[language]},
                    {"id": "teacher", "html": TEACHER[language], "feedback": NOT_THE_TEACHER[language]},
                ],
            }
            for language in LANGUAGES
        },
        key={"weights": {"guardian": 1}},
        by=None,
    )
    number = write_question(
        bank,
        kind="short_text",
        words={language: {"stem": WHICH_NUMBER[language]} for language in LANGUAGES},
        key={"answers": [{"id": "a", "texts": ["PESEL", "песель"]}]},
        by=None,
    )
    quiz = Quiz.objects.create(
        course=course,
        pass_share=Decimal(1),
        max_attempts=2,
        is_shuffled=False,
        **{f"title_{language}": TITLE[language] for language in LANGUAGES},
        **settings,
    )
    for position, question in enumerate((signs, number), start=1):
        QuizPart.objects.create(quiz=quiz, position=position, question=question)
    person = Person.objects.get(user__email=email)
    enrolment = Enrolment.objects.create(person=person, course=course)
    return {"path": f"learn/{enrolment.uuid}/quiz/{quiz.uuid}/", "quiz": str(quiz.uuid)}


def answers_kept(quiz: str) -> list[Any]:
    """What the house holds of the last attempt, question by question."""
    attempt = Attempt.objects.filter(quiz__uuid=quiz).order_by("number").last()
    return list(attempt.items.values_list("response", flat=True)) if attempt else []


def unnamed_answers(quiz: str) -> list[Any]:
    """What was answered, by nobody knows whom."""
    found = AnonymousAnswer.objects.filter(quiz__uuid=quiz)
    return sorted(found.values_list("response", flat=True), key=str)


def points(quiz: str) -> list[Any]:
    """The points of each attempt that was sent, and whether it passed."""
    return [
        [str(score), is_passed]
        for score, is_passed in Attempt.objects.sent()
        .filter(quiz__uuid=quiz)
        .order_by("number")
        .values_list("score", "is_passed")
    ]
