"""A manager's pages, under a language. Taking places in runs has its addresses in ``sessions.urls_team``."""

from __future__ import annotations

from django.urls import path

from courses.team import exporting, observing, plan_views, views

app_name = "my_team"
urlpatterns = [
    path("", views.grid, name="grid"),
    path("forecast/", views.forecast, name="forecast"),
    path("plans/", plan_views.plans, name="plans"),
    path("export/<slug:format>/", exporting.export, name="export"),
    path("people/<uuid:person>/", views.person, name="person"),
    path("people/<uuid:person>/observe/", observing.observe, name="observe"),
    path("people/<uuid:person>/plan/", plan_views.plan, name="plan"),
    path("people/<uuid:person>/plan/open/", plan_views.open_it, name="plan_open"),
    path("people/<uuid:person>/plan/add/", plan_views.add, name="plan_add"),
    path("people/<uuid:person>/plan/notes/", plan_views.note, name="plan_note"),
    path("people/<uuid:person>/plan/review/", plan_views.review, name="plan_review"),
    path("people/<uuid:person>/plan/close/", plan_views.close, name="plan_close"),
    path("people/<uuid:person>/plan/<uuid:item>/", plan_views.item, name="plan_item"),
    path("people/<uuid:person>/<uuid:competence>/", views.gap, name="gap"),
    path("people/<uuid:person>/<uuid:competence>/ask/<uuid:course>/", views.ask, name="ask"),
    path("people/<uuid:person>/<uuid:competence>/give/<uuid:course>/", views.give, name="give"),
]
