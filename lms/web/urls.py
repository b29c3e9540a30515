from django.conf import settings
from django.urls import path

from lms.web import display, health
from lms.web.media import media

app_name = "web"
urlpatterns = [
    path("display/", display.choose_display, name="display"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
]

if settings.SERVES_MEDIA:
    urlpatterns += [path("media/<path:path>", media, name="media")]
