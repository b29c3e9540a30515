"""My plan, under the learner's addresses."""

from __future__ import annotations

from django.urls import path

from courses.plans import given_views, views

urlpatterns = [
    path("plan/", views.plan, name="plan"),
    path("plan/add/", views.add, name="plan_add"),
    path("plan/notes/", views.note, name="plan_note"),
    path("plan/reviews/<int:review>/read/", views.read_review, name="plan_review_read"),
    path("plan/given/<uuid:enrolment>/", given_views.given, name="given"),
    path("plan/<uuid:item>/", views.item, name="plan_item"),
]
