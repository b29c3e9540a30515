"""Beginning, saving and sending an attempt. Everybody who writes answers comes through here."""

from __future__ import annotations

import logging
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from courses.models import AnonymousAnswer, Attempt, AttemptItem, Enrolment, Quiz
from courses.quizzes.drawing import draw, lay_out
from courses.quizzes.errors import AlreadySent, NoAttemptsLeft, QuizClosed, TimeIsOver
from courses.quizzes.grading import graded, unread
from courses.quizzes.kinds import KINDS
from courses.quizzes.limits import Limits
from courses.signals import progress_made

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

log = logging.getLogger(__name__)
CENT = Decimal("0.01")


@transaction.atomic
def begin(enrolment: Enrolment, *, quiz: Quiz) -> Attempt:
    """A new attempt, or the one that is open. Its questions, versions and order are frozen now.

    Raises QuizClosed, NothingToAsk, NoAttemptsLeft.
    """
    # Whoever begins twice at once stands in line here, so that the last attempt is begun once.
    enrolment = Enrolment.objects.hold(enrolment)
    if quiz.course_id != enrolment.course_id or enrolment.result == Enrolment.Result.WITHDRAWN:
        raise QuizClosed
    attempts = list(quiz.attempts.filter(enrolment=enrolment).order_by("number"))
    under_way = next((attempt for attempt in attempts if attempt.is_open), None)
    limits = Limits.of(quiz, enrolment)
    now = timezone.now()
    if under_way and not limits.is_over(under_way, now):
        return under_way
    if quiz.retired_at:
        raise QuizClosed
    if under_way:
        _send(_locked(under_way), now=now)
    if limits.attempts is not None and len(attempts) >= limits.attempts:
        raise NoAttemptsLeft
    number = attempts[-1].number + 1 if attempts else 1
    attempt = Attempt(quiz=quiz, enrolment=enrolment, number=number, started_at=now)
    attempt.pass_share, attempt.is_anonymous = quiz.pass_share, quiz.is_anonymous
    return _lay(attempt, limits)


@transaction.atomic
def save(attempt: Attempt, responses: Mapping[int, Any]) -> Attempt:
    """Keep answers as they are typed, by the position of the question; None takes one back.

    Raises AlreadySent, TimeIsOver.
    """
    attempt = _still_open(attempt)
    _keep(attempt, responses)
    return attempt


@transaction.atomic
def check_item(attempt: Attempt, position: int, response: Any) -> AttemptItem:
    """Answer one question for good, where feedback follows each. Safe to repeat: the first answer stands.

    What cannot be read as the number that is asked for is kept, and not checked yet.

    Raises AlreadySent, TimeIsOver.
    """
    attempt = _still_open(attempt)
    if attempt.quiz.feedback_when == Quiz.FeedbackWhen.EACH:
        _keep(attempt, {position: response})
        item = attempt.items.select_related("version").get(position=position)
        if item.is_answered and item.checked_at is None and not unread(item.version, item.response):
            item.share, item.checked_at = graded(item.version, item.response), timezone.now()
            item.save(update_fields=["share", "checked_at"])
        return item
    return attempt.items.get(position=position)


def send(attempt: Attempt, responses: Mapping[int, Any] | None = None) -> Attempt:
    """Grade the attempt with these answers on top of those saved. What came too late is left out.

    Safe to repeat: what was sent once stands, whatever comes later.
    """
    with transaction.atomic():
        attempt = _locked(attempt)
        if not attempt.is_open:
            return attempt
        now = timezone.now()
        if not Limits.of(attempt.quiz, attempt.enrolment).is_over(attempt, now):
            _keep(attempt, responses or {})
        return _send(attempt, now=now)


@transaction.atomic
def close_if_over(attempt: Attempt) -> bool:
    """Grade an attempt whose time is over, with what was saved. Says whether it did."""
    attempt = _locked(attempt)
    now = timezone.now()
    if not attempt.is_open or not Limits.of(attempt.quiz, attempt.enrolment).is_over(attempt, now):
        return False
    _send(attempt, now=now)
    return True


