"""Taking a place: a run, a few questions, a look at the answers, a code, done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core import ratelimit
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from courses.eligibility import for_whom
from lms.people.code_after import CodeAfterQuestions, send_code, still_missing
from lms.people.gates import requires_person
from sessions.errors import (
    BookingClosed,
    ChildcareFull,
    CoursesComeFirst,
    NotEligible,
    NotInYourCare,
    ParticipantBusy,
    TooManyForRun,
)
from sessions.forms.needs import childcare_full
from sessions.household import Household
from sessions.views.gate import CLOSED, HELD, NOT_FOUND, NOT_IN_CARE, OTHERS, find_run, on_the_way, refuse
from sessions.views.journey import CHECK, CODE, NEEDS, TOGETHER, WHO, Journey
from sessions.views.standing import what_stands
from sessions.views.words import answers_in_words, left_out_in_words, problem_in_words

if TYPE_CHECKING:
    from uuid import UUID

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse


@never_cache
@require_GET
@on_the_way
def start(request: HttpRequest, journey: Journey) -> HttpResponse:
    """The run in a few facts, and the one next step."""
    if journey.household.held and "else" not in request.GET:
        return refuse(request, HELD, journey)
    audience = for_whom(journey.run.is_for)
    return render(
        request, "booking/start.html", {"journey": journey, "run": journey.run, "audience": audience}
    )


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
    if step == WHO and not journey.knows(request.POST.getlist("who")):
        return refuse(request, NOT_IN_CARE, journey)
    return _hear(request, journey, step)


def _hear(request: HttpRequest, journey: Journey, step: str) -> HttpResponse:
    """Keep the answer, right or wrong; a child may be followed by another one, or left out again."""
    if "drop" in request.POST:
        journey.drop_child(step)
        return redirect(journey.url(journey.next_step()))
    journey.keep(step, request.POST)
    form = journey.form(step, request.POST)
    if not form.is_valid():
        return _ask(request, journey, step, form)
    if "more" in request.POST and step in journey.child_steps:
        return redirect(journey.url(journey.add_child()))
    return redirect(journey.url(journey.next_step()))


def _ask(request: HttpRequest, journey: Journey, step: str, form: Form, *, status: int = 200) -> HttpResponse:
    context = {"journey": journey, "run": journey.run, "step": step, "form": form, "url": journey.url(step)}
    template = "child" if step in journey.child_steps else step
    return render(request, f"booking/{template}.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
@on_the_way
def check(request: HttpRequest, journey: Journey) -> HttpResponse:
    """All answers on one page, each with a way to change it; sending them takes the place or sends a code."""
    if (missing := journey.next_step()) != CHECK:
        return redirect(journey.url(missing))
    if request.method == "GET":
        return _show_answers(request, journey)
    if limited := ratelimit.consume_or_429(request, action="booking"):
        return limited
    journey.keep(TOGETHER, request.POST)
    journey.send()
    return _take(request, journey) if journey.person else _send_code(request, journey)


def _show_answers(request: HttpRequest, journey: Journey, *, problem: str = "") -> HttpResponse:
    context = {
        "journey": journey,
        "run": journey.run,
        "rows": answers_in_words(journey),
        "audience": for_whom(journey.run.is_for),
        "problem": problem,
        "url": journey.url(CHECK),
        "together": journey.form(TOGETHER) if journey.number > 1 else None,
    }
    return render(request, "booking/check.html", context, status=409 if problem else 200)


def _send_code(request: HttpRequest, journey: Journey) -> HttpResponse:
    if problem := send_code(request, journey):
        return _show_answers(request, journey, problem=problem)
    return redirect(journey.url(CODE))


class CodeInBooking(CodeAfterQuestions):
    """The last step of somebody new: the code that proves the address."""

    template_name = "booking/code.html"

    def setup_questions(self, request: HttpRequest) -> HttpResponse | None:
        found = find_run(self.kwargs["run"])
        if found is None:
            return refuse(request, NOT_FOUND)
        self.questions = Journey(request, found)
        self.extra_context = {"run": found}
        return None


code = CodeInBooking.as_view()


@never_cache
@require_GET
@on_the_way
def finish(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Back from the code: what was sent before it is done now."""
    known = _("This e-mail address belongs to %(name)s. If the place is for them, take it. If not, sign out.")
    if missing := still_missing(request, journey, known=known):
        return missing
    return _take(request, journey)


def _take(request: HttpRequest, journey: Journey) -> HttpResponse:
    try:
        taken = journey.take()
    except BookingClosed:
        return refuse(request, CLOSED, journey)
    except NotEligible:
        return refuse(request, OTHERS, journey)
    except NotInYourCare:
        return refuse(request, NOT_IN_CARE, journey)
    except (CoursesComeFirst, ParticipantBusy, TooManyForRun) as obstacle:
        return _show_answers(request, journey, problem=problem_in_words(obstacle))
    except ChildcareFull as full:
        form = journey.answered(NEEDS)
        if not form.has_error("childcare"):
            form.add_error("childcare", childcare_full(full.left))
        return _ask(request, journey, NEEDS, form, status=409)
    if taken.busy:
        messages.warning(request, left_out_in_words(taken.busy))
    return redirect("book:done", journey.run.uuid)


@never_cache
@require_GET
@requires_person
def done(request: HttpRequest, run: UUID) -> HttpResponse:
    """What stands now, and what comes next."""
    found = find_run(run)
    if found is None:
        return refuse(request, NOT_FOUND)
    household = Household(request.person, found)  # type: ignore[attr-defined]
    if not household.held:
        return redirect("book:start", found.uuid)
    return render(request, "booking/done.html", what_stands(household))
