"""The last attempt is begun once and sent once, however often the button is pressed at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from courses.models import Attempt
from courses.quizzes import attempts
from courses.quizzes.errors import NoAttemptsLeft
from tests.factories.courses import EnrolmentFactory
from tests.factories.quizzes import RIGHT, asking

pytestmark = pytest.mark.django_db(transaction=True)


def all_at_once(*acts):
    """Begin every act in the same moment; answers with what each returned or raised, in order."""
    starting_line = Barrier(len(acts))

    def run(act):
        try:
            connection.ensure_connection()
            starting_line.wait(timeout=30)
            return act()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.fixture
def quiz():
    return asking("single", "true_false", max_attempts=2)


@pytest.fixture
def enrolment(quiz):
    return EnrolmentFactory(course=quiz.course)


def test_the_last_attempt_is_begun_once(quiz, enrolment):
    attempts.send(attempts.begin(enrolment, quiz=quiz))

    begun = all_at_once(*[lambda: attempts.begin(enrolment, quiz=quiz)] * 8)

    assert {type(one) for one in begun} == {Attempt}
    assert {one.number for one in begun} == {2}
    assert Attempt.objects.count() == 2
    assert begun[0].items.count() == 2


def test_begun_and_sent_again_and_again_at_once_no_third_attempt_comes_of_it(quiz, enrolment):
    def take():
        return attempts.send(attempts.begin(enrolment, quiz=quiz), {1: RIGHT["single"]})

    answers = all_at_once(*[take] * 10)

    assert {type(one) for one in answers} <= {Attempt, NoAttemptsLeft}
    taken = list(Attempt.objects.order_by("number").values_list("number", "score"))
    assert taken in ([(1, 1)], [(1, 1), (2, 1)])


def test_an_attempt_sent_from_two_devices_is_graded_once_with_the_answers_of_one(quiz, enrolment):
    attempt = attempts.begin(enrolment, quiz=quiz)
    whole = {1: RIGHT["single"], 2: RIGHT["true_false"]}

    sent = all_at_once(
        *[lambda: attempts.send(attempt, whole)] * 4,
        *[lambda: attempts.send(attempt, {1: {"choice": "never"}, 2: {"value": False}})] * 4,
    )

    attempt.refresh_from_db()
    assert {one.score for one in sent} == {attempt.score}
    assert attempt.score in {0, 2}
    assert {one.submitted_at for one in sent} == {attempt.submitted_at}


def test_answers_saved_while_the_clock_closes_it_are_counted_or_refused_whole(quiz, enrolment):
    attempt = attempts.begin(enrolment, quiz=quiz)
    past = timezone.now() - timedelta(hours=1)
    Attempt.objects.update(due_at=past)

    answers = all_at_once(
        *[lambda: attempts.save(attempt, {1: RIGHT["single"]})] * 4, *[attempts.close_overdue] * 4
    )

    attempt.refresh_from_db()
    assert {type(one).__name__ for one in answers[:4]} <= {"TimeIsOver", "AlreadySent"}
    assert sum(answers[4:]) == 1
    assert (attempt.score, attempt.submitted_at) == (0, past)
