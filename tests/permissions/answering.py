"""A quiz that Oksana has sent once and is answering again, for the table."""

from __future__ import annotations

from types import SimpleNamespace

from django.core.files.base import ContentFile

from courses.models import QuestionPicture
from courses.quizzes.attempts import begin, send
from tests.factories.quizzes import asking


def answering(enrolment):
    quiz = asking("single", course=enrolment.course, is_required=False)
    bank = quiz.parts.get().question.bank
    picture = QuestionPicture.objects.create(
        bank=bank, file=ContentFile(b"\x89PNG", name="dom.png"), media_type="image/png"
    )
    first = send(begin(enrolment, quiz=quiz))
    again = begin(enrolment, quiz=quiz)
    return SimpleNamespace(
        enrolment=enrolment,
        quiz=quiz,
        picture=picture,
        sent=first,
        open=again,
        first_item=again.items.get(),
    )
