"""Feeds under a language."""

from django.urls import path

from cms.finding.feeds import served
from sessions.feeds import AtomRunsFeed, RunsFeed

urlpatterns = [
    path("runs.rss", served(RunsFeed()), name="runs_rss"),
    path("runs.atom", served(AtomRunsFeed()), name="runs_atom"),
]
