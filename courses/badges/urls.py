"""Addresses that stand in signed badges. They never change, and bear no language."""

from __future__ import annotations

from django.urls import path

from courses.badges import views

app_name = "badges"
urlpatterns = [
    path("keys/", views.keys, name="keys"),
    path("keys/<str:kid>", views.key, name="key"),
    path("issuers/<slug:code>", views.issuer, name="issuer"),
    path("issuers/<slug:code>/achievements/<uuid:course>", views.achievement, name="achievement"),
    path("status/<uuid:uuid>", views.status_list, name="status"),
    path("credentials/<uuid:uuid>", views.credential, name="credential"),
    path("picture.svg", views.picture, name="picture"),
]
