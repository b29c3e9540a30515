"""Places in runs that a manager takes for her team. The pages themselves are in ``courses.team.urls``."""

from __future__ import annotations

from django.urls import path

from sessions.views import team, team_several

app_name = "team_runs"
urlpatterns = [
    path("people/<uuid:person>/runs/<uuid:run>/enrol/", team.enrol, name="enrol"),
    path("competences/<uuid:competence>/", team_several.choose, name="several"),
    path("competences/<uuid:competence>/confirm/", team_several.confirm, name="several_confirm"),
    path("competences/<uuid:competence>/enrol/", team_several.enrol, name="several_enrol"),
]
