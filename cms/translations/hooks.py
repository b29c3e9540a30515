"""Where the board hangs in the back office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

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


def admin_urls() -> list[URLResolver]:
    return [path("translations/", include((views.urls(), "translations")))]


def hang_the_board() -> None:
    hooks.register("register_admin_urls", admin_urls)
    hooks.register("register_admin_menu_item", menu_item)
