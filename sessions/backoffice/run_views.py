"""A run: its list, its page, its form, and whether people may come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets.button import Button, HeaderButton

from lms.people.models import Person
from lms.privacy.audit import record
from lms.privacy.models import AuditEntry
from lms.web.own_records import OwnCreateView, OwnEditView, OwnInspectView, OwnListView
from lms.web.record_pages import RecordDeed, RecordForm
from sessions.backoffice import run_conflict
from sessions.backoffice.deciding import decision_about
from sessions.backoffice.forms import ReasonForm
from sessions.backoffice.words import explain
from sessions.errors import ChangedMeanwhile, PlanningError
from sessions.models import Place, Run, Session
from sessions.planning import cancel_run, publish_run

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpResponse


class RunFilters(WagtailFilterSet):
    class Meta:
        model = Run
        fields = ("status", "visibility")


class RunList(OwnListView):
    """The runs of the reader's organisations, the next to begin first."""

    is_searchable = True

    def get_base_queryset(self) -> QuerySet[Run]:
        ahead = Q(sessions__status=Session.Status.PLANNED)
        runs = super().get_base_queryset().select_related("course", "organiser")
        return runs.annotate(first_session=Min("sessions__starts_at", filter=ahead))

    def search_queryset(self, queryset: QuerySet[Run]) -> QuerySet[Run]:
        typed = self.search_query.strip()
        titles = Q(course__title_pl__icontains=typed) | Q(course__title_uk__icontains=typed)
        titles |= Q(course__title_en__icontains=typed) | Q(code__icontains=typed)
        return queryset.filter(titles) if typed else queryset

    def get_edit_url(self, instance: Model) -> None:
        """The name opens the page of the run, which has all its buttons."""


class AddRun(OwnCreateView):
    def get_success_url(self) -> str:
        return reverse("run:inspect", args=[self.object.pk])

    def save_instance(self) -> Run:
        run: Run = super().save_instance()
        record(AuditEntry.Action.CREATED, run, actor=self.request.user)
        return run


class EditRun(OwnEditView):
    def get_success_url(self) -> str:
        return reverse("run:inspect", args=[self.object.pk])

    def save_instance(self) -> Run:
        run: Run = super().save_instance()
        record(AuditEntry.Action.CHANGED, run, actor=self.request.user)
        return run

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ChangedMeanwhile:
            run_conflict.tell(form)
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)
        except IntegrityError:
            form.add_error("capacity", _("Somebody has just taken a seat. Please look at the number again."))
            return self.form_invalid(form)


class RunPage(OwnInspectView):
    template_name = "sessions/backoffice/run.html"
    page_title = gettext_lazy("Run")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.may_change:
            return []
        people = HeaderButton(_("People"), url=self._to("places"), icon_name="group")
        edit = HeaderButton(_("Edit"), url=self._to("edit"), icon_name="edit")
        return [people, edit, HeaderButton(_("Copy"), url=self._to("copy"), icon_name="copy")]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        run = self.object
        if not self.may_change or run.status not in {Run.Status.DRAFT, Run.Status.PUBLISHED}:
            return []
        return [Button(_("Call off the run"), url=self._to("cancel"), icon_name="cross", priority=90)]

    def _to(self, page: str) -> str:
        return reverse(f"run:{page}", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run = self.object
        sessions = run.sessions.select_related("room").prefetch_related("trainers", "units")
        return super().get_context_data(
            run=run,
            may_change=self.may_change,
            sessions=sessions,
            needs=needs_of(run),
            languages=run.languages.all(),
            trainers=run.trainers.all(),
            asking=run.places.filter(status=Place.Status.APPLIED).count(),
            decision=decision_about(run) if self.may_change else None,
            takes_people=run.status in {Run.Status.DRAFT, Run.Status.PUBLISHED},
            **kwargs,
        )


def needs_of(run: Run) -> dict[str, int]:
    """How many of those with a seat asked for what."""
    seated = run.places.filter(status__in=Place.SEATED)
    return seated.aggregate(
        childcare=Count("pk", filter=Q(needs_childcare=True)),
        interpreter=Count("pk", filter=Q(needs_interpreter=True)),
        step_free=Count("pk", filter=Q(needs_step_free=True)),
        diet=Count("pk", filter=~Q(needs_diet="")),
    )


class AboutRun(RecordForm):
    """A form on a page below that of the run."""

    model: type[Model] = Run
    listed_model = Run
    index_url_name = "run:index"
    inspect_url_name = "run:inspect"
    header_icon = "date"
    errors: tuple[type[Exception], ...] = (PlanningError,)

    def explain(self, error: Exception) -> str:
        return explain(error)

    @property
    def actor(self) -> Person | None:
        return Person.of(self.user)

    @property
    def author(self) -> Person:
        """Who decides, for the log of a decision that needs a name."""
        if self.actor is None:
            raise PermissionDenied
        return self.actor


class PublishRun(RecordDeed):
    model = Run
    inspect_url_name = "run:inspect"
    errors = (PlanningError,)

    def explain(self, error: Exception) -> str:
        return explain(error)

    def do(self) -> str:
        publish_run(self.object, by=Person.of(self.user))
        return _("%(run)s is published. People can take places.") % {"run": self.object}


class CancelRun(AboutRun):
    page_title = gettext_lazy("Call off the run")
    form_class = ReasonForm
    submit_label = gettext_lazy("Call it off and tell everyone")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        number = self.object.places.held().count()
        intro = ngettext(
            "%(number)d person has a place or waits for one, and will be told.",
            "%(number)d people have a place or wait for one, and will be told.",
            number,
        ) % {"number": number}
        return super().get_context_data(intro=intro, **kwargs)

    def save(self, form: ReasonForm) -> str:
        cancel_run(self.object, by=self.actor, reason=form.cleaned_data["reason"])
        return _("%(run)s is called off. Everyone is being told.") % {"run": self.object}
