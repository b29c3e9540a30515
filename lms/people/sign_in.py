"""The ways in: a code by e-mail for everyone, a password for staff."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from allauth.account import views as allauth_views
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY, clear_login
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from allauth.account.stages import LoginStage
    from django.http import HttpRequest, HttpResponse


def code_is_too_old() -> str:
    return _("That code no longer works: a code lasts 15 minutes. Ask for a new one.")


class StartAgain:
    """Opening the first page of signing in always begins anew, whatever was under way."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: LoginStage) -> None:
        clear_login(request)


class AskForCode(StartAgain, allauth_views.RequestLoginCodeView):
    """An address, and a code sent to it. The answer is the same for an address nobody has heard of."""

    template_name = "account/sign_in.html"


class ConfirmCode(allauth_views.ConfirmLoginCodeView):
    """The six digits. What is too old or was tried too often leads back to asking, with words."""

    template_name = "account/code.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        was_under_way = LOGIN_SESSION_KEY in request.session or request.method == "POST"
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        if getattr(response, "url", "") != reverse("account_request_login_code"):
            return response
        if was_under_way and getattr(self, "_process", None) is None:
            messages.error(request, code_is_too_old())
        return redirect(self.start_again_url())

    def start_again_url(self) -> str:
        """Where a new code is asked for."""
        url: str = self.passthrough_next_url(reverse("account_login"))
        return url

    def _resend_form_valid(self, form: Any) -> HttpResponse:
        """A code that is sent again lasts as long as the first."""
        self._process.state["at"] = time.time()
        messages.success(self.request, _("We have sent you a new code. The old one no longer works."))
        response: HttpResponse = super()._resend_form_valid(form)
        return response


class EnterWithPassword(StartAgain, allauth_views.LoginView):
    """The quiet way for staff: a password, then the second factor."""

    template_name = "account/staff_sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"sso_name": settings.SSO_NAME}


ask_for_code = AskForCode.as_view()
confirm_code = ConfirmCode.as_view()
enter_with_password = EnterWithPassword.as_view()


def staff_door(request: HttpRequest) -> HttpResponse:
    """Wagtail's own sign-in page leads to ours."""
    query = {"next": request.GET.get("next") or reverse("wagtailadmin_home")}
    return redirect(f"{reverse('account_staff_login')}?{urlencode(query)}")


def _for_staff(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Participants never have a password."""

    def guarded(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and not request.user.is_staff:
            raise PermissionDenied
        return view(request)

    return guarded


change_password = _for_staff(allauth_views.password_change)
set_password = _for_staff(allauth_views.password_set)
