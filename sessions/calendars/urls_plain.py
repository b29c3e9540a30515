"""Addresses of calendars. They bear no language: a feed has its own."""

from django.urls import path, re_path

from sessions.calendars import views

app_name = "cal"
urlpatterns = [
    re_path(r"^cal/public-(?P<language>pl|uk|en)\.ics$", views.public, name="public"),
    path("cal/<str:token>.ics", views.feed, name="feed"),
]
