"""What this room adds to the page of a candidate: the evenings or trainings to come, and their places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Min, Q
from django.utils import timezone
from wagtail.admin.ui.components import Component

from courses.models import CandidatePath
from lms.people.permission_policies import visible
from sessions.models import Place, Run, Session

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from lms.people.models import User

Stage = CandidatePath.Stage
SHOWN = 6


class RunsForCandidate(Component):
    """Where the person can be given a place next; three queries."""

    template_name = "sessions/backoffice/runs_for_candidate.html"

    def __init__(self, path: CandidatePath, user: User) -> None:
        self.path, self.user = path, user

    @property
    def wanted(self) -> str:
        """The kind of course that comes next; after the training none does."""
        if not self.path.is_open or self.path.stage == Stage.TRAINING:
            return ""
        return Stage.EVENING if self.path.stage == Stage.INTERESTED else Stage.TRAINING

    def runs(self) -> QuerySet[Run]:
        now = timezone.now()
        ahead = Q(sessions__starts_at__gte=now, sessions__status=Session.Status.PLANNED)
        found: QuerySet[Run] = visible(Run, self.user, "change").filter(
            status=Run.Status.PUBLISHED, course__candidate_stage=self.wanted, booking_closes_at__gte=now
        )
        soon = found.annotate(next_meeting=Min("sessions__starts_at", filter=ahead))
        return soon.select_related("course").order_by("next_meeting", "pk")[:SHOWN]

    def places(self) -> QuerySet[Place]:
        held = visible(Place, self.user).filter(person=self.path.person_id)
        return held.exclude(run__course__candidate_stage="").select_related("run__course")

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        places = list(self.places())
        held = {place.run_id for place in places if place.is_held}
        runs = [run for run in self.runs() if run.pk not in held] if self.wanted else []
        return {"path": self.path, "wanted": self.wanted, "runs": runs, "places": places}
