"""Where the board hangs in the back office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail_localize.wagtail_hooks import TranslationsReportMenuItem

from cms.translations import views
from lms.people.roles import has_role

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLResolver


class BoardMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return has_role(request.user, *views.WHO_TRANSLATES)


def menu_item() -> MenuItem:
    return BoardMenuItem(
        _("Translations"),
        reverse_lazy("translations:board"),
        icon_name="globe",
        name="translations",
        order=105,
    )


def say_the_report_in_every_language(_request: HttpRequest, items: list[MenuItem]) -> None:
    """wagtail-localize names its report once, in the language of whoever opens the back office first."""
    for item in items:
        if isinstance(item, TranslationsReportMenuItem):
            item.label = _("Translations")


def admin_urls() -> list[URLResolver]:
    return [path("translations/", include((views.urls(), "translations")))]


def hang_the_board() -> None:
    hooks.register("register_admin_urls", admin_urls)
    hooks.register("register_admin_menu_item", menu_item)
    hooks.register("construct_reports_menu", say_the_report_in_every_language)
