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
from sessions.calendar_page.entries import APPOINTMENT, of_appointment, of_session
from sessions.calendar_page.moving import carry_out, in_words, look_ahead
from sessions.calendar_page.wish_form import WishForm
from sessions.errors import BookingError, ChangedMeanwhile, PlanningError
from sessions.models import Appointment, Session

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

    from sessions.calendar_page.entries import Entry

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
    def object(self) -> Session | Appointment:
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

    def asked(self, words: QueryDict) -> WishForm:
        return WishForm(words, user=self.user, record=self.object)

    def refused(self, words: str, *, status: int) -> HttpResponse:
        return self.fragment("refused", status=status, words=words)

    def stale(self, *, status: int) -> HttpResponse:
        """Somebody else moved it while this reader looked at it, or held it in the air."""
        words = _(
            "This was changed while you looked at it. Nothing of yours was written. It stands now: %(when)s."
        )
        fresh = type(self.object)._default_manager.get(pk=self.object.pk)
        when = moment(fresh.starts_at, fresh.ends_at)
        return self.fragment("refused", status=status, words=words % {"when": when}, is_stale=True)

    def fragment(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        found = {"object": self.object, "of": self.kwargs["of"], **context}
        return never_stored(
            render(self.request, f"sessions/backoffice/calendar/{template}.html", found, status=status)
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
        context = self.get_context_data(entry=self.entry, object=self.object, of=self.kwargs["of"])
        return never_stored(self.render_to_response(context))

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
        person = self.object.person
        known = person is not None and visible(Person, self.user).filter(pk=person.pk).exists()
        return of_appointment(self.object, names_person=known)


class WhatIf(OneEntry):
    """What would come of a drop there. Nothing is written."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        asked = self.asked(request.GET)
        if not asked.is_valid():
            return self.refused(asked.in_words, status=200)
        try:
            outlook = look_ahead(self.object, asked.wish, by=Person.of(self.user))
        except ChangedMeanwhile:
            return self.stale(status=200)
        return self.fragment("what_if", outlook=outlook)


class Move(OneEntry):
    """Moves it and tells everyone; or says why not, in words, and all stays as it was."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        asked = self.asked(request.POST)
        if not asked.is_valid():
            return self.refused(asked.in_words, status=REFUSED)
        wish = asked.wish
        try:
            carry_out(self.object, wish, by=Person.of(self.user))
        except ChangedMeanwhile:
            return self.stale(status=CHANGED)
        except (PlanningError, BookingError) as error:
            return self.refused(in_words(error), status=REFUSED)
        when = moment(wish.starts_at, wish.ends_at)
        return JsonResponse({"told": _("Moved. It is now: %(when)s.") % {"when": when}})


def _is_confidential(found: Session | Appointment) -> bool:
    return found.run.is_confidential if isinstance(found, Session) else found.service.is_confidential


def never_stored(response: HttpResponse) -> HttpResponse:
    """Names stand in it: no browser keeps it, and no proxy."""
    response["Cache-Control"] = "private, no-store"
    return response
