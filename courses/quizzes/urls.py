"""A quiz of a course of mine."""

from __future__ import annotations

from django.urls import URLPattern, path

from courses.quizzes import views

HERE = "<uuid:enrolment>/quiz/<uuid:quiz>/"
urlpatterns: list[URLPattern] = [
    path(HERE, views.quiz, name="quiz"),
    path(f"{HERE}begin/", views.begin, name="quiz_begin"),
    path(f"{HERE}picture/<uuid:picture>/", views.picture, name="quiz_picture"),
    path(f"{HERE}<int:number>/", views.questions, name="quiz_questions"),
    path(f"{HERE}<int:number>/save/", views.save, name="quiz_save"),
    path(f"{HERE}<int:number>/finish/", views.finish, name="quiz_finish"),
    path(f"{HERE}<int:number>/result/", views.result, name="quiz_result"),
    path(f"{HERE}<int:number>/<int:position>/", views.questions, name="quiz_question"),
]
