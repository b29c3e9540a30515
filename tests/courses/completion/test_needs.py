"""What a course needs is changed while people take it: whoever has done all the rest has completed it."""

import pytest

from courses.bank.composing import bring_back_quiz, retire_quiz
from courses.completion.ruling import review_all
from courses.lessons.arranging import bring_back, retire_lesson, set_required
from courses.lessons.enrolling import enrol
from courses.lessons.progress import finish_lesson
from courses.models import Course, Enrolment
from courses.packages.storing import offer_again, retire
from courses.signals import needs_changed
from tests.factories.lessons import add_lessons, home_course
from tests.factories.packages import make_package
from tests.factories.quizzes import QuizFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked_again(monkeypatch):
    """The courses whose learners a worker was asked to look at."""
    asked = []
    monkeypatch.setattr("courses.completion.ruling._review_in_background", asked.append)
    return asked


@pytest.fixture
def lessons(site):
    page = site.tell_of(home_course(code="DOM", title="Kiedy dziecko się boi"))
    return [one.lesson for one in add_lessons(page, "Objawy", "Pomoc", languages=("pl",))]


@pytest.mark.parametrize(
    "change",
    [retire_lesson, bring_back, lambda lesson: set_required(lesson, is_required=False)],
    ids=["retired", "brought back", "not needed"],
)
def test_a_lesson_that_changes_what_is_needed_has_learners_looked_at(
    lessons, asked_again, django_capture_on_commit_callbacks, change
):
    with django_capture_on_commit_callbacks(execute=True):
        change(lessons[0])

    assert asked_again == [lessons[0].course_id]


@pytest.mark.parametrize(
    ("make", "change"),
    [
        (QuizFactory, retire_quiz),
        (QuizFactory, bring_back_quiz),
        (make_package, retire),
        (make_package, offer_again),
    ],
)
def test_so_does_a_quiz_or_a_package(make, change, asked_again, django_capture_on_commit_callbacks):
    asked = make()

    with django_capture_on_commit_callbacks(execute=True):
        change(asked)

    assert asked_again == [asked.course_id]


def test_nobody_is_looked_at_for_what_was_undone(asked_again, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks():
        needs_changed.send(sender=Course, course_id=1)

    assert asked_again == []


def test_whoever_has_read_all_that_is_left_has_completed_the_course(lessons, oksana, marta):
    course = lessons[0].course
    read, begun = enrol(oksana, course=course, by=oksana), enrol(marta, course=course, by=marta)
    finish_lesson(read, lessons[0])

    retire_lesson(lessons[1])
    review_all(course.pk)

    results = Enrolment.objects.in_bulk([read.pk, begun.pk])
    assert results[read.pk].result == Enrolment.Result.COMPLETED
    assert results[begun.pk].result == Enrolment.Result.UNDER_WAY
