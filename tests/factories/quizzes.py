"""Questions of every kind as they would be written, and quizzes that ask them."""

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from courses import models
from courses.quizzes.kinds import even_weights
from courses.quizzes.questions import write_question
from tests.factories.courses import CourseFactory

CALL = [
    {"id": "right", "html": "<p>At once</p>", "feedback": "Yes: at once, day or night."},
    {"id": "later", "html": "After a week", "feedback": "A week is too long for a child."},
    {"id": "never", "html": "Never"},
]
WRITTEN = {
    "single": (
        {"stem": "<p>When do you call?</p>", "choices": CALL, "feedback": {"right": "Well done."}},
        {"weights": {"right": 1, "later": "0.5"}},
    ),
    "multiple": (
        {
            "stem": "Who can help?",
            "choices": [
                {"id": "court", "html": "The court"},
                {"id": "school", "html": "The school"},
                {"id": "bank", "html": "The bank", "feedback": "A bank lends money."},
            ],
        },
        {"weights": even_weights(["court", "school"], ["bank"])},
    ),
    "true_false": (
        {
            "stem": "A guardian signs for the school.",
            "feedback": {"right": "So it is.", "wrong": "A guardian does sign."},
        },
        {"right": True},
    ),
    "matching": (
        {
            "stem": "Who does what?",
            "prompts": [{"id": "p1", "html": "Court"}, {"id": "p2", "html": "School"}],
            "answers": [
                {"id": "p1", "text": "appoints the guardian"},
                {"id": "p2", "text": "teaches"},
                {"id": "p3", "text": "lends money"},
            ],
        },
        {"pairs": {"p1": "p1", "p2": "p2"}},
    ),
    "ordering": (
        {
            "stem": "What comes first?",
            "items": [
                {"id": "1", "html": "Hear the child"},
                {"id": "2", "html": "Write it down"},
                {"id": "3", "html": "Tell the coordinator"},
            ],
        },
        {"order": ["1", "2", "3"]},
    ),
    "number": (
        {"stem": "How many hours?", "unit": "h", "feedback": {"answers": {"near": "Almost."}}},
        {
            "answers": [
                {"id": "exact", "value": "1000.5"},
                {"id": "near", "value": 1000, "tolerance": 2, "weight": "0.5"},
            ]
        },
    ),
    "short_text": (
        {"stem": "Where do you register?"},
        {"answers": [{"id": "a", "texts": ["gmina*", "громада", "the commune"]}]},
    ),
    "gap": (
        {
            "stem": "<p>The [[who]] decides within [[days]] days: [[how]].</p>",
            "choices": {"how": [{"id": "right", "text": "in writing"}, {"id": "no", "text": "by phone"}]},
        },
        {
            "gaps": {
                "who": {"kind": "text", "answers": [{"id": "a", "texts": ["court", "sąd", "суд"]}]},
                "days": {"kind": "number", "answers": [{"id": "a", "value": 30, "tolerance": 1}]},
                "how": {"kind": "choice", "weights": {"right": 1}, "worth": 2},
            }
        },
    ),
}
RIGHT = {
    "single": {"choice": "right"},
    "multiple": {"choices": ["court", "school"]},
    "true_false": {"value": True},
    "matching": {"pairs": {"p1": "p1", "p2": "p2"}},
    "ordering": {"order": ["1", "2", "3"]},
    "number": {"text": "1 000,5 h"},
    "short_text": {"text": "Gmina Wrocław."},
    "gap": {"gaps": {"who": "Суд", "days": "30", "how": "right"}},
}


class BankFactory(DjangoModelFactory):
    class Meta:
        model = models.Bank

    title = factory.Sequence(lambda n: f"Bank {n}")


class QuizFactory(DjangoModelFactory):
    """A quiz about one course, without questions: give it some by ``asking``."""

    class Meta:
        model = models.Quiz

    course = factory.SubFactory(CourseFactory)
    title = factory.Sequence(lambda n: f"Quiz {n}")
    is_shuffled = False


def question(kind="single", *, bank=None, topic="", **words):
    """One question of a kind, in English only."""
    written, key = WRITTEN[kind]
    return write_question(
        bank or BankFactory(), kind=kind, words={"en": written | words}, key=key, topic=topic, by=None
    )


def asking(*kinds, **settings):
    """A quiz that asks one question of each kind, in this order."""
    quiz, bank = QuizFactory(**settings), BankFactory()
    for position, kind in enumerate(kinds, start=1):
        models.QuizPart.objects.create(
            quiz=quiz, position=position, question=question(kind, bank=bank), mark=Decimal(1)
        )
    return quiz
