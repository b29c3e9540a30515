"""Addresses of the public site that bear no language."""

from django.urls import path, re_path

from cms import views
from cms.duties.leaving import leave
from cms.duties.views import declaration
from cms.leaflets.views import follow_code

app_name = "cms"
urlpatterns = [
    path("", views.front_door, name="front_door"),
    path("sitemap.xml", views.site_map, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    re_path(r"^[lL]/(?P<code>[^/]{1,20})/?$", follow_code, name="leaflet"),
    path("leave/", leave, name="leave"),
    path("accessibility/", declaration, name="declaration"),
    path("og/<uuid:family>/<str:language>/<str:mark>.png", views.social_picture, name="social_picture"),
]
