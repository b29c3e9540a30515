"""One meeting of a run: one more, one moved, held by others, about something else, called off.

What stands in the way is always shown with what would do instead, and "Check" shows it without saving.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lms.web.dates import moment
from sessions.arrangements import Arrangement
from sessions.backoffice.forms import ReasonForm
from sessions.backoffice.run_views import AboutRun
from sessions.backoffice.session_forms import MoveForm, NewSessionForm, PeopleForm, TopicForm
from sessions.backoffice.words import explain
from sessions.errors import Clash
from sessions.models import Place, Run, Session
from sessions.planning import (
    add_session,
    cancel_session,
    change_people,
    change_topic,
    move_session,
    what_if,
    what_if_arranged,
)
from sessions.remedies import Hours
from sessions.remedies import explain as what_is_free

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from sessions.errors import PlanningError


class _Checked(AboutRun, ABC):
    """A form that can be asked first what would stand in its way; then nothing is written."""

    template_name = "sessions/backoffice/session_form.html"

    @abstractmethod
    def obstacle(self, form: Any) -> PlanningError | None:
        """What the verb would raise."""

    @abstractmethod
    def hours(self, form: Any) -> Hours:
        """The hours for which something else may be free."""

    def explain(self, error: Exception) -> str:
        if not isinstance(error, Clash):
            return explain(error)
        return (
            f"{explain(error)} {what_is_free(error, session_or_hours=self.hours(self.form)).in_words}".strip()
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "check" not in request.POST or not self.form.is_valid():
            return super().post(request, *args, **kwargs)
        if obstacle := self.obstacle(self.form):
            self.form.add_error(None, self.explain(obstacle))
            return self.render_to_response(self.get_context_data(), status=422)
        return self.render_to_response(self.get_context_data(is_free=True))


class AddSession(_Checked):
    page_title = gettext_lazy("Add one meeting")
    form_class = NewSessionForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user, "run": self.object}

    def hours(self, form: NewSessionForm) -> Hours:
        return Hours.for_run(self.object, starts_at=form.starts_at, ends_at=form.ends_at)

    def obstacle(self, form: NewSessionForm) -> PlanningError | None:
        return what_if_arranged(self.object, _arranged(form), starts_at=form.starts_at, ends_at=form.ends_at)

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
            interpreter=words["interpreter"],
            childcare=words["childcare"],
            topic=words["topic"],
        )
        return _("Planned: %(when)s.") % {"when": moment(session.starts_at, session.ends_at)}


class AboutSession(AboutRun):
    model = Session
    scope = ""
    """Which of the ways to change a meeting of a series this is; empty where it is none of them."""

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
        return super().get_context_data(
            intro=self.who_is_told, session=self.object, scope=self.scope, **kwargs
        )


class MoveSession(_Checked, AboutSession):
    page_title = gettext_lazy("Move a meeting")
    form_class = MoveForm
    submit_label = gettext_lazy("Move it and tell everyone")
    scope = "one"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "user": self.request.user,
            "kept_room": self.object.room,
            "initial": MoveForm.as_it_stands(self.object),
        }

    def hours(self, form: MoveForm) -> Hours:
        return Hours.for_session(self.object, starts_at=form.starts_at, ends_at=form.ends_at)

    def obstacle(self, form: MoveForm) -> PlanningError | None:
        return what_if(
            self.object,
            starts_at=form.starts_at,
            ends_at=form.ends_at,
            room=form.cleaned_data["room"],
        )

    def save(self, form: MoveForm) -> str:
        session = move_session(
            self.object,
            starts_at=form.starts_at,
            ends_at=form.ends_at,
            room=form.cleaned_data["room"],
            by=self.actor,
            sequence=form.cleaned_data["sequence"],
        )
        return _("Moved. The meeting is now: %(when)s.") % {
            "when": moment(session.starts_at, session.ends_at)
        }


class ChangePeople(_Checked, AboutSession):
    page_title = gettext_lazy("Who holds the meeting")
    form_class = PeopleForm
    submit_label = gettext_lazy("Save and tell those concerned")

    @property
    def who_is_told(self) -> str:
        return _(
            "Those who come to hold it and those who no longer do are told. For participants nothing changes."
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        session: Session = self.object
        now = Arrangement.of(session)
        return {
            **super().get_form_kwargs(),
            "user": self.request.user,
            "run": session.run,
            "kept": now,
            "initial": {
                "trainers": now.trainers,
                "interpreter": now.interpreter,
                "childcare": now.childcare,
                "sequence": session.sequence,
            },
        }

    def hours(self, form: PeopleForm) -> Hours:
        starts_at, ends_at = self._when
        return Hours.for_session(self.object, starts_at=starts_at, ends_at=ends_at)

    @property
    def _when(self) -> tuple[datetime, datetime]:
        return self.object.starts_at, self.object.ends_at

    def obstacle(self, form: PeopleForm) -> PlanningError | None:
        starts_at, ends_at = self._when
        return what_if_arranged(
            self.object.run,
            _arranged(form, room=self.object.room),
            starts_at=starts_at,
            ends_at=ends_at,
            but_for=[self.object],
        )

    def save(self, form: PeopleForm) -> str:
        words = form.cleaned_data
        change_people(
            self.object,
            trainers=words["trainers"],
            interpreter=words["interpreter"],
            childcare=words["childcare"],
            by=self.actor,
            sequence=words["sequence"],
        )
        return _("Saved. Those concerned are being told.")


class ChangeTopic(AboutSession):
    page_title = gettext_lazy("What the meeting is about")
    form_class = TopicForm

    @property
    def who_is_told(self) -> str:
        return _("Participants see it in My Krok. Nobody is sent a message.")

    def get_form_kwargs(self) -> dict[str, Any]:
        now = {f"topic_{code}": getattr(self.object, f"topic_{code}") for code, _name in settings.LANGUAGES}
        return {**super().get_form_kwargs(), "initial": now}

    def save(self, form: TopicForm) -> str:
        topics = {code: form.cleaned_data[f"topic_{code}"] for code, _name in settings.LANGUAGES}
        change_topic(self.object, topics=topics, by=self.actor)
        return _("Saved.")


class CancelSession(AboutSession):
    page_title = gettext_lazy("Call off a meeting")
    form_class = ReasonForm
    submit_label = gettext_lazy("Call it off and tell everyone")

    def save(self, form: ReasonForm) -> str:
        cancel_session(self.object, by=self.actor, reason=form.cleaned_data["reason"])
        return _("The meeting is called off. Everyone is being told.")


def _arranged(form: Any, **changes: Any) -> Arrangement:
    """Where and with whom, as it was typed."""
    words = form.cleaned_data | changes
    return Arrangement(
        room=words["room"],
        trainers=tuple(words["trainers"]),
        interpreter=words["interpreter"],
        childcare=words["childcare"],
    )
