from django.urls import include, path

from attendance.views import (
    app,
    closing,
    desk,
    devices,
    handover,
    progress,
    scanning,
    screen,
    visits,
    walk_in,
)

app_name = "desk"
urlpatterns = [
    path("", desk.today, name="today"),
    path("app/", app.shell, name="app"),
    path("manifest.webmanifest", app.manifest, name="manifest"),
    path("service-worker.js", app.service_worker, name="service_worker"),
    path("devices/", devices.mine, name="devices"),
    path("devices/<int:pk>/lock/", devices.lock_one, name="lock_device"),
    path("appointments/<uuid:visit>/", visits.show, name="visit"),
    path("appointments/<uuid:visit>/mark/", visits.note_mark, name="mark_visit"),
    path("<uuid:session_id>/", desk.session, name="session"),
    path("<uuid:session_id>/mark/", desk.note_mark, name="mark"),
    path("<uuid:session_id>/scan/", scanning.scan, name="scan"),
    path("<uuid:session_id>/walk-in/", walk_in.write_down, name="walk_in"),
    path("<uuid:session_id>/screen/", screen.screen, name="screen"),
    path("<uuid:session_id>/room-code.pdf", screen.printed, name="printed_code"),
    path("<uuid:session_id>/hand-over/", handover.hand_over_page, name="hand_over"),
    path("<uuid:session_id>/hand-over/<int:pk>/take-back/", handover.take_back_page, name="take_back"),
    path("<uuid:session_id>/progress/", progress.show, name="progress"),
    path("<uuid:session_id>/", include("attendance.urls_sheets")),
    path("<uuid:session_id>/close/", closing.close, name="close"),
    path("<uuid:session_id>/reopen/", closing.reopen, name="reopen"),
]
