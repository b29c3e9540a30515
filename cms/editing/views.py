"""What the checks say: beside the editor, and on the last page before publishing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from cms.editing.checks import content_of, remarks_on
from cms.editing.checks.reading import reading_of
from cms.editing.publishing import NotAllowed, Way, as_it_would_be, go, may_go

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLPattern

COMMENT = "comment_on_page_{}"
"""Key in the visit of what a moderator wrote while approving, until the approval is done."""


@require_safe
def checks(request: HttpRequest, page_id: int) -> HttpResponse:
    """The remarks on what was saved last, as a part of the editor's side panel."""
    page = _page(request, page_id)
    drawn = as_it_would_be(page)
    content = content_of(drawn)
    reading = reading_of(content)
    words = {"remarks": remarks_on(drawn, content), "reading": reading, "language": content.language}
    return render(request, "cms/editing/checks.html", words)


@require_http_methods(["GET", "POST"])
def before_publishing(request: HttpRequest, page_id: int, way: str) -> HttpResponse:
    """The remarks, "Go back" and "Publish anyway". What was typed is saved already."""
    page = _page(request, page_id)
    try:
        chosen = Way(way)
    except ValueError:
        raise PermissionDenied from None
    if not may_go(page, chosen, user=request.user):
        raise PermissionDenied
    if request.method == "POST":
        return _go(request, page, chosen)
    drawn = as_it_would_be(page)
    words = {
        "page": page,
        "way": chosen,
        "remarks": remarks_on(drawn, content_of(drawn)),
        "edit_address": reverse("wagtailadmin_pages:edit", args=[page.pk]),
    }
    return render(request, "cms/editing/before_publishing.html", words)


def _page(request: HttpRequest, page_id: int) -> Page:
    page: Page = get_object_or_404(Page, pk=page_id).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page


def _go(request: HttpRequest, page: Page, way: Way) -> HttpResponse:
    comment = request.session.pop(COMMENT.format(page.pk), "") if way is Way.APPROVE else ""
    try:
        go(page, way, user=request.user, comment=comment)
    except (NotAllowed, ValidationError):
        messages.error(request, _("The page could not be published. Please look at it once more."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    fresh = Page.objects.get(pk=page.pk).specific
    if way is Way.PUBLISH:
        for hook in hooks.get_hooks("after_publish_page"):
            answer = hook(request, fresh)
            if isinstance(answer, HttpResponse):
                return answer
    messages.success(request, _said(fresh, way), buttons=_buttons(fresh))
    return redirect("wagtailadmin_explore", fresh.get_parent().pk)


def _said(page: Page, way: Way) -> str:
    title = {"title": page.get_admin_display_title()}
    if way is Way.SUBMIT:
        return _("“%(title)s” has been sent for moderation.") % title
    if not page.live or page.scheduled_revision:
        return _("“%(title)s” will be published at the hour that was set.") % title
    return _("“%(title)s” is published.") % title


def _buttons(page: Page) -> list[tuple[str, str, bool]]:
    buttons = [messages.button(reverse("wagtailadmin_pages:edit", args=[page.pk]), _("Edit"))]
    if page.live and page.url:
        buttons.insert(0, messages.button(page.url, _("View live")))
    return buttons


def urls() -> list[URLPattern]:
    return [
        path("<int:page_id>/checks/", checks, name="checks"),
        path("<int:page_id>/<slug:way>/", before_publishing, name="before_publishing"),
    ]
