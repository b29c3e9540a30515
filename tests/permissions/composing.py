"""A bank of questions of an organisation, a file that waits in it, and a quiz; for the table."""

from __future__ import annotations

from types import SimpleNamespace

from courses.bank.importing import bring
from courses.bank.pictures import as_upload, keep_picture
from courses.models import QuizPart
from tests.courses.bank.pictures import PNG
from tests.factories.quizzes import BankFactory, QuizFactory, question


def composing(*, organisation, course):
    bank = BankFactory(organisation=organisation)
    asked = question("single", bank=bank)
    quiz = QuizFactory(course=course)
    return SimpleNamespace(
        bank=bank,
        question=asked,
        picture=keep_picture(bank, as_upload("mapa.png", PNG)),
        brought=bring(
            bank, b"Tak. {T}", name="a.gift", file_format="gift", language="pl", encoding="", by=None
        ),
        quiz=quiz,
        part=QuizPart.objects.create(quiz=quiz, question=asked, position=1),
    )
