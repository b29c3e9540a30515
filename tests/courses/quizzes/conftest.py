"""Oksana takes a course with a quiz."""

import pytest

from tests.factories.courses import EnrolmentFactory
from tests.factories.quizzes import asking


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def taken_by(oksana):
    """A quiz that asks these kinds, in a course that Oksana takes: the quiz and her enrolment."""

    def take(*kinds, **settings):
        quiz = asking(*kinds, **settings)
        return quiz, EnrolmentFactory(person=oksana, course=quiz.course)

    return take
