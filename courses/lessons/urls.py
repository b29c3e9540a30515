"""My learning, a course of mine, and what is done within a lesson."""

from __future__ import annotations

from django.urls import path

from courses.lessons import lesson_views, newcomer, offline, views

urlpatterns = [
    path("", views.home, name="home"),
    path("away/", offline.away, name="away"),
    path("worker.js", offline.worker, name="worker"),
    path("start/<uuid:course>/", views.start, name="start"),
    path("start/<uuid:course>/code/", newcomer.code, name="start_code"),
    path("start/<uuid:course>/finish/", newcomer.finish, name="start_finish"),
    path("<uuid:enrolment>/", views.course, name="course"),
    path("<uuid:enrolment>/lesson/<uuid:lesson>/read/", lesson_views.read, name="read"),
    path("<uuid:enrolment>/lesson/<uuid:lesson>/finish/", lesson_views.finish, name="finish"),
    path("<uuid:enrolment>/lesson/<uuid:lesson>/check/<str:block>/", lesson_views.check, name="check"),
]
