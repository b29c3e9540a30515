"""Every address of the packages' origin. A token opens one registration's version, for some hours."""

from __future__ import annotations

from django.urls import path

from courses.packages import reporting, serving
from courses.packages.xapi import views as xapi

urlpatterns = [
    path("favicon.ico", serving.picture),
    path("packages/<str:token>/", serving.player),
    path("packages/<str:token>/begin", reporting.begin),
    path("packages/<str:token>/save", reporting.save),
    path("packages/<str:token>/standing", reporting.standing_now),
    path("packages/<str:token>/fetch", xapi.fetch),
    path("packages/<str:token>/xapi/about", xapi.about),
    path("packages/<str:token>/xapi/statements", xapi.statements),
    path("packages/<str:token>/xapi/activities", xapi.activity),
    path("packages/<str:token>/xapi/activities/state", xapi.state),
    path("packages/<str:token>/xapi/activities/profile", xapi.activity_profile),
    path("packages/<str:token>/xapi/agents", xapi.agent),
    path("packages/<str:token>/xapi/agents/profile", xapi.agent_profile),
    path("packages/<str:token>/content/<path:path>", serving.content),
]
