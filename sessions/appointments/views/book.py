"""Booking an appointment: a kind of help, a few questions, a free hour, a code, done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.core import ratelimit
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from lms.people.code_after import CodeAfterQuestions, send_code, still_missing
from lms.people.gates import requires_person
from lms.people.questions import CHECK, CODE
from sessions.appointments.mine import newest_booked
from sessions.appointments.views.gate import (
    NOT_FOUND,
    NOT_IN_CARE,
    OTHERS,
    find_service,
    on_the_way,
    refuse,
)
from sessions.appointments.views.holding import SERIES, TIME, HoursLost
from sessions.appointments.views.journey import WHO, Journey
from sessions.appointments.views.words import answers_in_words, problem_in_words
from sessions.errors import BookingError, NotForThem, NotInYourCare, PlanningError

if TYPE_CHECKING:
    from uuid import UUID

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse


@never_cache
@require_GET
@on_the_way
def start(request: HttpRequest, journey: Journey) -> HttpResponse:
    """The kind of help in a few facts, and the one next step."""
    context = {"journey": journey, "service": journey.service, "first": journey.free_hours.first}
    return render(request, "appointments/start.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@on_the_way
def step(request: HttpRequest, journey: Journey, *, step: str) -> HttpResponse:
    """One question. Nobody can jump over an earlier one."""
    following = journey.next_step(before=step if step in journey.steps else "")
    if following != step:
        return redirect(journey.url(following))
    if request.method == "GET":
        return _ask(request, journey, step, journey.form(step))
    if limited := ratelimit.consume_or_429(request, action="booking"):
        return limited
    if step == WHO and request.POST.get("who", "") not in {"", *journey.comers.options}:
        return refuse(request, NOT_IN_CARE, journey)
    return _choose_hour(request, journey) if step == TIME else _answer(request, journey, step)


def _answer(request: HttpRequest, journey: Journey, step: str) -> HttpResponse:
    journey.keep(step, request.POST)
    form = journey.form(step, request.POST)
    if not form.is_valid():
        return _ask(request, journey, step, form)
    if step == SERIES:
        try:
            journey.plan_series()
        except HoursLost as obstacle:
            return _show_lost(request, journey, obstacle)
    return redirect(journey.url(journey.next_step()))


def _ask(request: HttpRequest, journey: Journey, step: str, form: Form, *, problem: str = "") -> HttpResponse:
    context: dict[str, Any] = {"journey": journey, "service": journey.service, "step": step, "form": form}
    if step == TIME:
        context |= {"week": journey.free_hours.week(request.GET.get("week", "")), "problem": problem}
    return render(request, f"appointments/{step}.html", context, status=409 if problem else 200)


def _choose_hour(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Each visitor holds one hour or series; an address that sends visitor after visitor has to wait."""
    if not journey.device_key and (limited := ratelimit.consume_or_429(request, action="hold")):
        return limited
    try:
        journey.choose(request.POST)
    except (BookingError, PlanningError) as obstacle:
        return _ask(request, journey, TIME, journey.make(TIME, None), problem=problem_in_words(obstacle))
    return redirect(journey.url(journey.next_step()))


@never_cache
@require_http_methods(["GET", "POST"])
@on_the_way
def check(request: HttpRequest, journey: Journey) -> HttpResponse:
    """All answers on one page; sending them books the hours or sends a code."""
    if request.method == "POST" and not journey.answers and newest_booked(journey.person, journey.service):
        return redirect("appointments:done", journey.uuid)  # the button pressed twice
    if (missing := journey.next_step()) != CHECK:
        return redirect(journey.url(missing))
    if request.method == "GET":
        return _show_answers(request, journey)
    if limited := ratelimit.consume_or_429(request, action="booking"):
        return limited
    journey.send()
    return _take(request, journey) if journey.person else _send_code(request, journey)


def _show_answers(request: HttpRequest, journey: Journey, *, problem: str = "") -> HttpResponse:
    context = {
        "journey": journey,
        "service": journey.service,
        "rows": answers_in_words(journey),
        "problem": problem,
    }
    return render(request, "appointments/check.html", context, status=409 if problem else 200)


def _show_lost(request: HttpRequest, journey: Journey, obstacle: HoursLost) -> HttpResponse:
    """Say whose time ran out, and what is free near it. Everything that was typed stays."""
    left = [start for start in journey.starts if start not in obstacle.hours]
    context = {
        "journey": journey,
        "service": journey.service,
        "lost": obstacle.hours,
        "left": left,
        "nearest": journey.free_hours.nearest(obstacle.hours[0]),
    }
    if left:
        journey.leave_out(obstacle.hours)
    return render(request, "appointments/lost.html", context, status=409)


def _send_code(request: HttpRequest, journey: Journey) -> HttpResponse:
    try:
        journey.hold_all()
    except HoursLost as obstacle:
        return _show_lost(request, journey, obstacle)
    if problem := send_code(request, journey):
        return _show_answers(request, journey, problem=problem)
    return redirect(journey.url(CODE))


class CodeInBooking(CodeAfterQuestions):
    """The last step of somebody new: the code that proves the address."""

    template_name = "appointments/code.html"

    def setup_questions(self, request: HttpRequest) -> HttpResponse | None:
        found = find_service(self.kwargs["service"])
        if found is None:
            return refuse(request, NOT_FOUND)
        self.questions = Journey(request, found)
        self.extra_context = {"service": found}
        return None


code = CodeInBooking.as_view()


@never_cache
@require_GET
@on_the_way
def finish(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Back from the code: what was sent before it is done now."""
    if not journey.answers and newest_booked(journey.person, journey.service):
        return redirect("appointments:done", journey.uuid)
    known = _(
        "This e-mail address belongs to %(name)s. If the appointment is for them, book it. If not, sign out."
    )
    if missing := still_missing(request, journey, known=known):
        return missing
    return _take(request, journey)


def _take(request: HttpRequest, journey: Journey) -> HttpResponse:
    try:
        journey.take()
    except HoursLost as obstacle:
        return _show_lost(request, journey, obstacle)
    except NotInYourCare:
        return refuse(request, NOT_IN_CARE, journey)
    except NotForThem:
        return refuse(request, OTHERS, journey)
    except (BookingError, PlanningError) as obstacle:
        return _show_answers(request, journey, problem=problem_in_words(obstacle))
    return redirect("appointments:done", journey.uuid)


@never_cache
@require_GET
@requires_person
def done(request: HttpRequest, service: UUID) -> HttpResponse:
    """What stands now, and what to bring."""
    found = find_service(service)
    if found is None:
        return refuse(request, NOT_FOUND)
    person = request.person  # type: ignore[attr-defined]
    booked = newest_booked(person, found)
    if not booked:
        return redirect("appointments:start", found.uuid)
    context = {"service": found, "booked": booked, "first": booked[0], "person": person}
    return render(request, "appointments/done.html", context)
