from django.urls import path

from attendance.views import closing, desk, scanning, visits

app_name = "desk"
urlpatterns = [
    path("", desk.today, name="today"),
    path("appointments/<uuid:visit>/", visits.show, name="visit"),
    path("appointments/<uuid:visit>/mark/", visits.note_mark, name="mark_visit"),
    path("<uuid:session_id>/", desk.session, name="session"),
    path("<uuid:session_id>/mark/", desk.note_mark, name="mark"),
    path("<uuid:session_id>/scan/", scanning.scan, name="scan"),
    path("<uuid:session_id>/close/", closing.close, name="close"),
    path("<uuid:session_id>/reopen/", closing.reopen, name="reopen"),
]
