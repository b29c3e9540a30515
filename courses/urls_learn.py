"""What a learner does: my learning, a course of mine, and each way of learning in its own file."""

from __future__ import annotations

from django.urls import include, path

app_name = "learn"
urlpatterns = [
    path("", include("courses.plans.urls")),
    path("certificates/", include("courses.certificates.urls")),
    path("", include("courses.competences.urls")),
    path("", include("courses.completion.urls")),
    path("", include("courses.lessons.urls")),
    path("", include("courses.quizzes.urls")),
    path("", include("courses.packages.urls")),
]
