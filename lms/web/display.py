"""Contrast and text size, remembered in a cookie and without an account."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from lms.web.context import CONTRAST_COOKIE, TEXT_COOKIE, TEXT_SIZES

A_YEAR = 365 * 24 * 60 * 60


@csrf_exempt
@require_POST
def choose_display(request: HttpRequest) -> HttpResponse:
    """Remember what was chosen and return to the page it was chosen on.

    No token against forgery: the worst a stranger could do is make the letters larger, and a token in
    the frame of every page would keep public pages out of the cache.
    """
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    if request.POST.get("contrast") in {"normal", "more"}:
        response.set_cookie(CONTRAST_COOKIE, request.POST["contrast"], max_age=A_YEAR, samesite="Lax")
    if request.POST.get("text") in TEXT_SIZES:
        response.set_cookie(TEXT_COOKIE, request.POST["text"], max_age=A_YEAR, samesite="Lax")
    return response
