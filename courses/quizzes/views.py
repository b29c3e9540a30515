"""A quiz in a learner's hands: what it is, its questions, sending, and the result. Needs no JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.lessons.access import enrolment_or_404
from courses.models import QuestionPicture, Quiz
from courses.quizzes import attempts
from courses.quizzes.errors import AlreadySent, NoAttemptsLeft, NothingToAsk, QuizClosed, TimeIsOver
from courses.quizzes.taking import Taking, read_form, unread_in
from lms.people.gates import requires_person

if TYPE_CHECKING:
    from courses.models import Attempt
    from courses.quizzes.showing import Shown


def taking_or_404(request: HttpRequest, enrolment: UUID, quiz: UUID) -> Taking:
    """The quiz of one's own course. One out of use is still there for those who took it."""
    mine = enrolment_or_404(request, enrolment)
    asked = get_object_or_404(Quiz.objects.select_related("course"), uuid=quiz, course=mine.course)
    taking = Taking(mine, asked)
    if asked.retired_at and not taking.attempts:
        raise Http404
    return taking


def attempt_or_404(taking: Taking, number: int) -> Attempt:
    attempt = taking.attempt(number)
    if attempt is None:
        raise Http404
    return attempt


def page(request: HttpRequest, template: str, taking: Taking, **context: Any) -> HttpResponse:
    return render(
        request, f"courses/quizzes/{template}.html", {"taking": taking, "quiz": taking.quiz, **context}
    )


@require_safe
@never_cache
@requires_person
def quiz(request: HttpRequest, enrolment: UUID, quiz: UUID) -> HttpResponse:
    taking = taking_or_404(request, enrolment, quiz)
    return page(request, "quiz", taking, questions=sum(taking.quiz.parts.values_list("draws", flat=True)))


@require_POST
@requires_person
def begin(request: HttpRequest, enrolment: UUID, quiz: UUID) -> HttpResponse:
    taking = taking_or_404(request, enrolment, quiz)
    try:
        attempt = attempts.begin(taking.enrolment, quiz=taking.quiz)
    except NoAttemptsLeft:
        messages.info(request, _("You have used all your attempts. The coordinator can give you another."))
    except (QuizClosed, NothingToAsk):
        messages.info(request, _("This quiz cannot be begun now. Please ask the coordinator."))
    else:
        return HttpResponseRedirect(first_page(taking, attempt))
    return HttpResponseRedirect(taking.address())


def first_page(taking: Taking, attempt: Attempt) -> str:
    """Where one goes on: the first question without an answer."""
    if not taking.is_one_by_one:
        return taking.address("questions", attempt.number)
    waiting = attempt.items.waiting().values_list("position", flat=True).first()
    return taking.address("question", attempt.number, waiting or 1)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_person
def questions(
    request: HttpRequest, enrolment: UUID, quiz: UUID, number: int, position: int | None = None
) -> HttpResponse:
    """All questions on one page, or the one at a position."""
    taking = taking_or_404(request, enrolment, quiz)
    attempt = attempt_or_404(taking, number)
    if not attempt.is_open:
        return redirect(taking.address("result", number))
    shown = taking.shown(attempt, position)
    if not shown:
        raise Http404
    if request.method == "POST":
        return _answered(request, taking, attempt, shown, position)
    return _ask(request, taking, attempt, shown, position)


def _ask(
    request: HttpRequest, taking: Taking, attempt: Attempt, shown: list[Shown], position: int | None
) -> HttpResponse:
    asked = {"shown": shown, "to_mend": [one for one in shown if one.unread], "position": position}
    path = list(attempt.items.values("position", "response", "checked_at")) if position else []
    return page(request, "questions", taking, attempt=attempt, path=path, **asked)


def _answered(
    request: HttpRequest, taking: Taking, attempt: Attempt, shown: list[Shown], position: int | None
) -> HttpResponse:
    """Keep what was typed, then go where the button leads."""
    responses = read_form(shown, request.POST)
    unread = unread_in(shown, responses)
    try:
        if not attempt.is_anonymous:
            do = request.POST.get("do", "")
            return redirect(_keep(do, taking, attempt, responses, position, is_unread=bool(unread)))
        if unread:
            # Nothing of it may be kept before it is sent: the page is shown again as it came.
            return _ask(request, taking, attempt, taking.shown(attempt, typed=responses), None)
        attempts.send(attempt, responses)
    except TimeIsOver:
        attempts.close_if_over(attempt)
        messages.info(request, _("The time was over. What you had written by then was kept and counts."))
    except AlreadySent:
        messages.info(request, _("These answers were sent before. What you sent first stands."))
    return redirect(taking.address("result", attempt.number))


