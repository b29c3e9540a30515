"""Sessions of a run: a weekly timetable with its dates shown first, one more, one moved, one called off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lms.web.dates import moment
from sessions.backoffice.forms import MoveForm, NewSessionForm, ReasonForm, WeeklyForm
from sessions.backoffice.run_form import trainers_for
from sessions.backoffice.run_views import AboutRun
from sessions.backoffice.timetable_preview import preview_weekly
from sessions.backoffice.words import explain_clash
from sessions.models import Place, Run, Session
from sessions.planning import add_session, cancel_session, move_session
from sessions.timetable import plan_weekly

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class AddTimetable(AboutRun):
    """First the dates are shown, with what clashes; only then are they written."""

    page_title = gettext_lazy("Add a weekly timetable")
    template_name = "sessions/backoffice/timetable.html"
    form_class = WeeklyForm
    submit_label = gettext_lazy("Show the dates")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "confirm" in request.POST:
            return super().post(request, *args, **kwargs)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        preview = preview_weekly(self.object, **self.form.plan)
        clash = explain_clash(preview.clash) if preview.clash else ""
        return self.render_to_response(self.get_context_data(preview=preview, clash=clash))

    def save(self, form: WeeklyForm) -> str:
        number = plan_weekly(self.object, **form.plan).sessions.count()
        return ngettext("%(number)d meeting is planned.", "%(number)d meetings are planned.", number) % {
            "number": number
        }


class AddSession(AboutRun):
    page_title = gettext_lazy("Add one meeting")
    form_class = NewSessionForm

    def get_form_kwargs(self) -> dict[str, Any]:
        run: Run = self.object
        return {
            **super().get_form_kwargs(),
            "user": self.request.user,
            "run": run,
            "trainers": trainers_for(run),
        }

    def save(self, form: NewSessionForm) -> str:
        words = form.cleaned_data
        session = add_session(
            self.object,
            starts_at=form.starts_at,
            ends_at=form.ends_at,
            room=words["room"],
            online_link=self.object.online_link,
            kind=words["kind"],
            trainers=words["trainers"],
            topic=words["topic"],
        )
        return _("Planned: %(when)s.") % {"when": moment(session.starts_at, session.ends_at)}


class _AboutSession(AboutRun):
    model = Session

    def page_of(self, record: Session) -> int:
        return record.run_id

    def get_trail(self) -> list[dict[str, Any]]:
        return [{"url": self.record_url, "label": str(self.object.run)}]

    def get_page_subtitle(self) -> str:
        return moment(self.object.starts_at, self.object.ends_at)

    @property
    def who_is_told(self) -> str:
        session = self.object
        if session.run.status != Run.Status.PUBLISHED:
            return _("The run is not published, so nobody needs to be told.")
        seated = session.run.places.filter(status__in=Place.SEATED).count()
        trainers = session.trainers.count()
        people = ngettext("%(number)d person with a place", "%(number)d people with places", seated)
        teachers = ngettext("%(number)d trainer", "%(number)d trainers", trainers)
        return _("Will be told: %(people)s, %(trainers)s.") % {
            "people": people % {"number": seated},
            "trainers": teachers % {"number": trainers},
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(intro=self.who_is_told, **kwargs)


class MoveSession(_AboutSession):
    page_title = gettext_lazy("Move a meeting")
    form_class = MoveForm
    submit_label = gettext_lazy("Move it and tell everyone")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "user": self.request.user,
            "kept_room": self.object.room,
            "initial": MoveForm.as_it_stands(self.object),
        }

    def save(self, form: MoveForm) -> str:
        room = form.cleaned_data["room"]
        session = move_session(
            self.object, starts_at=form.starts_at, ends_at=form.ends_at, room=room, by=self.actor
        )
        return _("Moved. The meeting is now: %(when)s.") % {
            "when": moment(session.starts_at, session.ends_at)
        }


class CancelSession(_AboutSession):
    page_title = gettext_lazy("Call off a meeting")
    form_class = ReasonForm
    submit_label = gettext_lazy("Call it off and tell everyone")

    def save(self, form: ReasonForm) -> str:
        cancel_session(self.object, by=self.actor, reason=form.cleaned_data["reason"])
        return _("The meeting is called off. Everyone is being told.")
