"""A learner's packages."""

from __future__ import annotations

from django.urls import path

from courses.packages import views

urlpatterns = [
    path("<uuid:enrolment>/package/<uuid:package>/", views.package, name="package"),
    path("<uuid:enrolment>/package/<uuid:package>/open/", views.open_, name="package_open"),
    path("<uuid:enrolment>/package/<uuid:package>/stay/<uuid:launch>/", views.stay, name="package_stay"),
    path("<uuid:enrolment>/package/<uuid:package>/save/", views.save, name="package_save"),
    path("<uuid:enrolment>/package/<uuid:package>/newer/", views.newer, name="package_newer"),
]
