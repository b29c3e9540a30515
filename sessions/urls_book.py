"""Taking a place in a run: one address a question."""

from django.urls import path

from sessions.views import book
from sessions.views.journey import STEPS

app_name = "book"
urlpatterns = [
    path("<uuid:run>/", book.start, name="start"),
    *(path(f"<uuid:run>/{step.replace('_', '-')}/", book.step, {"step": step}, name=step) for step in STEPS),
    path("<uuid:run>/check/", book.check, name="check"),
    path("<uuid:run>/code/", book.code, name="code"),
    path("<uuid:run>/finish/", book.finish, name="finish"),
    path("<uuid:run>/done/", book.done, name="done"),
]
