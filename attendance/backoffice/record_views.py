"""The record of a session in the back office: its rows, the history of each, corrections, opening again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attendance.backoffice.about import AboutSession
from attendance.backoffice.forms import CorrectForm, WhyForm
from attendance.backoffice.record import Row, entries_of, lines_of, rows_of
from attendance.models import Contradiction, Handover, Scan
from attendance.records.closing import ClosingError
from attendance.records.correcting import CorrectionRefused, HoursAskew, correct
from attendance.records.reopening import reopen_session
from lms.people.models import Role
from lms.people.roles import has_role
from lms.web.record_pages import RecordForm
from sessions.errors import BookingError
from sessions.models import Session

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


class Record(AboutSession):
    template_name = "attendance/backoffice/record.html"
    page_title = gettext_lazy("Attendance")

    def get_page_subtitle(self) -> str:
        return str(self.session.run)

    def get_trail(self) -> list[dict[str, Any]]:
        run = self.session.run
        return [{"url": reverse("run:inspect", args=[run.pk]), "label": str(run)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        session, rows = self.session, rows_of(self.session)
        there = [row for row in rows if row.was_there]
        return super().get_context_data(
            rows=rows,
            here=len(there),
            theory=sum(row.theory for row in there),
            practice=sum(row.practice for row in there),
            reopenings=session.reopenings.select_related("by"),
            handovers=Handover.objects.filter(session=session).select_related("substitute", "by"),
            open_questions=self.open_questions(),
            is_closed=session.status == Session.Status.CLOSED,
            is_at_desk=has_role(self.user, Role.COORDINATOR),
            **kwargs,
        )

    def open_questions(self) -> QuerySet[Contradiction]:
        found = Contradiction.objects.filter(session=self.session, settled_at=None)
        return found.select_related("person")


class History(AboutSession, RecordForm):
    """All that was noted of one person at one session; below it, how to put it right."""

    template_name = "attendance/backoffice/history.html"
    page_title = gettext_lazy("History of a record")
    form_class = CorrectForm
    submit_label = gettext_lazy("Correct the record")
    errors = (CorrectionRefused, BookingError)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.row = self._row()
        return super().dispatch(request, *args, **kwargs)

    def _row(self) -> Row:
        """The row of a person who stands on the list; of anybody else nothing is known here."""
        for row in rows_of(self.session):
            if row.person.uuid == self.kwargs["person"]:
                return row
        raise Http404

    def get_page_subtitle(self) -> str:
        return self.row.person.display_name

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "session": self.session}

    def explain(self, error: Exception) -> str:
        if isinstance(error, HoursAskew):
            return _("These hours do not fit the meeting. Please look at them again.")
        return _("This cannot be corrected now: the meeting was called off, or the place has changed.")

    def save(self, form: CorrectForm) -> str:
        said, act = form.cleaned_data, Scan.Act(form.cleaned_data["how"])
        is_there = act == Scan.Act.ENTER
        correct(
            self.row.person,
            session=self.session,
            by=self.actor,
            reason=said["reason"],
            act=act,
            at=form.moment("came") if is_there else None,
            until=form.moment("left") if is_there else None,
            excuse=said["excuse"] if act == Scan.Act.EXCUSE else "",
        )
        return _("The record of %(person)s is corrected.") % {"person": self.row.person.display_name}

    def get_success_url(self) -> str:
        return reverse("attendance:history", args=[self.session.uuid, self.row.person.uuid])

    @cached_property
    def may_correct(self) -> bool:
        return not self.session.is_cancelled

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.row.person
        told = {
            "row": self.row,
            "person": person,
            "lines": lines_of(entries_of(person, session=self.session)),
            "may_correct": self.may_correct,
            "is_closed": self.session.status == Session.Status.CLOSED,
        }
        return super().get_context_data(**{**kwargs, **told})


class Reopen(AboutSession, RecordForm):
    page_title = gettext_lazy("Open the list again")
    form_class = WhyForm
    submit_label = gettext_lazy("Open the list again")
    errors = (ClosingError, BookingError)

    def get_page_subtitle(self) -> str:
        return str(self.session)

    def explain(self, error: Exception) -> str:
        return _("This list cannot be opened again now. Please look at the meeting.")

    def save(self, form: WhyForm) -> str:
        reopen_session(self.session, by=self.actor, reason=form.cleaned_data["reason"])
        return _("The list is open again. Close it when it is right.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        intro = _(
            "Hours and certificates stay as they are until the list is closed again."
            " Then they are counted anew."
        )
        return super().get_context_data(intro=intro, **kwargs)
