"""Where the calendar hangs in the back office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path, re_path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from lms.people.models import Role
from lms.people.roles import has_role
from sessions.calendar_page import entry_views, views

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLPattern, URLResolver


class CalendarMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return has_role(request.user, Role.COORDINATOR)


def menu_item() -> MenuItem:
    return CalendarMenuItem(
        _("Calendar"), reverse_lazy("calendar:page"), icon_name="calendar-alt", name="calendar", order=20
    )


def addresses() -> list[URLPattern]:
    one = r"^(?P<of>session|appointment)/(?P<pk>\d+)/"
    return [
        path("", views.CalendarPage.as_view(), name="page"),
        path("entries/", views.Entries.as_view(), name="entries"),
        path("room/<int:pk>/week.pdf", views.room_week, name="room_week"),
        re_path(f"{one}$", entry_views.Details.as_view(), name="entry"),
        re_path(f"{one}what-if/$", entry_views.WhatIf.as_view(), name="what_if"),
        re_path(f"{one}move/$", entry_views.Move.as_view(), name="move"),
    ]


def admin_urls() -> list[URLResolver]:
    return [path("calendar/", include((addresses(), "calendar")))]


def hang_the_calendar() -> None:
    hooks.register("register_admin_urls", admin_urls)
    hooks.register("register_admin_menu_item", menu_item)
