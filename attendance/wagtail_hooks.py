"""The back office of attendance: one group in the menu, and the addresses below ``/admin/attendance/``.

A page of this group registers its item under ``IN_MENU``, so that the group grows without a list here.
"""

from __future__ import annotations

from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from attendance import board as _board  # noqa: F401 - puts itself on the board
from attendance.backoffice.addresses import admin_urls, questions_in_menu
from attendance.backoffice.consent_views import ConsentOnPaper
from attendance.backoffice.passes_of_person import PassCard, ReplacePass, RevokePass, pass_of_person
from attendance.backoffice.progress_views import RunProgress
from attendance.backoffice.sheet_addresses import sheet_urls, sheets_in_menu
from attendance.hours.hooks import hours_in_menu, import_in_menu
from attendance.viewsets import DeviceViewSet, KeptApartViewSet
from lms.web.own_records import OwnRecordsViewSet

IN_MENU = "register_attendance_menu_item"


@hooks.register("register_admin_menu_item")
def attendance_in_menu() -> MenuItem:
    return SubmenuMenuItem(
        _("Attendance"),
        Menu(register_hook_name=IN_MENU, construct_hook_name="construct_attendance_menu"),
        name="attendance",
        icon_name="clipboard-list",
        order=112,
    )


hooks.register("register_admin_urls", admin_urls)
hooks.register(IN_MENU, questions_in_menu)
hooks.register(IN_MENU, hours_in_menu)
hooks.register(IN_MENU, import_in_menu)
hooks.register("register_admin_urls", sheet_urls)
hooks.register(IN_MENU, sheets_in_menu)


@hooks.register("register_admin_viewset")
def kept_apart_and_devices() -> list[OwnRecordsViewSet]:
    return [KeptApartViewSet(), DeviceViewSet()]


@hooks.register("register_admin_urls")
def progress_address() -> list[URLPattern]:
    return [
        path("attendance/runs/<int:pk>/progress/", RunProgress.as_view(), name="run_progress"),
        path("attendance/places/<int:pk>/consent/", ConsentOnPaper.as_view(), name="consent_on_paper"),
    ]


hooks.register("sections_about_person", pass_of_person)


@hooks.register("register_admin_urls")
def pass_addresses() -> list[URLPattern]:
    return [
        path("attendance/passes/<int:pk>/card/", PassCard.as_view(), name="person_pass_card"),
        path("attendance/passes/<int:pk>/replace/", ReplacePass.as_view(), name="person_pass_replace"),
        path("attendance/passes/<int:pk>/revoke/", RevokePass.as_view(), name="person_pass_revoke"),
    ]


@hooks.register("insert_global_admin_js")
def lists_leave_first() -> SafeString:
    """Signing out of the back office destroys the lists that Desk keeps on this device as well."""
    return format_html('<script type="module" src="{}"></script>', static("krok/desk/ways_out.js"))
