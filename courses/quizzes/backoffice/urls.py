"""Pages of quizzes in the back office that stand beside the quiz itself."""

from __future__ import annotations

from django.urls import path

from courses.quizzes.backoffice.allowing import AllowMore
from courses.quizzes.backoffice.figures import QuizFigures

urlpatterns = [
    path("learning/quiz/<int:pk>/figures/", QuizFigures.as_view(), name="quiz_figures"),
    path("learning/learner/<int:pk>/quiz/<int:quiz>/more/", AllowMore.as_view(), name="quiz_allow_more"),
]
