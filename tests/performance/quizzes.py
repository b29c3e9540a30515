"""A quiz of ten questions: answers saved while somebody types, and the whole of it sent and graded."""

from __future__ import annotations

from collections.abc import Sequence

from courses.models import Quiz
from courses.quizzes.attempts import begin, save
from tests.factories.courses import EnrolmentFactory
from tests.factories.people import PersonFactory
from tests.factories.quizzes import RIGHT, BankFactory, QuizFactory, question
from tests.performance.load import Ask
from tests.performance.scenes import FORM, Scene, address, signed_in

QUESTIONS = 10


def a_quiz_of_ten() -> Quiz:
    quiz, bank = QuizFactory(), BankFactory()
    for position in range(1, QUESTIONS + 1):
        asked = question("single", bank=bank, stem=f"Question {position}?")
        quiz.parts.create(position=position, question=asked)
    return quiz


def _ask(quiz: Quiz, name: str, body: bytes, *, expects: int, is_answered: bool = False) -> Ask:
    """One learner with an attempt of their own, so that every request does the whole work."""
    person = PersonFactory(with_sign_in=True)
    enrolment = EnrolmentFactory(person=person, course=quiz.course)
    attempt = begin(enrolment, quiz=quiz)
    if is_answered:
        save(attempt, dict.fromkeys(range(1, QUESTIONS + 1), RIGHT["single"]))
    path = address(f"learn:quiz_{name}", enrolment.uuid, quiz.uuid, attempt.number)
    return Ask(path, "POST", body, signed_in(person) | {"Content-Type": FORM}, expects=expects)


def save_an_answer(rounds: int) -> tuple[str, Sequence[Ask]]:
    quiz = a_quiz_of_ten()
    return "save an answer of a quiz", [
        _ask(quiz, "save", b"position=1&q1=0", expects=200) for _ in range(rounds)
    ]


def send_a_quiz(rounds: int) -> tuple[str, Sequence[Ask]]:
    quiz = a_quiz_of_ten()
    return f"send a quiz of {QUESTIONS} questions, and its grade", [
        _ask(quiz, "finish", b"do=send", expects=302, is_answered=True) for _ in range(rounds)
    ]


ALL: list[Scene] = [save_an_answer, send_a_quiz]
