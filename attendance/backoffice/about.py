"""What the pages of attendance share: who may come in, the way back, the name behind the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from attendance.desk.roster import record_look
from lms.people.models import Person, Role
from lms.people.roles import has_role
from lms.web.record_pages import OwnRecord, RecordForm, RecordPage
from sessions.models import Session

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from lms.people.roles import AnyUser

QUESTIONS = _("Questions about attendance")


def may_decide(user: AnyUser) -> bool:
    return has_role(user, Role.COORDINATOR, Role.ADMINISTRATOR)


class Deciding(OwnRecord):
    """Whoever decides has a name in the log; a sign-in without a person decides nothing."""

    index_url_name = "attendance:questions"

    @property
    def actor(self) -> Person:
        person = Person.of(self.user)
        if person is None:
            raise PermissionDenied
        return person

    @property
    def record_url(self) -> str:
        return reverse(self.index_url_name)


class AboutAttendance(Deciding, RecordPage):
    """A page about a record of one session. A look at that of a confidential run is in the audit log."""

    header_icon = "clipboard-list"

    @property
    def session(self) -> Session:
        """The session it is about."""
        session: Session = self.object.session
        return session

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in {"GET", "HEAD"}:
            record_look(self.session, by=request.user)
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("attendance:questions"), "label": QUESTIONS},
            *self.get_trail(),
            {"url": "", "label": self.get_page_title()},
        ]

    def get_trail(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"session": self.session, **kwargs})


class AboutSession(AboutAttendance):
    """A page about a whole session, whose address names it by its uuid."""

    model: type[Model] = Session
    key = "uuid"

    def get_records(self) -> QuerySet[Session]:
        found: QuerySet[Session] = super().get_records()
        return found.select_related("run__course", "run__organiser", "room", "closed_by")

    @property
    def session(self) -> Session:
        session: Session = self.object
        return session

    @property
    def record_url(self) -> str:
        return reverse("attendance:record", args=[self.session.uuid])

    def get_trail(self) -> list[dict[str, Any]]:
        return [{"url": self.record_url, "label": str(self.session)}]


class AttendanceForm(AboutAttendance, RecordForm):
    """A form that decides something about one session."""
