"""Runs in the back office."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn

from lms.web.columns import DayColumn, MomentColumn
from lms.web.own_records import OwnRecordsViewSet
from sessions.backoffice import (
    deciding,
    enrol_newcomers,
    enrol_views,
    place_deeds,
    place_views,
    queue_views,
    request_views,
    run_views,
    series_views,
    session_views,
    unit_views,
)
from sessions.backoffice.copy_run import CopyRun
from sessions.backoffice.enrol_runs import EnrolRuns
from sessions.backoffice.place_page import PlacePage
from sessions.backoffice.run_panels import RUN_PANELS
from sessions.models import Run


class RunViewSet(OwnRecordsViewSet):
    model = Run
    icon = "date"
    add_label = _("Plan a run")
    index_view_class = run_views.RunList
    add_view_class = run_views.AddRun
    edit_view_class = run_views.EditRun
    inspect_view_class = run_views.RunPage
    inspect_view_enabled = True
    filterset_class = run_views.RunFilters
    list_per_page = 50
    ordering = "-booking_closes_at"
    list_display = (
        "__str__",
        StatusTagColumn(
            "status",
            label=_("Status"),
            accessor="get_status_display",
            primary=lambda run: run.status == Run.Status.PUBLISHED,
            sort_key="status",
        ),
        Column(
            "seats", label=_("Seats"), accessor=lambda run: f"{run.seats_taken}\u00a0/\u00a0{run.capacity}"
        ),
        Column("people_waiting", label=_("Waiting"), sort_key="people_waiting"),
        MomentColumn("first_session", label=_("First meeting"), sort_key="first_session"),
        DayColumn("booking_closes_at", label=_("Booking closes"), sort_key="booking_closes_at"),
        Column("organiser", label=_("Organiser"), accessor="organiser.code"),
    )
    edit_handler = RUN_PANELS

    def get_urlpatterns(self) -> list[URLPattern]:
        places = place_views.PlacesOfRun
        return [
            *super().get_urlpatterns(),
            path("publish/<int:pk>/", run_views.PublishRun.as_view(), name="publish"),
            path("cancel/<int:pk>/", run_views.CancelRun.as_view(), name="cancel"),
            path("goes-ahead/<int:pk>/", deciding.GoAhead.as_view(), name="go_ahead"),
            path("again/<int:pk>/", CopyRun.as_view(), name="copy"),
            path("timetable/<int:pk>/", series_views.PlanMeetings.as_view(), name="timetable"),
            path("series/<int:pk>/", series_views.ChangeSeries.as_view(), name="series"),
            path("series/all/<int:pk>/", series_views.ChangeWholeSeries.as_view(), name="whole_series"),
            path("session/<int:pk>/", session_views.AddSession.as_view(), name="add_session"),
            path("session/move/<int:pk>/", session_views.MoveSession.as_view(), name="move_session"),
            path("session/people/<int:pk>/", session_views.ChangePeople.as_view(), name="session_people"),
            path("session/topic/<int:pk>/", session_views.ChangeTopic.as_view(), name="session_topic"),
            path("session/units/<int:pk>/", unit_views.ChangeUnits.as_view(), name="session_units"),
            path("session/cancel/<int:pk>/", session_views.CancelSession.as_view(), name="cancel_session"),
            path("places/<int:pk>/", places.as_view(), name="places"),
            path("places/<int:pk>/results/", places.as_view(results_only=True), name="places_results"),
            re_path(
                r"^places/(?P<pk>\d+)/export\.(?P<file_format>csv|xlsx)$",
                place_views.ExportPlaces.as_view(),
                name="export",
            ),
            path("requests/<int:pk>/", request_views.Requests.as_view(), name="requests"),
            path("queue/<int:pk>/", queue_views.Queue.as_view(), name="queue"),
            path("place/<int:pk>/", PlacePage.as_view(), name="place"),
            path("place/cancel/<int:pk>/", place_deeds.CancelPlace.as_view(), name="cancel_place"),
            path("place/move/<int:pk>/", place_deeds.MovePlace.as_view(), name="move_place"),
            path("place/priority/<int:pk>/", place_deeds.SetPriority.as_view(), name="priority"),
            path("place/promote/<int:pk>/", place_deeds.Promote.as_view(), name="promote"),
            path("place/came/<int:pk>/", place_deeds.TakeBackNoShow.as_view(), name="take_back"),
            path("enrol/", EnrolRuns.as_view(), name="enrol_runs"),
            path("enrol/<int:pk>/", enrol_views.FindPerson.as_view(), name="enrol"),
            path("enrol/<int:pk>/new/", enrol_newcomers.NewPerson.as_view(), name="enrol_new"),
            path(
                "enrol/<int:pk>/<int:person>/child/",
                enrol_newcomers.NewChild.as_view(),
                name="enrol_child",
            ),
            path("enrol/<int:pk>/<int:person>/", enrol_views.EnrolPerson.as_view(), name="enrol_person"),
        ]
