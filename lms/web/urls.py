from django.urls import path

from lms.web import display, health

app_name = "web"
urlpatterns = [
    path("display/", display.choose_display, name="display"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
]
