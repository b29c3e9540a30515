"""Pages of the back office below ``/admin/attendance/`` that decide about attendance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path, reverse_lazy
from wagtail.admin.menu import MenuItem

from attendance.backoffice import question_views, record_views, walk_in_views
from attendance.backoffice.about import QUESTIONS, may_decide

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLPattern, URLResolver


class QuestionsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_decide(request.user)


def questions_in_menu() -> MenuItem:
    return QuestionsMenuItem(
        QUESTIONS,
        reverse_lazy("attendance:questions"),
        name="attendance-questions",
        icon_name="help",
        order=10,
    )


def addresses() -> list[URLPattern]:
    walk_in = walk_in_views
    session = "sessions/<uuid:uuid>/"
    return [
        path("", question_views.Questions.as_view(), name="questions"),
        path("contradictions/<int:pk>/", question_views.Settle.as_view(), name="settle"),
        path("apologies/<int:pk>/", question_views.DecideApology.as_view(), name="apology"),
        path("appeals/<int:pk>/", question_views.DecideAppeal.as_view(), name="appeal"),
        path("walk-ins/<int:pk>/", walk_in.WalkInPage.as_view(), name="walk_in"),
        path("walk-ins/<int:pk>/is/<int:person>/", walk_in.MatchWalkIn.as_view(), name="match"),
        path("walk-ins/<int:pk>/take-back/", walk_in.UnmatchWalkIn.as_view(), name="unmatch"),
        path("walk-ins/<int:pk>/new/", walk_in.KeepWalkIn.as_view(), name="keep_walk_in"),
        path(session, record_views.Record.as_view(), name="record"),
        path(f"{session}open-again/", record_views.Reopen.as_view(), name="reopen"),
        path(f"{session}people/<uuid:person>/", record_views.History.as_view(), name="history"),
    ]


def admin_urls() -> list[URLResolver]:
    return [path("attendance/", include((addresses(), "attendance")))]
