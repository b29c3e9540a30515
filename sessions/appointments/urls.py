"""Kinds of help, and booking an appointment: one address a question."""

from django.urls import path

from lms.people.questions import CHILD, CONTACT
from sessions.appointments.views import book, kinds
from sessions.appointments.views.holding import DATES, SERIES, TIME
from sessions.appointments.views.journey import SPECIALIST, WHO

app_name = "appointments"
urlpatterns = [
    path("", kinds.kinds, name="kinds"),
    path("<uuid:service>/", book.start, name="start"),
    *(
        path(f"<uuid:service>/{step}/", book.step, {"step": step}, name=step)
        for step in (WHO, CHILD, SPECIALIST, TIME, SERIES, DATES, CONTACT)
    ),
    path("<uuid:service>/check/", book.check, name="check"),
    path("<uuid:service>/code/", book.code, name="code"),
    path("<uuid:service>/finish/", book.finish, name="finish"),
    path("<uuid:service>/done/", book.done, name="done"),
]
