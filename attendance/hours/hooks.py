"""The pages of hours and of past attendance in the back office, and their items in the menu."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import policy_registry

from attendance.models import Attendance


class ForThoseWhoReadAttendance(MenuItem):
    action = "view"

    def is_shown(self, request: HttpRequest) -> bool:
        return policy_registry.get_by_type(Attendance).user_has_permission(request.user, self.action)


class ForThoseWhoChangeAttendance(ForThoseWhoReadAttendance):
    action = "change"


@hooks.register("register_admin_urls")
def addresses_of_hours() -> list[URLPattern | URLResolver]:
    return [
        path("attendance/hours/", include("attendance.hours.urls")),
        path("attendance/import/", include("attendance.past.urls")),
    ]


def hours_in_menu() -> MenuItem:
    return ForThoseWhoReadAttendance(
        _("Hours"), reverse("hours:report"), name="hours", icon_name="clipboard-list", order=400
    )


def import_in_menu() -> MenuItem:
    return ForThoseWhoChangeAttendance(
        _("Attendance from before"), reverse("past:index"), name="past", icon_name="upload", order=900
    )
