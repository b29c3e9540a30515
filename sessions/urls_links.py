"""Pages that open by the link in a message, without signing in."""

from django.urls import path

from sessions.views import answer, place_by_link

app_name = "links"
urlpatterns = [
    path("answer/<str:token>/", answer.answer, name="answer"),
    path("place/<str:token>/", place_by_link.place, name="place"),
]
