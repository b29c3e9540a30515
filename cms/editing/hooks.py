"""Where the checks stand in the way of publishing, for the length of one page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page

from cms.editing import views
from cms.editing.checks import warnings_on
from cms.editing.checks.translations import translation_into
from cms.editing.preview_checks import look_further
from cms.editing.publishing import Way, as_it_would_be, may_go
from cms.editing.synchronising import SynchroniseView
from cms.models import PublicPage

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern, URLResolver
    from django.utils.safestring import SafeString

_ASKED = "_krok_checks_asked"


def look_before_publishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Somebody pressed "Publish". What they typed is saved; if there are remarks, they see them first."""
    if not isinstance(page, PublicPage) or not warnings_on(page):
        return None
    if page.first_published_at is None and page.live:
        # Wagtail saves a new page as published before it asks.
        Page.objects.filter(pk=page.pk).update(live=False, has_unpublished_changes=True)
    return _to_remarks(page, Way.PUBLISH)


def look_before_deciding(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The same for a moderator who approves, and for a translation, whose editors save in other ways."""
    if not isinstance(page, PublicPage) or getattr(request, _ASKED, False):
        return None
    if request.method == "POST":
        if request.POST.get("workflow-action-name") == "approve" and "action-workflow-action" in request.POST:
            setattr(request, _ASKED, True)
            answer: HttpResponse = ApprovingView.as_view()(request, page_id=page.pk)
            return answer
        if request.POST.get("action") == "publish" and translation_into(page):
            return _look_at_translation(request, page)
    elif translation_into(page) and not page.permissions_for_user(request.user).can_publish():
        _offer_submission(request, page)
    return None


class ApprovingView(EditView):
    """Wagtail's editor, for the one request in which a page is approved."""

    page: PublicPage
    has_content_changes: bool

    def perform_workflow_action(self) -> HttpResponse:
        self.page = self.form.save(commit=not self.page.live)
        self.subscription.save()
        if self.has_content_changes:
            revision = self.page.save_revision(user=self.request.user, log_action=True)
            if "comments" in self.form.formsets:
                changes = self.get_commenting_changes()
                self.log_commenting_changes(changes, revision)
                self.send_commenting_notifications(changes)
            self.has_content_changes = False
        if not warnings_on(self.page):
            answer: HttpResponse = super().perform_workflow_action()
            return answer
        said: dict[str, Any] = json.loads(self.request.POST.get("workflow-action-extra-data") or "{}")
        self.request.session[views.COMMENT.format(self.page.pk)] = said.get("comment", "")
        return _to_remarks(self.page, Way.APPROVE)


def _look_at_translation(request: HttpRequest, page: Page) -> HttpResponse | None:
    if may_go(page, Way.TRANSLATION, user=request.user) and warnings_on(as_it_would_be(page)):
        return _to_remarks(page, Way.TRANSLATION)
    return None


def _offer_submission(request: HttpRequest, page: Page) -> None:
    """The editor of translations knows only "Publish": who may not, is shown the way to those who may."""
    if may_go(page, Way.SUBMIT, user=request.user):
        address = reverse("editing:before_publishing", args=[page.pk, Way.SUBMIT])
        words = _("What you translate is saved as you go. When it is finished, send it for moderation.")
        messages.info(request, words, buttons=[messages.button(address, _("Send for moderation"))])
    elif page.workflow_in_progress:
        messages.info(request, _("This translation waits for a moderator."))


def _to_remarks(page: Page, way: Way) -> HttpResponse:
    return redirect("editing:before_publishing", page.pk, way.value)


def admin_urls() -> list[URLResolver]:
    return [path("editing/", include((views.urls(), "editing")))]


def synchronising() -> list[URLPattern]:
    """In the place of wagtail-localize's own: of two views at one address the first is found."""
    view = SynchroniseView.as_view()
    return [path("localize/update/<int:translation_source_id>/", view, name="synchronise_translations")]


def checks_beside_the_editor() -> SafeString:
    return format_html('<script type="module" src="{}"></script>', static("krok/js/editing_checks.js"))


def stand_in_the_way() -> None:
    hooks.register("register_admin_urls", admin_urls)
    hooks.register("register_admin_urls", synchronising, order=-1)
    hooks.register("before_publish_page", look_before_publishing)
    # Before the editor of translations takes the page over.
    hooks.register("before_edit_page", look_before_deciding, order=-10)
    hooks.register("insert_editor_js", checks_beside_the_editor)
    hooks.register("construct_wagtail_userbar", look_further)
