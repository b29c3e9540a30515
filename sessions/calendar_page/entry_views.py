"""One entry of the calendar: its details, what would come of a move, and the move."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from lms.people.models import Person
from lms.people.permission_policies import visible
from lms.privacy.audit import record as log
from lms.privacy.models import AuditEntry
from lms.web.dates import moment
from sessions.backoffice.words import explain
from sessions.calendar_page.entries import APPOINTMENT, of_appointment, of_session
from sessions.calendar_page.moving import MoveAsked, carry_out, look_ahead
from sessions.errors import BookingError, ChangedMeanwhile, PlanningError
from sessions.models import Appointment, Session

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

    from sessions.calendar_page.entries import Entry
    from sessions.calendar_page.moving import Movable

CHANGED, REFUSED = 409, 422
PART = "X-Krok-Part"
"""The header with which the script of the calendar asks for what stands in its dialog."""


class OneEntry(View):
    """Finds the session or appointment among those the reader may change; else 404."""

    @property
    def user(self) -> Any:
        """Whoever is signed in; nobody else comes as far as the back office."""
        return self.request.user

    @cached_property
    def object(self) -> Movable:
        if self.kwargs["of"] == APPOINTMENT:
            appointments = visible(Appointment, self.user, "change")
            return get_object_or_404(
                appointments.select_related("service", "specialist__person", "person", "room"),
                pk=self.kwargs["pk"],
            )
        sessions = visible(Session, self.user, "change")
        return get_object_or_404(
            sessions.select_related("run__course", "run__organiser", "room", "interpreter"),
            pk=self.kwargs["pk"],
        )

    def asked(self, words: QueryDict) -> MoveAsked:
        return MoveAsked(words, user=self.user, record=self.object)

    def fragment(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        found = {"object": self.object, "of": self.kwargs["of"], **context}
        return render(
            self.request,
            f"sessions/backoffice/calendar/{template}.html",
            found,
            status=status,
            headers={"Cache-Control": "private, no-store"},
        )


class Details(OneEntry, WagtailAdminTemplateMixin):
    """What is known of it and what can be done: in the dialog, or without scripts on a page of its own.

    Opening what is confidential leaves an entry in the audit log.
    """

    template_name = "sessions/backoffice/calendar/entry.html"
    header_icon = "calendar-alt"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if _is_confidential(self.object):
            log(AuditEntry.Action.VIEWED, self.object, actor=self.user)
        if request.headers.get(PART):
            return self.fragment("details", entry=self.entry)
        return self.render_to_response(
            self.get_context_data(entry=self.entry, object=self.object, of=self.kwargs["of"]),
            headers={"Cache-Control": "private, no-store"},
        )

    def get_page_title(self) -> str:
        found = self.object
        return str(found.run.course.title if isinstance(found, Session) else found.service.name)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        calendar = {"url": reverse("calendar:page"), "label": _("Calendar")}
        return [*self.breadcrumbs_items, calendar, {"url": "", "label": self.get_page_title()}]

    @property
    def entry(self) -> Entry:
        if isinstance(self.object, Session):
            return of_session(self.object)
        known = visible(Person, self.user).filter(pk=self.object.person_id).exists()
        return of_appointment(self.object, names_person=known)


class WhatIf(OneEntry):
    """What would come of a drop there. Nothing is written."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        asked = self.asked(request.GET)
        if not asked.is_valid():
            words = " ".join(each for errors in asked.errors.values() for each in errors)
            return self.fragment("refused", words=words)
        outlook = look_ahead(self.object, asked, by=Person.of(self.user))
        return self.fragment("what_if", outlook=outlook, asked=asked.cleaned_data)


class Move(OneEntry):
    """Moves it and tells everyone; or says why not, in words, and all stays as it was."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        asked = self.asked(request.POST)
        if not asked.is_valid():
            words = " ".join(each for errors in asked.errors.values() for each in errors)
            return self.fragment("refused", status=REFUSED, words=words)
        try:
            carry_out(self.object, asked, by=Person.of(self.user))
        except ChangedMeanwhile as changed:
            return self.fragment("refused", status=CHANGED, words=explain(changed), is_stale=True)
        except (PlanningError, BookingError) as error:
            return self.fragment("refused", status=REFUSED, words=explain(error))
        when = moment(asked.starts_at, asked.ends_at)
        return JsonResponse({"told": _("Moved. It is now: %(when)s.") % {"when": when}})


def _is_confidential(found: Movable) -> bool:
    return found.run.is_confidential if isinstance(found, Session) else found.service.is_confidential
