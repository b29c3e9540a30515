"""An address of the declaration that never changes, for pages that know nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cms.addresses import address_of
from cms.models import AccessibilityDeclarationPage

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
def declaration(request: HttpRequest) -> HttpResponse:
    """Lead to the accessibility declaration in the reader's language, or in Polish."""
    published = AccessibilityDeclarationPage.objects.live().select_related("locale")
    pages = {page.locale.language_code: page for page in published}
    page = pages.get(get_language() or "") or pages.get(settings.LANGUAGE_CODE)
    if page is None:
        raise Http404
    response = HttpResponseRedirect(address_of(page))
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response