def _keep(
    do: str,
    taking: Taking,
    attempt: Attempt,
    responses: dict[int, Any],
    position: int | None,
    *,
    is_unread: bool,
) -> str:
    """Keep them, and say where to go: on only when every number can be read, anywhere else at once."""
    if do == "check" and position:
        attempts.check_item(attempt, position, responses.get(position))
        return taking.address("question", attempt.number, position)
    attempts.save(attempt, responses)
    if position is None:
        return taking.address("questions", attempt.number) if is_unread else _send_if_whole(taking, attempt)
    if is_unread and do == "next":
        return taking.address("question", attempt.number, position)
    steps = {"back": position - 1, "next": position + 1}
    there = steps.get(do, int(do) if do.isdecimal() and len(do) < 4 else 0)
    is_there = 1 <= there <= attempt.items.count()
    return taking.address("question", attempt.number, there) if is_there else _finish(taking, attempt)


def _send_if_whole(taking: Taking, attempt: Attempt) -> str:
    """Somebody who left a question out is asked once more."""
    if attempt.items.waiting().exists():
        return _finish(taking, attempt)
    attempts.send(attempt)
    return taking.address("result", attempt.number)


def _finish(taking: Taking, attempt: Attempt) -> str:
    return taking.address("finish", attempt.number)


@require_POST
@requires_person
def save(request: HttpRequest, enrolment: UUID, quiz: UUID, number: int) -> HttpResponse:
    """What a page sends by itself while somebody types. Says whether it is safe, or where to go instead."""
    taking = taking_or_404(request, enrolment, quiz)
    attempt = attempt_or_404(taking, number)
    shown = taking.shown(attempt)
    responses = read_form(shown, request.POST)
    try:
        attempts.save(attempt, responses)
    except AlreadySent:
        attempts.close_if_over(attempt)
        return JsonResponse({"is_saved": False, "go_to": taking.address("result", number)}, status=409)
    return JsonResponse({"is_saved": True, "unread": unread_in(shown, responses)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_person
def finish(request: HttpRequest, enrolment: UUID, quiz: UUID, number: int) -> HttpResponse:
    """What has no answer yet, and the button that sends."""
    taking = taking_or_404(request, enrolment, quiz)
    attempt = attempt_or_404(taking, number)
    if attempt.is_open and request.method == "POST" and not attempt.is_anonymous:
        attempts.send(attempt)
        return redirect(taking.address("result", number))
    if not attempt.is_open or attempt.is_anonymous:
        return redirect(taking.address("result" if not attempt.is_open else "questions", number))
    waiting = list(attempt.items.waiting().values_list("position", flat=True))
    shown = taking.shown(attempt)
    unread = [one.number for one in shown if one.unread]
    return page(request, "finish", taking, attempt=attempt, waiting=waiting, unread=unread, total=len(shown))


@require_safe
@never_cache
@requires_person
def result(request: HttpRequest, enrolment: UUID, quiz: UUID, number: int) -> HttpResponse:
    """How it went, and as much of each question as is due."""
    taking = taking_or_404(request, enrolment, quiz)
    attempt = attempt_or_404(taking, number)
    if attempt.is_open:
        return HttpResponseRedirect(first_page(taking, attempt))
    return page(request, "result", taking, attempt=attempt, shown=taking.shown(attempt))


@require_safe
@requires_person
def picture(request: HttpRequest, enrolment: UUID, quiz: UUID, picture: UUID) -> FileResponse:
    """A picture of a question, for those who are or were asked from its bank."""
    taking = taking_or_404(request, enrolment, quiz)
    asked = QuestionPicture.objects.filter(
        uuid=picture, bank__questions__versions__items__attempt__in=taking.attempts
    )
    found = asked.distinct().first()
    if found is None:
        raise Http404
    response = FileResponse(found.file.open("rb"), content_type=found.media_type)
    response["Cache-Control"] = "private, max-age=86400"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
