"""Leaflets in the back office: the button that makes one of a page, and the report of how many were taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.permissions import page_permission_policy

from cms.leaflets.backoffice import make
from cms.leaflets.making import is_for_paper, library_for
from cms.leaflets.report import LeafletsTakenView, may_see_counts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest
    from wagtail.models import Page

    from lms.people.models import User


def make_leaflet_button(
    page: Page, user: User, next_url: str | None = None, **_kwargs: Any
) -> Iterator[Button]:
    """Shown where a press of it would succeed: one press, and the leaflet is open in the editor."""
    source = page.specific_deferred
    if not is_for_paper(source):
        return
    library = library_for(page)
    if library is not None and library.permissions_for_user(user).can_add_subpage():
        address = reverse("make_leaflet", args=[page.pk])
        yield Button(
            _("Make a leaflet"),
            icon_name="doc-full",
            priority=45,
            attrs={
                "data-controller": "w-action",
                "data-action": "w-action#post",
                "data-w-action-url-value": address,
            },
        )


class AmongReports(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_counts(request.user)


class InMainMenu(MenuItem):
    """For coordinators: they plan what to print, and have no menu of reports, which are about pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_counts(request.user) and not _works_on_pages(request)


def _works_on_pages(request: HttpRequest) -> bool:
    works: bool = page_permission_policy.user_has_any_permission(request.user, {"add", "change", "publish"})
    return works


def leaflets_taken_among_reports() -> MenuItem:
    return AmongReports(
        _("Leaflets taken"), reverse("leaflets_taken"), name="leaflets-taken", icon_name="doc-full", order=650
    )


def leaflets_taken_in_main_menu() -> MenuItem:
    return InMainMenu(
        _("Leaflets taken"), reverse("leaflets_taken"), name="leaflets-taken", icon_name="doc-full", order=140
    )


def addresses() -> list[URLPattern]:
    return [
        path("leaflets/from/<int:page_id>/", make, name="make_leaflet"),
        path("reports/leaflets/", LeafletsTakenView.as_view(), name="leaflets_taken"),
        path(
            "reports/leaflets/results/",
            LeafletsTakenView.as_view(results_only=True),
            name="leaflets_taken_results",
        ),
    ]


def hang_leaflets() -> None:
    hooks.register("register_page_header_buttons", make_leaflet_button)
    hooks.register("register_page_listing_more_buttons", make_leaflet_button)
    hooks.register("register_reports_menu_item", leaflets_taken_among_reports)
    hooks.register("register_admin_menu_item", leaflets_taken_in_main_menu)
    hooks.register("register_admin_urls", addresses)
