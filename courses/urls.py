"""A word of interest, under a language."""

from django.urls import path

from courses import interest

app_name = "interest"
urlpatterns = [
    path("<uuid:campaign>/", interest.ask, name="ask"),
    path("<uuid:campaign>/thanks/", interest.thanks, name="thanks"),
]
