"""The coordinator's morning: today's meetings, and the runs that come next with their seats."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Min, Q
from django.utils import timezone
from wagtail.admin.ui.components import Component

from courses.models import CandidatePath
from lms.people.models import Role
from lms.people.permission_policies import visible
from lms.people.roles import has_role
from sessions.models import Run, Session

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet
    from django.http import HttpRequest

WEEKS_AHEAD = timedelta(weeks=6)
RUNS_SHOWN = 25


class Morning(Component):
    """A panel of the home page. Two lists and a number, four queries, however much is planned."""

    name = "morning"
    order = 50
    template_name = "sessions/backoffice/morning.html"

    def __init__(self, request: HttpRequest) -> None:
        self.user = request.user

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        return {
            "today": timezone.localdate(),
            "meetings": list(self.meetings()),
            "runs": list(self.runs()),
            "new_candidates": self.new_candidates(),
        }

    def meetings(self) -> QuerySet[Session]:
        """What takes place today in the reader's organisations."""
        today = visible(Session, self.user).on_day(timezone.localdate()).not_cancelled()  # type: ignore[attr-defined]
        found: QuerySet[Session] = today.select_related("run__course", "room").prefetch_related("trainers")
        return found

    def runs(self) -> QuerySet[Run]:
        """Drafts, and runs that meet in the coming weeks, the next to meet first."""
        now = timezone.now()
        ahead = Q(sessions__starts_at__gte=now, sessions__status=Session.Status.PLANNED)
        living = visible(Run, self.user).filter(status__in=(Run.Status.DRAFT, Run.Status.PUBLISHED))
        soon = living.annotate(next_meeting=Min("sessions__starts_at", filter=ahead)).filter(
            Q(next_meeting__lte=now + WEEKS_AHEAD) | Q(next_meeting=None, booking_closes_at__gte=now)
        )
        return soon.select_related("course").order_by("next_meeting", "pk")[:RUNS_SHOWN]

    def new_candidates(self) -> int:
        """People who think of foster care, and whom nobody leads yet."""
        asked = visible(CandidatePath, self.user).filter(stage=CandidatePath.Stage.INTERESTED)
        return asked.filter(coordinator=None).count()


def greet_coordinators(request: HttpRequest, panels: list[Component]) -> None:
    """Put the morning on top of the home page of those who plan runs."""
    if has_role(request.user, Role.COORDINATOR):
        panels.append(Morning(request))
