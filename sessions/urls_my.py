"""My Krok. The pass has its own addresses, in ``attendance.urls_my``."""

from django.urls import path

from sessions.calendars import views as calendars
from sessions.views import make_up, my, my_details

app_name = "my"
urlpatterns = [
    path("", my.home, name="home"),
    path("places/<uuid:place>/", my.place, name="place"),
    path("places/<uuid:place>/give-back/", my.cancel, name="cancel"),
    path("places/<uuid:place>/make-up/", make_up.missed, name="make_up"),
    path("places/<uuid:place>/make-up/<uuid:session>/", make_up.elsewhere, name="make_up_of"),
    path("places/<uuid:place>/make-up/<uuid:session>/cancel/", make_up.cancel, name="make_up_cancel"),
    path("places/<uuid:place>/calendar.ics", my.calendar, name="calendar"),
    path("certificates/<slug:number>/", my.certificate, name="certificate"),
    path("messages/", my.written, name="messages"),
    path("calendar/", calendars.mine, name="calendar_feeds"),
    path("details/", my_details.details, name="details"),
    path("details/address/", my_details.address, name="address"),
    path("details/address/code/", my_details.address_code, name="address_code"),
    path("children/new/", my_details.child, name="child"),
]
