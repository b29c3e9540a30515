"""Leaves and closures: what one would meet is shown first, then it is written down, and it can be undone."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.tables import Column

from lms.people.models import Person
from lms.people.permission_policies import visible
from lms.web import dates
from lms.web.own_records import OwnListView
from lms.web.record_pages import RecordDeed, RecordForm
from sessions.absences import plan_absence, undo_absence, what_it_hits
from sessions.backoffice.weekly_forms import AbsenceForm
from sessions.backoffice.words import explain
from sessions.errors import PlanningError
from sessions.models import Absence, Childcare, Room, Specialist
from sessions.reservations import resource_of_childcare, resource_of_room, resources_of_people

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from sessions.models import Resource


class PlanAbsence(RecordForm, ABC):
    """First it is shown what is planned then; only the second step takes anything out of there."""

    template_name = "sessions/backoffice/absence.html"
    form_class = AbsenceForm
    submit_label = gettext_lazy("Show what is planned then")
    errors = (PlanningError,)

    @property
    @abstractmethod
    def resource(self) -> Resource:
        """Who or what is not there."""

    def explain(self, error: Exception) -> str:
        return explain(error)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "confirm" in request.POST or not self.form.is_valid():
            return super().post(request, *args, **kwargs)
        form = self.form
        hit = what_it_hits(self.resource, starts_at=form.starts_at, ends_at=form.ends_at)
        context = self.get_context_data(
            hit=hit, is_shown=True, when=when_in_words(form.starts_at, form.ends_at)
        )
        return self.render_to_response(context)

    def save(self, form: AbsenceForm) -> str:
        by = Person.of(self.user)
        absence, sessions, appointments = plan_absence(self.resource, **form.absence, by=by)
        told = [_("Noted: %(when)s.") % {"when": when_in_words(absence.starts_at, absence.ends_at)}]
        if sessions:
            told.append(
                ngettext(
                    "%(number)d meeting now waits on your board.",
                    "%(number)d meetings now wait on your board.",
                    len(sessions),
                )
                % {"number": len(sessions)}
            )
        if appointments:
            told.append(
                ngettext(
                    "%(number)d appointment has to be moved.",
                    "%(number)d appointments have to be moved.",
                    len(appointments),
                )
                % {"number": len(appointments)}
            )
        return " ".join(told)


class CloseRoom(PlanAbsence):
    model = Room
    index_url_name = "room:index"
    inspect_url_name = "room:inspect"
    header_icon = "home"
    page_title = gettext_lazy("Close the room for a time")

    @property
    def resource(self) -> Resource:
        return resource_of_room(self.object)


class CloseChildcare(PlanAbsence):
    model = Childcare
    index_url_name = "childcare:index"
    inspect_url_name = "childcare:inspect"
    header_icon = "group"
    page_title = gettext_lazy("No childcare for a time")

    @property
    def resource(self) -> Resource:
        return resource_of_childcare(self.object)


class PlanLeave(PlanAbsence):
    model = Specialist
    index_url_name = "specialist:index"
    inspect_url_name = "specialist:inspect"
    header_icon = "user"
    page_title = gettext_lazy("Leave")

    @property
    def resource(self) -> Resource:
        return resources_of_people([self.object.person])[0]


class UndoAbsence(RecordDeed):
    model = Absence
    errors = (PlanningError,)

    def explain(self, error: Exception) -> str:
        return explain(error)

    @property
    def record_url(self) -> str:
        return page_of(self.object)

    def do(self) -> str:
        self.address = page_of(self.object)
        mended, left = undo_absence(self.object, by=Person.of(self.user))
        told = [_("Taken back.")]
        if mended:
            told.append(
                ngettext(
                    "%(number)d meeting or appointment is as it was.",
                    "%(number)d meetings or appointments are as they were.",
                    len(mended),
                )
                % {"number": len(mended)}
            )
        if left:
            told.append(
                ngettext(
                    "%(number)d was changed meanwhile and stays as it is now.",
                    "%(number)d were changed meanwhile and stay as they are now.",
                    len(left),
                )
                % {"number": len(left)}
            )
        return " ".join(told)

    def get_success_url(self) -> str:
        return self.address


class AbsenceList(OwnListView):
    """What is still to come, of everybody and everything of the reader's organisations."""

    def get_base_queryset(self) -> QuerySet[Absence]:
        ahead = super().get_base_queryset().filter(ends_at__gt=timezone.now())
        return ahead.select_related(
            "resource__room", "resource__childcare", "resource__person__specialist"
        ).order_by("starts_at", "pk")


class WhenColumn(Column):
    def get_value(self, instance: Any) -> str:
        return when_in_words(instance.starts_at, instance.ends_at)


def when_in_words(starts_at: datetime, ends_at: datetime) -> str:
    """Whole days without hours: "24 listopada – 15 grudnia"; else the moments."""
    begins, ends = timezone.localtime(starts_at), timezone.localtime(ends_at)
    if begins.time() == ends.time() == time.min:
        return dates.span(begins, ends - timedelta(days=1))
    return dates.moment(starts_at, ends_at)


def page_of(absence: Absence) -> str:
    """The page of the room, the childcare or the specialist who is absent."""
    resource = absence.resource
    if resource.room_id:
        return reverse("room:inspect", args=[resource.room_id])
    if resource.childcare_id:
        return reverse("childcare:inspect", args=[resource.childcare_id])
    specialist = getattr(resource.person, "specialist", None)
    return reverse("specialist:inspect", args=[specialist.pk]) if specialist else reverse("specialist:index")


def absences_of(user: Any, **resource: Any) -> list[tuple[Absence, str]]:
    """Those still to come that the reader may see, and when: ``room=…``, ``person=…`` or ``childcare=…``."""
    of = Q(**{f"resource__{name}": thing for name, thing in resource.items()})
    found = visible(Absence, user).filter(of, ends_at__gt=timezone.now()).order_by("starts_at", "pk")
    return [(absence, when_in_words(absence.starts_at, absence.ends_at)) for absence in found]
