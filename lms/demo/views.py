"""The demonstration's own pages: come in as anyone, read what would have been sent."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.contrib.auth import login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lms.demo.codes import CodeForm, latest_codes
from lms.demo.language import language_by_parameter, remember
from lms.demo.personas import personas
from lms.messaging.models import Attachment, Message
from lms.web.dates import day, hour

MESSAGES_A_PAGE = 25
SIGN_IN_BACKEND = "django.contrib.auth.backends.ModelBackend"
ONLY_WHAT_A_LETTER_NEEDS = {
    "default-src": [NONE],
    "script-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:"],
    "form-action": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-top-navigation-by-user-activation"],
}


@require_safe
@language_by_parameter
def home(request: HttpRequest) -> HttpResponse:
    everyone = personas()
    context = {
        "participants": [one for one in everyone if not one.is_staff],
        "staff": [one for one in everyone if one.is_staff],
        "latest": Message.objects.select_related("recipient")[:3],
    }
    return render(request, "demo/home.html", context)


@require_POST
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as a persona and go to where their work is, in their language."""
    persona = next((one for one in personas() if one.key == key), None)
    user = persona.user() if persona else None
    if persona is None or user is None:
        raise Http404
    login(request, user, backend=SIGN_IN_BACKEND)
    with translation.override(persona.language):
        response = redirect(get_adapter(request).get_login_redirect_url(request))
    remember(response, persona.language)
    return response


@require_safe
@language_by_parameter
def messages(request: HttpRequest) -> HttpResponse:
    found = Message.objects.select_related("recipient").order_by("-created_at", "-pk")
    page = Paginator(found, MESSAGES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "demo/messages.html", {"page": page})


@require_safe
@language_by_parameter
def message(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Message.objects.select_related("recipient"), pk=pk)
    context = {"message": found, "papers": found.attachments.all(), "rows": _facts(found)}
    return render(request, "demo/message.html", context)


def _facts(found: Message) -> list[dict[str, str]]:
    moment = found.sent_at or found.created_at
    rows = [
        {
            "label": _("To"),
            "value": f"{found.recipient} <{found.address}>" if found.recipient else found.address,
        },
        {"label": _("By"), "value": found.get_channel_display()},
        {"label": _("State"), "value": found.get_status_display()},
        {"label": _("When"), "value": f"{day(moment)}, {hour(moment)}"},
    ]
    return [*rows, {"label": _("Error"), "value": found.last_error}] if found.last_error else rows


@require_safe
@csp_replace(ONLY_WHAT_A_LETTER_NEEDS)  # type: ignore[arg-type]
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML of a message alone, for a frame; its links open in the whole window."""
    found = get_object_or_404(Message, pk=pk)
    return HttpResponse(found.html.replace("<head>", '<head><base target="_top">', 1))


@require_safe
def attachment(request: HttpRequest, pk: int, paper: int) -> HttpResponse:
    found = get_object_or_404(Attachment, pk=paper, message=pk)
    name = found.name.replace('"', "")
    return HttpResponse(
        bytes(found.content),
        content_type=found.content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


@language_by_parameter
def code(request: HttpRequest) -> HttpResponse:
    """The newest codes for signing in: of one address, or of anybody."""
    form = CodeForm(request.POST or None)
    address = form.cleaned_data["email"] if form.is_bound and form.is_valid() else ""
    return render(
        request, "demo/code.html", {"form": form, "address": address, "codes": latest_codes(address)}
    )
