"""Taking a place: a run, a few questions, a look at the answers, a code, done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.core import ratelimit
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from courses.eligibility import for_whom
from lms.people.gates import requires_person
from lms.people.sign_in import ConfirmCode
from lms.people.sign_up import person_for_email
from sessions.errors import BookingClosed, NotEligible, NotInYourCare, ParticipantBusy, TooManyForRun
from sessions.household import Household
from sessions.views.gate import CLOSED, HELD, NOT_FOUND, NOT_IN_CARE, OTHERS, find_run, on_the_way, refuse
from sessions.views.journey import CHECK, CODE, CONTACT, WHO, Journey
from sessions.views.words import answers_in_words, problem_in_words, what_stands

if TYPE_CHECKING:
    from uuid import UUID

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from sessions.forms.booking import ContactForm


@never_cache
@require_GET
@on_the_way
def start(request: HttpRequest, journey: Journey) -> HttpResponse:
    """The run in a few facts, and the one next step."""
    if journey.household.held and "else" not in request.GET:
        return refuse(request, HELD, journey)
    audience = for_whom(journey.run.course.audience)
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
    journey.keep(step, request.POST)
    form = journey.form(step, request.POST)
    if form.is_valid():
        return redirect(journey.url(journey.next_step()))
    return _ask(request, journey, step, form)


def _ask(request: HttpRequest, journey: Journey, step: str, form: Form) -> HttpResponse:
    context = {"journey": journey, "run": journey.run, "step": step, "form": form}
    return render(request, f"booking/{step}.html", context)


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
    journey.send()
    return _take(request, journey) if journey.person else _send_code(request, journey)


def _show_answers(request: HttpRequest, journey: Journey, *, problem: str = "") -> HttpResponse:
    context = {
        "journey": journey,
        "run": journey.run,
        "rows": answers_in_words(journey),
        "audience": for_whom(journey.run.course.audience),
        "problem": problem,
    }
    return render(request, "booking/check.html", context, status=409 if problem else 200)


def _send_code(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Send a code to the address that was typed; the answer is the same for a known and a new one."""
    form = cast("ContactForm", journey.answered(CONTACT))
    form.is_valid()
    email = form.cleaned_data["email"]
    if not ratelimit.consume(request, action="request_login_code", key=email):
        too_many = _("You have asked for several codes in a short time. Wait a few minutes, then try again.")
        return _show_answers(request, journey, problem=too_many)
    person = person_for_email(**form.facts())
    LoginCodeVerificationProcess.initiate(request=request, user=person.user, email=email)
    return redirect(journey.url(CODE))


class CodeInBooking(ConfirmCode):
    """The last step of somebody new: the code that proves the address."""

    template_name = "booking/code.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = find_run(self.kwargs["run"])
        if found is None:
            return refuse(request, NOT_FOUND)
        self.journey = Journey(request, found)
        if request.user.is_authenticated:
            return redirect("book:finish", found.uuid)
        return super().dispatch(request, *args, **kwargs)

    def start_again_url(self) -> str:
        return self.journey.url(CHECK)

    def get_next_url(self) -> str:
        return reverse("book:finish", args=[self.journey.run.uuid])

    def _resend_form_valid(self, form: Any) -> HttpResponse:
        super()._resend_form_valid(form)
        return redirect(self.journey.url(CODE))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "journey": self.journey,
            "run": self.journey.run,
            "step": CODE,
        }


code = CodeInBooking.as_view()


@never_cache
@require_GET
@on_the_way
def finish(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Back from the code: what was sent before it is done now."""
    missing = journey.next_step()
    if journey.person is None or not journey.is_sent or missing != CHECK:
        return redirect(journey.url(missing))
    if journey.is_another_person:
        known = _(
            "This e-mail address belongs to %(name)s. If the place is for them, take it. If not, sign out."
        )
        messages.info(request, known % {"name": journey.person.full_name})
        return redirect(journey.url(CHECK))
    return _take(request, journey)


def _take(request: HttpRequest, journey: Journey) -> HttpResponse:
    try:
        journey.take()
    except BookingClosed:
        return refuse(request, CLOSED, journey)
    except NotEligible:
        return refuse(request, OTHERS, journey)
    except NotInYourCare:
        return refuse(request, NOT_IN_CARE, journey)
    except (ParticipantBusy, TooManyForRun) as obstacle:
        return _show_answers(request, journey, problem=problem_in_words(obstacle))
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
