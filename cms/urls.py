"""The public site under a language: Wagtail's addresses, with its pages served by ours."""

from django.urls import include, path, re_path
from wagtail.urls import serve_pattern
from wagtail.urls import urlpatterns as wagtail_urlpatterns

from cms import views
from cms.finding.feeds import AtomNewsFeed, NewsFeed, served
from cms.leaflets.views import paper

urlpatterns = [
    path("search/", include("cms.search.urls")),
    path("news.rss", served(NewsFeed()), name="news_rss"),
    path("news.atom", served(AtomNewsFeed()), name="news_atom"),
    path("leaflets/<str:code>.pdf", paper, name="leaflet_pdf"),
]
urlpatterns += [pattern for pattern in wagtail_urlpatterns if pattern.name != "wagtail_serve"]
urlpatterns += [re_path(serve_pattern, views.serve, name="wagtail_serve")]