def close_overdue() -> int:
    """Grade what nobody sent, with what was saved in time. One that fails keeps no other from its turn."""
    closed = 0
    for attempt in Attempt.objects.open().filter(due_at__lt=timezone.now()):
        try:
            closed += close_if_over(attempt)
        except Exception:
            log.exception("Attempt %s could not be graded.", attempt.pk)
    return closed


def _lay(attempt: Attempt, limits: Limits) -> Attempt:
    drawn = draw(attempt.quiz)
    attempt.due_at = limits.due_at(attempt.started_at)
    attempt.max_score = sum((mark for _version, mark in drawn), Decimal(0))
    attempt.save()
    AttemptItem.objects.bulk_create(lay_out(attempt, drawn))
    return attempt


def _locked(attempt: Attempt) -> Attempt:
    # The enrolment first, as when beginning, so that two never wait for each other.
    Enrolment.objects.hold(attempt.enrolment)
    return Attempt.objects.select_related("quiz", "enrolment").get(pk=attempt.pk)


def _still_open(attempt: Attempt) -> Attempt:
    attempt = _locked(attempt)
    if not attempt.is_open:
        raise AlreadySent(attempt)
    if Limits.of(attempt.quiz, attempt.enrolment).is_over(attempt, timezone.now()):
        raise TimeIsOver(attempt)
    return attempt


def _keep(attempt: Attempt, responses: Mapping[int, Any]) -> None:
    """Answers that the questions know; those checked already stay as they are."""
    if attempt.is_anonymous:
        attempt.unnamed = dict(responses)  # type: ignore[attr-defined]
        return
    now = timezone.now()
    changed = []
    for item in attempt.items.select_related("version").filter(position__in=list(responses), checked_at=None):
        version = item.version
        response = KINDS[version.kind].tidy(version.words(), responses[item.position])
        if response != item.response:
            item.response, item.saved_at = response, now
            changed.append(item)
    AttemptItem.objects.bulk_update(changed, ["response", "saved_at"])


def _send(attempt: Attempt, *, now: datetime) -> Attempt:
    items = list(attempt.items.select_related("version"))
    attempt.submitted_at = min(now, attempt.due_at) if attempt.due_at else now
    if attempt.is_anonymous:
        _cut_off(attempt, items)
    else:
        _grade(attempt, items)
    attempt.save(update_fields=["started_at", "due_at", "submitted_at", "score", "is_passed"])
    progress_made.send(sender=Enrolment, enrolment=attempt.enrolment)
    return attempt


def _grade(attempt: Attempt, items: list[AttemptItem]) -> None:
    for item in items:
        item.share = graded(item.version, item.response)
    AttemptItem.objects.bulk_update(items, ["share"])
    earned = sum((item.share * item.mark for item in items if item.share), Decimal(0))
    attempt.score = min(earned.quantize(CENT), attempt.max_score)
    quiz = attempt.quiz
    attempt.is_passed = quiz.is_questionnaire or attempt.score >= attempt.pass_share * attempt.max_score


def _cut_off(attempt: Attempt, items: Iterable[AttemptItem]) -> None:
    """The answers go on without a name; the attempt only knows that they were given."""
    responses: dict[int, Any] = getattr(attempt, "unnamed", {})
    answers = []
    for item in items:
        version = item.version
        if response := KINDS[version.kind].tidy(version.words(), responses.get(item.position)):
            share = graded(version, response)
            answers.append(
                AnonymousAnswer(quiz=attempt.quiz, version=version, response=response, share=share)
            )
    AnonymousAnswer.objects.bulk_create(sorted(answers, key=lambda answer: answer.pk))
    attempt.items.all().delete()
    day = timezone.localtime(attempt.submitted_at).replace(hour=0, minute=0, second=0, microsecond=0)
    attempt.started_at = attempt.submitted_at = day
    attempt.due_at, attempt.score, attempt.is_passed = None, None, True
