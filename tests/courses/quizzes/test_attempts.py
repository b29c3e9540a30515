"""An attempt is what it was when it began, keeps what is typed, and forgives a slow clock."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from courses.models import AnonymousAnswer, Attempt, QuizPart
from courses.quizzes import attempts
from courses.quizzes.errors import AlreadySent, NoAttemptsLeft, NothingToAsk, QuizClosed, TimeIsOver
from courses.quizzes.limits import allow
from courses.quizzes.questions import retire_question, revise_question
from courses.quizzes.results import best_shares
from tests.factories.courses import EnrolmentFactory
from tests.factories.quizzes import RIGHT, WRITTEN, BankFactory, QuizFactory, question

NOON = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)


@pytest.fixture
def clock(monkeypatch):
    """The time of the house, moved by hand."""

    def show(moment):
        monkeypatch.setattr("courses.quizzes.attempts.timezone.now", lambda: moment)

    show(NOON)
    return show


def test_all_right_is_all_points_and_passed(taken_by):
    quiz, enrolment = taken_by(*WRITTEN)
    attempt = attempts.begin(enrolment, quiz=quiz)

    sent = attempts.send(attempt, {n: RIGHT[kind] for n, kind in enumerate(WRITTEN, start=1)})

    assert (sent.score, sent.max_score, sent.is_passed) == (8, 8, True)
    assert best_shares([enrolment]) == {enrolment.pk: {quiz.pk: Decimal(1)}}


def test_marks_weigh_and_the_pass_mark_decides(taken_by):
    quiz, enrolment = taken_by("single", "true_false", pass_share=Decimal("0.75"))
    quiz.parts.filter(position=1).update(mark=3)
    attempt = attempts.begin(enrolment, quiz=quiz)

    sent = attempts.send(attempt, {1: RIGHT["single"], 2: {"value": False}})

    assert (sent.score, sent.max_score, sent.is_passed) == (3, 4, True)


def test_what_is_typed_is_kept_and_only_that_can_be_taken_back(taken_by):
    quiz, enrolment = taken_by("single", "short_text")
    attempt = attempts.begin(enrolment, quiz=quiz)

    attempts.save(attempt, {1: RIGHT["single"], 2: {"text": "gmi", "share": 1, "is_right": True}})
    attempts.save(attempt, {1: None, 99: RIGHT["single"]})

    assert list(attempt.items.values_list("response", flat=True)) == [None, {"text": "gmi"}]


def test_beginning_again_goes_on_with_the_open_attempt(taken_by):
    quiz, enrolment = taken_by("single")

    first = attempts.begin(enrolment, quiz=quiz)
    again = attempts.begin(enrolment, quiz=quiz)

    assert first == again
    assert Attempt.objects.count() == 1


def test_the_best_of_several_attempts_counts(taken_by):
    quiz, enrolment = taken_by("single")
    for response in ({"choice": "later"}, {"choice": "right"}, {"choice": "never"}):
        attempts.send(attempts.begin(enrolment, quiz=quiz), {1: response})

    numbers = list(Attempt.objects.values_list("number", flat=True))

    assert numbers == [1, 2, 3]
    assert best_shares([enrolment])[enrolment.pk] == {quiz.pk: Decimal(1)}


def test_after_the_last_attempt_only_a_coordinator_can_give_another(taken_by, pan_adam):
    quiz, enrolment = taken_by("single", max_attempts=1)
    attempts.send(attempts.begin(enrolment, quiz=quiz))

    with pytest.raises(NoAttemptsLeft):
        attempts.begin(enrolment, quiz=quiz)
    allow(enrolment, quiz=quiz, extra_minutes=0, extra_attempts=1, reason="Was ill", by=pan_adam)

    assert attempts.begin(enrolment, quiz=quiz).number == 2


def test_a_quiz_edited_meanwhile_does_not_change_an_attempt(taken_by):
    quiz, enrolment = taken_by("single", "true_false", pass_share=Decimal("0.50"))
    attempt = attempts.begin(enrolment, quiz=quiz)
    words, _key = WRITTEN["single"]
    asked = quiz.parts.get(position=1).question

    revise_question(asked, kind="single", words={"en": words}, key={"weights": {"never": 1}}, by=None)
    retire_question(quiz.parts.get(position=2).question)
    quiz.parts.filter(position=2).delete()
    quiz.pass_share, quiz.max_attempts = Decimal(1), 1
    quiz.save()
    sent = attempts.send(attempt, {1: {"choice": "right"}, 2: {"value": False}})

    assert (sent.score, sent.max_score, sent.is_passed) == (1, 2, True)
    assert asked.current.number == 2


def test_saying_the_same_again_makes_no_new_version(db):
    words, key = WRITTEN["single"]
    asked = question("single")

    revise_question(asked, kind="single", words={"en": words}, key=key, by=None)

    assert asked.versions.count() == 1


def test_questions_are_drawn_from_a_topic_none_twice_and_never_a_retired_one(oksana):
    bank, quiz = BankFactory(), QuizFactory()
    law = [question("true_false", bank=bank, topic="law", stem=f"Law {n}") for n in range(4)]
    question("true_false", bank=bank, topic="health")
    retire_question(law[0])
    QuizPart.objects.create(quiz=quiz, position=1, question=law[1])
    QuizPart.objects.create(quiz=quiz, position=2, bank=bank, topic="law", draws=5, mark=2)
    enrolment = EnrolmentFactory(person=oksana, course=quiz.course)

    attempt = attempts.begin(enrolment, quiz=quiz)

    asked = list(attempt.items.values_list("version__question", flat=True))
    assert asked[0] == law[1].pk
    assert sorted(asked) == sorted(one.pk for one in law[1:])
    assert attempt.max_score == 5


def test_the_order_of_answers_stays_for_the_whole_attempt(taken_by):
    quiz, enrolment = taken_by("single", "matching", is_shuffled=True)
    first = attempts.begin(enrolment, quiz=quiz)

    again = attempts.begin(enrolment, quiz=quiz)

    orders = [list(one.items.values_list("shown_order", flat=True)) for one in (first, again)]
    assert orders[0] == orders[1]
    assert sorted(map(sorted, orders[0])) == [["later", "never", "right"], ["p1", "p2", "p3"]]


def test_an_empty_quiz_a_retired_one_and_that_of_another_course_cannot_be_begun(taken_by):
    quiz, enrolment = taken_by()

    with pytest.raises(NothingToAsk):
        attempts.begin(enrolment, quiz=quiz)
    with pytest.raises(QuizClosed):
        attempts.begin(enrolment, quiz=QuizFactory())
    quiz.retired_at = NOON
    with pytest.raises(QuizClosed):
        attempts.begin(enrolment, quiz=quiz)


def test_what_comes_within_the_grace_counts(taken_by, clock):
    quiz, enrolment = taken_by("single", minutes=10, grace_seconds=60)
    attempt = attempts.begin(enrolment, quiz=quiz)

    clock(NOON + timedelta(minutes=11))
    sent = attempts.send(attempt, {1: RIGHT["single"]})

    assert sent.is_passed
    assert sent.submitted_at == NOON + timedelta(minutes=10)


def test_what_comes_later_is_left_out_and_what_was_saved_in_time_counts(taken_by, clock):
    quiz, enrolment = taken_by("single", "true_false", minutes=10, grace_seconds=60)
    attempt = attempts.begin(enrolment, quiz=quiz)
    attempts.save(attempt, {1: RIGHT["single"]})

    clock(NOON + timedelta(minutes=11, seconds=1))
    with pytest.raises(TimeIsOver):
        attempts.save(attempt, {2: RIGHT["true_false"]})
    sent = attempts.send(attempt, {2: RIGHT["true_false"]})

    assert (sent.score, sent.max_score) == (1, 2)


def test_more_time_reaches_the_attempt_under_way(taken_by, clock, pan_adam):
    quiz, enrolment = taken_by("single", minutes=10, grace_seconds=0)
    attempt = attempts.begin(enrolment, quiz=quiz)

    allow(enrolment, quiz=quiz, extra_minutes=20, extra_attempts=0, reason="Reads slowly", by=pan_adam)
    clock(NOON + timedelta(minutes=30))
    sent = attempts.send(attempt, {1: RIGHT["single"]})

    assert sent.due_at == NOON + timedelta(minutes=30)
    assert sent.is_passed


def test_an_abandoned_attempt_is_graded_by_itself(taken_by, clock):
    from courses.tasks import close_attempts

    quiz, enrolment = taken_by("single", minutes=10)
    attempt = attempts.begin(enrolment, quiz=quiz)
    attempts.save(attempt, {1: RIGHT["single"]})

    close_attempts()
    attempt.refresh_from_db()
    was_open = attempt.is_open
    clock(NOON + timedelta(hours=1))
    close_attempts()
    attempt.refresh_from_db()

    assert was_open
    assert attempt.is_passed


def test_sending_twice_keeps_the_first_and_nothing_is_saved_afterwards(taken_by):
    quiz, enrolment = taken_by("single")
    attempt = attempts.begin(enrolment, quiz=quiz)

    attempts.send(attempt, {1: RIGHT["single"]})
    again = attempts.send(attempt, {1: {"choice": "never"}})

    assert again.score == 1
    with pytest.raises(AlreadySent):
        attempts.save(attempt, {1: {"choice": "never"}})


def test_where_feedback_follows_each_question_a_checked_answer_stands(taken_by):
    quiz, enrolment = taken_by("single", feedback_when="each")
    attempt = attempts.begin(enrolment, quiz=quiz)

    attempts.check_item(attempt, 1, {"choice": "never"})
    attempts.check_item(attempt, 1, RIGHT["single"])
    attempts.save(attempt, {1: RIGHT["single"]})
    sent = attempts.send(attempt, {1: RIGHT["single"]})

    assert sent.score == 0


def test_where_it_does_not_nothing_can_be_checked_before_the_end(taken_by):
    quiz, enrolment = taken_by("single", feedback_when="end")
    attempt = attempts.begin(enrolment, quiz=quiz)

    item = attempts.check_item(attempt, 1, RIGHT["single"])

    assert (item.checked_at, item.share) == (None, None)


def test_anonymous_answers_lead_to_nobody_and_can_be_given_once(taken_by):
    quiz, enrolment = taken_by("single", "short_text", purpose="after", is_anonymous=True)
    attempt = attempts.begin(enrolment, quiz=quiz)

    attempts.save(attempt, {1: RIGHT["single"]})
    kept_before = list(attempt.items.values_list("response", flat=True))
    sent = attempts.send(attempt, {1: RIGHT["single"], 2: {"text": "  thank you "}})

    assert kept_before == [None, None]
    assert sent.items.count() == 0
    assert (sent.score, sent.is_passed) == (None, True)
    local = timezone.localtime(sent.submitted_at)
    assert (local.hour, local.minute, sent.started_at) == (0, 0, sent.submitted_at)
    answers = AnonymousAnswer.objects.values_list("response", flat=True)
    assert sorted(answers, key=str) == [{"choice": "right"}, {"text": "thank you"}]
    assert {field.name for field in AnonymousAnswer._meta.fields} == {
        "id",
        "quiz",
        "version",
        "response",
        "share",
    }
    with pytest.raises(NoAttemptsLeft):
        attempts.begin(enrolment, quiz=quiz)


def test_the_promise_of_anonymity_holds_for_whoever_began_under_it(taken_by):
    quiz, enrolment = taken_by("single", purpose="after", is_anonymous=True)
    attempt = attempts.begin(enrolment, quiz=quiz)

    type(quiz).objects.update(is_anonymous=False)
    attempts.send(attempt, {1: RIGHT["single"]})

    assert AnonymousAnswer.objects.count() == 1
    assert attempt.items.count() == 0


def test_results_of_many_people_cost_one_query(taken_by, django_assert_num_queries):
    quiz, enrolment = taken_by("single")
    others = [EnrolmentFactory(course=quiz.course) for _other in range(3)]
    for one in (enrolment, *others):
        attempts.send(attempts.begin(one, quiz=quiz), {1: {"choice": "later"}})

    with django_assert_num_queries(1):
        shares = best_shares([enrolment, *others])

    assert len(shares) == 4
    assert shares[enrolment.pk][quiz.pk] == Decimal("0.5")
