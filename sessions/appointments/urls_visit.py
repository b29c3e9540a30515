"""One appointment by the signed link in its message."""

from django.urls import path

from sessions.appointments.views import visit

app_name = "visit"
urlpatterns = [
    path("<str:token>/", visit.show, name="show"),
    path("<str:token>/move/", visit.change, name="move"),
    path("<str:token>/cancel/", visit.cancel, name="cancel"),
    path("<str:token>/calendar.ics", visit.calendar, name="calendar"),
]
