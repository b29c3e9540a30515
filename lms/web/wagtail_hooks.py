"""The look of the back office."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.account import AvatarSettingsPanel
from wagtail.permissions import page_permission_policy


@hooks.register("insert_global_admin_css")
def our_look() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("krok/css/admin.css"))


@hooks.register("construct_homepage_panels", order=-1)
def a_calm_start(request: HttpRequest, panels: list[Component]) -> None:
    """Each room puts its own panels on the first page; Wagtail's stay away."""
    panels.clear()


@hooks.register("construct_main_menu")
def only_what_is_of_use(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Reports are about pages; the help is Wagtail's own, in its makers' words."""
    useless = {"help"}
    if not page_permission_policy.user_has_any_permission(request.user, {"add", "change", "publish"}):
        useless |= {"reports", "explorer"}
    menu_items[:] = [item for item in menu_items if item.name not in useless]


def no_portraits(panel: AvatarSettingsPanel) -> bool:
    """Staff are known by their names, and nobody would look into a file that may tell where it was taken."""
    return False


AvatarSettingsPanel.is_active = no_portraits
