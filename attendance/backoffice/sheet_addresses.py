"""Addresses of lists on paper below ``/admin/attendance/sheets/``, and their item in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path, re_path, reverse_lazy
from wagtail.admin.menu import MenuItem

from attendance.backoffice import sheet_files, sheet_views
from attendance.backoffice.about import may_decide
from attendance.backoffice.sheet_views import ON_PAPER

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLPattern, URLResolver

UUID = "(?P<uuid>[0-9a-f-]{36})"
TABLE = r"list\.(?P<kind>xlsx|csv)"


class SheetsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_decide(request.user)


def sheets_in_menu() -> MenuItem:
    return SheetsMenuItem(
        ON_PAPER, reverse_lazy("sheets:index"), name="sheets", icon_name="doc-full", order=300
    )


def addresses() -> list[URLPattern]:
    session, run = "sessions/<uuid:uuid>/", "runs/<int:pk>/"
    return [
        path("", sheet_views.FrozenSheets.as_view(), name="index"),
        path("frozen/<uuid:uuid>.pdf", sheet_files.FrozenPaper.as_view(), name="frozen"),
        path("pictures/<uuid:uuid>/", sheet_files.PictureFile.as_view(), name="picture"),
        path(session, sheet_views.SheetsOfSession.as_view(), name="session"),
        path(f"{session}list.pdf", sheet_files.SessionPaper.as_view(), name="session_pdf"),
        re_path(rf"^sessions/{UUID}/{TABLE}$", sheet_files.SessionTable.as_view(), name="session_table"),
        path(f"{session}key.pdf", sheet_files.SessionKey.as_view(), name="key"),
        path(f"{session}freeze/", sheet_views.FreezeAgain.as_view(), name="freeze"),
        path(run, sheet_views.SheetsOfRun.as_view(), name="run"),
        path(f"{run}list.pdf", sheet_files.RunPaper.as_view(), name="run_pdf"),
        re_path(rf"^runs/(?P<pk>\d+)/{TABLE}$", sheet_files.RunTable.as_view(), name="run_table"),
        path(f"{run}freeze/", sheet_views.FreezeRun.as_view(), name="freeze_run"),
    ]


def sheet_urls() -> list[URLResolver]:
    return [path("attendance/sheets/", include((addresses(), "sheets")))]
