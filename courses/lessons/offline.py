"""Reading without a network: which pages a phone may keep, and the small program that keeps them.

A phone keeps only what the house says may be kept, on a shelf named after its reader, and forgets it when
they sign out or somebody else signs in. See ``lms/web/static/krok/learn/``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.lessons.reading import shelf_of
from courses.lessons.serving import KEEPER

if TYPE_CHECKING:
    from django.http import HttpRequest

    from lms.people.models import Person

FILES = ("krok/css/krok.css", "krok/js/krok.js", "krok/learn/away.js", "vendor/nunito-sans/latin.woff2")


def kept_for(person: Person, response: HttpResponse) -> HttpResponse:
    """Let the reader's phone keep this page."""
    response[KEEPER] = shelf_of(person)
    return response


@require_safe
@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """The program that answers for lessons when the network does not. It holds nothing of anybody."""
    files = [static(file) for file in FILES]
    script = render_to_string("courses/lessons/worker.js", {"files": files, "keeper": KEEPER})
    return HttpResponse(
        script, content_type="text/javascript; charset=utf-8", headers={"Service-Worker-Allowed": "/"}
    )


@require_safe
def away(request: HttpRequest) -> HttpResponse:
    """What stands there instead of a page that the phone has not kept. The same for everybody."""
    return render(request, "courses/lessons/away.html")
