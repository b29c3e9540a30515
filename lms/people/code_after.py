"""The code that proves the address of somebody new, at the end of the questions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, cast

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.core import ratelimit
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lms.people.questions import CHECK, CODE, CONTACT
from lms.people.sign_in import ConfirmCode
from lms.people.sign_up import person_for_email

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from lms.people.contact_form import ContactForm
    from lms.people.questions import Questions


def send_code(request: HttpRequest, questions: Questions) -> str:
    """Send a code to the address that was typed. Answers with nothing, or with what stood in the way.

    It is the same for a known and a new address.
    """
    form = cast("ContactForm", questions.answered(CONTACT))
    form.is_valid()
    email = form.cleaned_data["email"]
    if not ratelimit.consume(request, action="request_login_code", key=email):
        return _("You have asked for several codes in a short time. Wait a few minutes, then try again.")
    person = person_for_email(**form.facts())
    LoginCodeVerificationProcess.initiate(request=request, user=person.user, email=email)
    return ""


def still_missing(request: HttpRequest, questions: Questions, *, known: str) -> HttpResponse | None:
    """Back from the code: what is still to be asked, or whose address it is; nothing when all is said.

    ``known`` tells that the address is of ``%(name)s``.
    """
    missing = questions.next_step()
    if questions.person is None or not questions.is_sent or missing != CHECK:
        return redirect(questions.url(missing))
    if questions.is_another_person:
        messages.info(request, known % {"name": questions.person.full_name})
        return redirect(questions.url(CHECK))
    return None


class CodeAfterQuestions(ConfirmCode, ABC):
    """The last step of somebody new. Whoever uses it finds the questions in ``setup_questions``."""

    questions: Questions

    @abstractmethod
    def setup_questions(self, request: HttpRequest) -> HttpResponse | None:
        """Set ``questions``, or answer with what stands in the way."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if refused := self.setup_questions(request):
            return refused
        if request.user.is_authenticated:
            return redirect(self.questions.url("finish"))
        return super().dispatch(request, *args, **kwargs)

    def start_again_url(self) -> str:
        return self.questions.url(CHECK)

    def get_next_url(self) -> str:
        return self.questions.url("finish")

    def _resend_form_valid(self, form: Any) -> HttpResponse:
        super()._resend_form_valid(form)
        return redirect(self.questions.url(CODE))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"journey": self.questions, "step": CODE}
