"""The board in the back office: its address, its place in the menu, its head on the home page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from lms.people.models import Role
from lms.people.roles import has_role
from sessions.board import led_by_nobody as _led_by_nobody  # noqa: F401 - puts itself on the board
from sessions.board import left_open as _left_open  # noqa: F401 - so does this
from sessions.board import without_organiser as _without_organiser  # noqa: F401 - so does this
from sessions.board.views import Board, WhatNeedsYou, may_see

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.admin.ui.components import Component


class BoardMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see(request.user)


@hooks.register("register_admin_urls")
def board_urls() -> list[URLPattern]:
    return [path("board/", Board.as_view(), name="board")]


@hooks.register("register_admin_menu_item")
def board_in_menu() -> MenuItem:
    return BoardMenuItem(_("What needs you"), reverse("board"), name="board", icon_name="tasks", order=90)


@hooks.register("construct_homepage_panels")
def head_of_home(request: HttpRequest, panels: list[Component]) -> None:
    if has_role(request.user, Role.COORDINATOR):
        panels.append(WhatNeedsYou(request))
