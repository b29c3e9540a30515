"""Making a leaflet in the back office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from cms.leaflets.making import NoLibrary, NotForPaper, leaflet_from, library_for

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_POST
def make(request: HttpRequest, page_id: int) -> HttpResponseRedirect:
    """Make a draft of the page and open it. Who may add leaflets to the library of its language may."""
    if not page_permission_policy.user_has_permission(request.user, "add"):
        raise PermissionDenied
    page = get_object_or_404(Page, pk=page_id)
    library = library_for(page)
    if library is not None and not library.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    try:
        leaflet = leaflet_from(page, by=request.user)  # type: ignore[arg-type]
    except NoLibrary:
        words = _("There is no library of leaflets in this language yet. Add one below the home page first.")
        messages.error(request, words)
        return redirect("wagtailadmin_pages:edit", page_id)
    except NotForPaper:
        messages.error(
            request, _("This page has no text for paper, or is confidential: leaflets are for everybody.")
        )
        return redirect("wagtailadmin_pages:edit", page_id)
    messages.success(
        request,
        _("Here is the draft. Its QR leads to “%(title)s”. Shorten it, then publish.")
        % {"title": page.title},
    )
    return redirect("wagtailadmin_pages:edit", leaflet.pk)
