"""My competences, what proves them, and the manager's review; under the learner's addresses."""

from __future__ import annotations

from django.urls import path

from courses.competences import review_views, views

urlpatterns = [
    path("competences/", views.mine, name="competences"),
    path("competences/add/", views.add, name="evidence_add"),
    path("competences/review/", review_views.waiting, name="evidence_reviews"),
    path("competences/review/<uuid:evidence>/", review_views.review, name="evidence_review"),
    path("competences/review/<uuid:evidence>/withdraw/", review_views.withdraw, name="evidence_withdraw"),
    path("competences/<uuid:evidence>/document/", views.document, name="evidence_document"),
    path("competences/<uuid:evidence>/again/", views.again, name="evidence_again"),
    path("competences/<uuid:evidence>/take-back/", views.take_back, name="evidence_take_back"),
]
