"""The two addresses of a leaflet that are no pages: the short one in its QR, and its PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.leaflets import missing
from cms.leaflets.codes import cleaned
from cms.leaflets.counts import count, is_of_a_reader
from cms.leaflets.goal import goal_of
from cms.leaflets.missing import Instead, LeafletMissing
from cms.leaflets.paper import has_easy, mark_of, render
from cms.leaflets.published import published_leaflets
from cms.models import LeafletCount, LeafletEdition, LeafletPage
from lms.web.limits import limited

if TYPE_CHECKING:
    from django.http import HttpRequest

Taken = LeafletCount.Taken


class PaperForm(forms.Form):
    """What may stand in the address of a PDF."""

    format = forms.ChoiceField(choices=LeafletPage.Format.choices, required=False)
    easy = forms.ChoiceField(choices=[("0", "0"), ("1", "1")], required=False)
    version = forms.IntegerField(min_value=1, required=False)


@limited("120/m/ip")
@require_safe
def follow_code(request: HttpRequest, code: str) -> HttpResponse:
    """Lead whoever scanned a leaflet to its page. The middleware has read ``?lang=`` and the phone's wish."""
    code = cleaned(code)
    goal = goal_of(code, language=get_language() or "")
    if goal is None:
        return missing.answer(request, missing.unknown(code))
    if is_of_a_reader(request):
        count(code, language=goal.language, taken=Taken.CODE)
    response = HttpResponseRedirect(goal.address)
    response["Cache-Control"] = "no-store"
    return response


@limited("120/m/ip")
@require_safe
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """The PDF of a leaflet in the language of the address."""
    try:
        return _paper(request, cleaned(code))
    except LeafletMissing as absent:
        return missing.answer(request, absent)


def _paper(request: HttpRequest, code: str) -> HttpResponse:
    language = get_language() or ""
    page = (
        published_leaflets()
        .select_related("locale")
        .filter(code=code, locale__language_code=language)
        .first()
    )
    if page is None:
        raise missing.not_in_this_language(code)
    edition, size, easy = _asked_for(request, page)
    etag = quote_etag(mark_of(edition, format=size, easy=easy))
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    pdf = render(page, format=size, easy=easy, edition=edition)
    name = f"{edition.content['title'].replace('/', '-')}.pdf"
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name) or ""
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    if is_of_a_reader(request):
        count(code, language=language, taken=Taken.EASY if easy else Taken.PAPER)
    return response


def _asked_for(request: HttpRequest, page: LeafletPage) -> tuple[LeafletEdition, str, bool]:
    """The version, the size of paper, and whether in easy words. Raises LeafletMissing for none."""
    form = PaperForm(request.GET)
    if not form.is_valid():
        raise LeafletMissing(
            _("We cannot print it this way"),
            _("There is A4, A5 and folded paper. Please choose on the page of the leaflet."),
            status=400,
            instead=[_page_itself(page)],
        )
    asked = form.cleaned_data
    edition, easy = _edition(page, number=asked["version"]), asked["easy"] == "1"
    if easy and not has_easy(edition.content):
        raise LeafletMissing(
            _("There is no easy-to-read version yet"),
            _("We have this leaflet in ordinary words only. Call us, and we will explain it to you."),
            instead=[_page_itself(page)],
        )
    return edition, asked["format"] or page.format, easy


def _edition(page: LeafletPage, *, number: int | None) -> LeafletEdition:
    editions = page.editions.order_by("-number")
    found = editions.filter(number=number).first() if number else editions.first()
    if found is None:
        raise LeafletMissing(
            _("There is no such version"),
            _("The latest version is on the page of the leaflet."),
            instead=[_page_itself(page)],
        )
    return found


def _page_itself(page: LeafletPage) -> Instead:
    return Instead(label=page.title, address=page.url or "")
