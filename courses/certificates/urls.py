"""My certificates, within what somebody learns."""

from __future__ import annotations

from django.urls import path

from courses.certificates import views

app_name = "certificates"
urlpatterns = [
    path("", views.home, name="home"),
    path("<slug:number>/", views.show, name="show"),
    path("<slug:number>/paper/", views.paper, name="paper"),
    path("<slug:number>/badge/", views.badge, name="badge"),
    path("<slug:number>/badge/picture/", views.badge_picture, name="badge_picture"),
    path("<slug:number>/badge/ask/", views.ask_for_badge, name="ask_for_badge"),
    path("<slug:number>/badge/take-back/", views.take_badge_back, name="take_badge_back"),
]
