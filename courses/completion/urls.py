"""What learners do besides reading, and what their supervisors say of it; under the learner's addresses."""

from __future__ import annotations

from django.urls import path

from courses.completion import recognition_views, supervising_views, views

urlpatterns = [
    path("recognition/", recognition_views.mine, name="recognition"),
    path("recognition/ask/", recognition_views.ask_for_it, name="recognition_ask"),
    path(
        "recognition/<uuid:recognition>/withdraw/", recognition_views.withdraw_it, name="recognition_withdraw"
    ),
    path("recognition/<uuid:recognition>/document/", recognition_views.document, name="recognition_document"),
    path("supervising/", supervising_views.everybody, name="supervising"),
    path("supervising/<uuid:enrolment>/", supervising_views.one, name="supervised"),
    path(
        "supervising/<uuid:enrolment>/diary/<uuid:entry>/",
        supervising_views.decide_entry,
        name="decide_entry",
    ),
    path(
        "supervising/<uuid:enrolment>/file/<uuid:handed>/", supervising_views.decide_file, name="decide_file"
    ),
    path(
        "supervising/<uuid:enrolment>/file/<uuid:handed>/open/",
        supervising_views.open_file,
        name="supervised_file",
    ),
    path("supervising/<uuid:enrolment>/word/", supervising_views.say_word, name="say_word"),
    path("<uuid:enrolment>/diary/", views.diary, name="diary"),
    path("<uuid:enrolment>/diary/<uuid:entry>/", views.entry, name="diary_entry"),
    path("<uuid:enrolment>/file/<uuid:requirement>/", views.file, name="file"),
    path("<uuid:enrolment>/handed-in/<uuid:handed>/", views.open_file, name="handed_in"),
    path("<uuid:enrolment>/handed-in/<uuid:handed>/take-back/", views.take_file_back, name="take_file_back"),
]
