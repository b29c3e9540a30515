"""“Leave quickly”: the visit ends on the server, and the reader is somewhere ordinary.

It works as a plain link. With scripts the page vanishes first, and the same address is told in the
background that the visit is over. See docs/decisions/0015-leaving-quickly-always-ends-the-visit.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cms.frame import frame

if TYPE_CHECKING:
    from django.http import HttpRequest

MESSAGES_COOKIE = "messages"
SEE_OTHER = 303
DONE = 204


def quick_exit_address() -> str:
    facts = frame(get_language() or settings.LANGUAGE_CODE).facts
    return facts.quick_exit_address or settings.QUICK_EXIT_ADDRESS


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """End the visit, whoever the visitor is, and lead to the neutral site.

    No token against forgery: the worst a stranger could do is sign somebody out, and a token in every
    public page would keep it out of the cache. A page of another site may lead here, but ends nothing;
    neither does a browser that only looks ahead.
    """
    if "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", "")):
        return HttpResponse(status=DONE)
    if request.headers.get("Sec-Fetch-Site") != "cross-site":
        logout(request)
    response = HttpResponse(status=DONE) if request.method == "POST" else _elsewhere()
    response["Referrer-Policy"] = "no-referrer"
    for cookie in {MESSAGES_COOKIE, settings.CSRF_COOKIE_NAME} & request.COOKIES.keys():
        response.delete_cookie(cookie)
    return response


def _elsewhere() -> HttpResponse:
    response = HttpResponseRedirect(quick_exit_address())
    response.status_code = SEE_OTHER
    return response
