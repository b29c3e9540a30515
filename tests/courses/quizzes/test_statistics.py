"""A coordinator sees which questions are good, and what a course changed, and never who answered what."""

import pytest

from courses.models import AnonymousAnswer
from courses.quizzes import attempts
from courses.quizzes.statistics import correlation, of_quiz, what_changed
from tests.factories.courses import CourseFactory, EnrolmentFactory
from tests.factories.quizzes import QuizFactory, asking, question

RIGHT, LATER, WRONG = {"choice": "right"}, {"choice": "later"}, {"choice": "never"}
YES, NO = {"value": True}, {"value": False}


def answer(quiz, enrolment, *responses):
    attempt = attempts.begin(enrolment, quiz=quiz)
    return attempts.send(attempt, dict(enumerate(responses, start=1)))


@pytest.mark.django_db
def test_easy_telling_and_misleading_questions_are_told_apart():
    quiz = asking("single", "true_false", "multiple")
    known, half, nothing = {"choices": ["court", "school"]}, {"choices": ["court"]}, {"choices": ["bank"]}
    answers = [
        (RIGHT, NO, known),
        (RIGHT, NO, known),
        (RIGHT, NO, half),
        (RIGHT, YES, nothing),
        (RIGHT, YES, nothing),
    ]
    for responses in answers:
        answer(quiz, EnrolmentFactory(course=quiz.course), *responses)

    found = of_quiz(quiz)

    easy, misleading, telling = found.items
    assert (found.people, found.mean) == (5, pytest.approx((5 + 2 + 2.5) / 15))
    assert (easy.facility, easy.discrimination, easy.remark) == (1, None, "easy")
    assert (misleading.facility, misleading.remark) == (0.4, "misleading")
    assert telling.facility == 0.5
    assert telling.choices == {"court": 3, "school": 2, "bank": 2}


@pytest.mark.django_db
def test_only_first_attempts_are_counted_and_what_was_left_out_is_told():
    quiz = asking("single")
    enrolment = EnrolmentFactory(course=quiz.course)
    answer(quiz, enrolment)
    answer(quiz, enrolment, RIGHT)

    (item,) = of_quiz(quiz).items

    assert (item.people, item.unanswered, item.choices) == (1, 1, {})


@pytest.mark.django_db
def test_of_few_people_no_share_is_told():
    quiz = asking("single")
    for _person in range(4):
        answer(quiz, EnrolmentFactory(course=quiz.course), RIGHT)

    found = of_quiz(quiz)

    assert (found.people, found.mean) == (4, None)
    assert (found.items[0].facility, found.items[0].discrimination) == (None, None)


@pytest.mark.django_db
def test_statistics_cost_the_same_for_one_and_for_many(django_assert_num_queries):
    quiz = asking("single", "true_false", "short_text")
    for _person in range(6):
        answer(quiz, EnrolmentFactory(course=quiz.course), RIGHT, YES, {"text": "gmina"})

    with django_assert_num_queries(2):
        of_quiz(quiz)


def before_and_after(**settings):
    """The same two questions in a questionnaire before and in one after."""
    course = CourseFactory()
    asked = [question("single"), question("true_false")]
    quizzes = [QuizFactory(course=course, purpose=purpose, **settings) for purpose in ("before", "after")]
    for quiz in quizzes:
        for position, one in enumerate(asked, start=1):
            quiz.parts.create(position=position, question=one)
    return quizzes


@pytest.mark.django_db
def test_what_changed_is_told_of_those_who_answered_both():
    before, after = before_and_after()
    for n in range(6):
        enrolment = EnrolmentFactory(course=before.course)
        answer(before, enrolment, WRONG if n < 5 else RIGHT, NO)
        if n < 5:
            answer(after, enrolment, LATER, YES)

    scale, belief = what_changed(before, after)

    assert (scale.people_before, scale.people_after) == (5, 5)
    assert (scale.before, scale.after, scale.difference) == (0, 0.5, 0.5)
    assert belief.difference == 1


@pytest.mark.django_db
def test_of_four_anonymous_answers_nothing_is_told_and_of_five_the_mean():
    before, after = before_and_after(is_anonymous=True)
    people = [EnrolmentFactory(course=before.course) for _person in range(5)]
    for enrolment in people:
        answer(before, enrolment, WRONG)
    for enrolment in people[:4]:
        answer(after, enrolment, RIGHT)

    (few,) = what_changed(before, after)
    shown_of_few = of_quiz(after).items
    answer(after, people[4], RIGHT)
    (enough,) = what_changed(before, after)

    assert (few.before, few.after, few.difference) == (0, None, None)
    assert shown_of_few == []
    assert enough.difference == 1
    assert of_quiz(after).items[0].choices == {"right": 5}
    assert AnonymousAnswer.objects.count() == 10


def test_what_never_differs_correlates_with_nothing():
    assert correlation([1, 1, 1], [0, 1, 0]) is None
    assert correlation([0, 1], [0, 1]) == pytest.approx(1)
    assert correlation([0, 1, 0.5], [1, 0, 0.5]) == pytest.approx(-1)
