"""Plan the meetings of a run, and change a series: the dates are always shown before they are written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lms.web.dates import day as day_in_words
from sessions.arrangements import Arrangement
from sessions.backoffice.plan_form import PlanForm
from sessions.backoffice.run_views import AboutRun
from sessions.holidays import holiday_on
from sessions.models import Run, Session, Timetable
from sessions.timetables.changing import change_series, first_changeable, remaining
from sessions.timetables.outlook import look_ahead
from sessions.timetables.unfolding import plan_series

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from sessions.timetables.outlook import Outlook


class PlanMeetings(AboutRun):
    """First the dates are shown, with what stands in their way; only what was shown is written."""

    page_title = gettext_lazy("Plan the meetings")
    template_name = "sessions/backoffice/timetable.html"
    form_class: type[PlanForm] = PlanForm
    submit_label = gettext_lazy("Show the dates")
    confirm_label = gettext_lazy("Plan these meetings")
    timetable: Timetable | None = None
    since: date | None = None

    @property
    def run(self) -> Run:
        run: Run = self.object
        return run

    @property
    def arrangement(self) -> Arrangement:
        """As it is now, or as it is usual in the run."""
        return Arrangement.of(self.run)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "user": self.request.user,
            "run": self.run,
            "kept": self.arrangement,
            "initial": self.get_initial(),
        }

    def get_initial(self) -> dict[str, Any]:
        return PlanForm.as_arranged(self.arrangement)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        outlook = self.outlook()
        if "confirm" not in request.POST:
            return self.render_to_response(self.get_context_data(preview=outlook))
        if obstacle := self.obstacle(outlook):
            self.form.add_error(None, obstacle)
            return self.render_to_response(self.get_context_data(preview=outlook), status=422)
        self.seen = outlook
        return super().post(request, *args, **kwargs)

    def outlook(self) -> Outlook:
        return look_ahead(
            self.run,
            plan=self.form.plan,
            arrangement=self.form.arrangement,
            left_out=self.left_out,
            changing=self.timetable,
            since=self.since,
            basis=f"{self.form.basis} {self.since}",
        )

    def obstacle(self, outlook: Outlook) -> str:
        """Why these dates cannot be written as they stand."""
        if self.request.POST.get("seen") != outlook.fingerprint:
            return _("The dates are no longer those you saw. Look at them again, then save.")
        if not outlook.planned:
            return _("Not one meeting is left. Tick at least one date, or choose other days.")
        return ""

    @cached_property
    def left_out(self) -> set[date]:
        """The dates that were shown and not ticked, and of those not shown yet the holidays."""
        shown, ticked = (set(self.request.POST.getlist(name)) for name in ("shown", "day"))
        known = set(self.timetable.skipped_days.values_list("day", flat=True)) if self.timetable else set()

        def is_left_out(day: date) -> bool:
            if day.isoformat() in shown:
                return day.isoformat() not in ticked
            return bool(holiday_on(day)) or day in known

        return {start.date() for start in self.form.plan.local_starts() if is_left_out(start.date())}

    def save(self, form: PlanForm) -> str:
        plan_series(
            self.run,
            plan=form.plan,
            arrangement=form.arrangement,
            kind=form.cleaned_data["kind"],
            skipped=self.seen.left_out,
            by=self.actor,
        )
        number = len(self.seen.planned)
        return ngettext("%(number)d meeting is planned.", "%(number)d meetings are planned.", number) % {
            "number": number
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            run=self.run, confirm_label=self.confirm_label, is_change=self.timetable is not None, **kwargs
        )


class ChangeSeries(PlanMeetings):
    """This meeting and all later ones of its series."""

    model = Session
    page_title = gettext_lazy("Change the series")
    scope = "later"
    confirm_label = gettext_lazy("Change it and tell everyone once")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.timetable = self.object.timetable
        first = first_changeable(self.timetable)
        if first is None:
            raise Http404
        self.since = first if self.scope == "all" else max(first, self.object.planned_date)

    def get_records(self) -> QuerySet[Session]:
        found: QuerySet[Session] = super().get_records()
        in_series = found.filter(timetable__isnull=False, planned_date__isnull=False)
        return in_series.select_related("run__course", "timetable__event__rule")

    def page_of(self, record: Session) -> int:
        return record.run_id

    @property
    def run(self) -> Run:
        run: Run = self.object.run
        return run

    @property
    def series(self) -> Timetable:
        timetable: Timetable = self.object.timetable
        return timetable

    @cached_property
    def arrangement(self) -> Arrangement:
        return Arrangement.of(self.series)

    def get_initial(self) -> dict[str, Any]:
        rest = remaining(self.series, since=self.since or self.object.planned_date)
        return {
            **PlanForm.as_planned(rest),
            **PlanForm.as_arranged(self.arrangement),
            "kind": self.series.kind,
        }

    def get_trail(self) -> list[dict[str, Any]]:
        return [{"url": self.record_url, "label": str(self.run)}]

    def get_page_subtitle(self) -> str:
        return _("Beginning with: %(day)s") % {"day": day_in_words(self.since)} if self.since else ""

    def save(self, form: PlanForm) -> str:
        change_series(
            self.series,
            since=self.since or self.object.planned_date,
            plan=form.plan,
            arrangement=form.arrangement,
            kind=form.cleaned_data["kind"],
            skipped=self.seen.left_out,
            by=self.actor,
        )
        return _("The series is changed. Everyone concerned is being told.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(session=self.object, scope=self.scope, **kwargs)


class ChangeWholeSeries(ChangeSeries):
    """All meetings of a series that have not begun."""

    scope = "all"
