"""Candidates for foster carers: who waits longest, where each of them stands, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Case, F, IntegerField, Max, Q, Value, When
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import ChoiceFilter
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet

from courses.backoffice.candidate_forms import NoteForm, OpenPathForm, StepForm
from courses.candidates import PathEnded, express_interest, note_step, take_over, withdraw
from courses.models import CandidatePath
from courses.newcomers import recognise
from lms.people.models import Acceptance, InformationClause, Person
from lms.people.permission_policies import visible
from lms.privacy import audit
from lms.privacy.models import AuditEntry
from lms.web.own_records import OwnInspectView, OwnListView
from lms.web.record_pages import RecordDeed, RecordForm

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest

Stage = CandidatePath.Stage
MINE, NOBODYS = "mine", "nobodys"


class CandidateFilters(WagtailFilterSet):
    leads = ChoiceFilter(
        label=gettext_lazy("Who leads"),
        method="led_by",
        choices=[(MINE, gettext_lazy("I do")), (NOBODYS, gettext_lazy("nobody yet"))],
    )

    class Meta:
        model = CandidatePath
        fields = ("stage", "leads")

    def led_by(self, queryset: QuerySet[CandidatePath], name: str, value: str) -> QuerySet[CandidatePath]:
        if value == NOBODYS:
            return queryset.filter(coordinator=None)
        return queryset.filter(coordinator=Person.of(self.request.user))


class CandidateList(OwnListView):
    """Whoever waits longest for the next step comes first; those whose path has ended come last."""

    is_searchable = True

    def get_base_queryset(self) -> QuerySet[CandidatePath]:
        over = When(stage__in=(Stage.CERTIFIED, Stage.WITHDRAWN), then=Value(1))
        paths = super().get_base_queryset().select_related("person", "coordinator", "organisation")
        return paths.annotate(
            waits_since=Coalesce(Max("steps__reached_at"), F("opened_at")),
            is_over=Case(over, default=Value(0), output_field=IntegerField()),
        )

    def search_queryset(self, queryset: QuerySet[CandidatePath]) -> QuerySet[CandidatePath]:
        typed = self.search_query.strip()
        if not typed:
            return queryset
        if "@" in typed:
            return queryset.filter(Q(email__icontains=typed) | Q(person__email__icontains=typed))
        return queryset.filter(person__in=Person.objects.named(typed))

    def get_edit_url(self, instance: Model) -> None:
        """The name opens the path, which has all its buttons."""


class CandidatePage(OwnInspectView):
    """The stepping stones of one person. Opening it leaves an entry in the audit log."""

    template_name = "courses/backoffice/candidate.html"
    page_title = gettext_lazy("Candidate")
    header_more_buttons: list[Any] = []

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        audit.record(AuditEntry.Action.VIEWED, self.object, actor=request.user, subject=self.object.person)  # type: ignore[arg-type]
        return super().get(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.object.person)

    @cached_property
    def acquaintances(self) -> QuerySet[Person]:
        """People the reader knows who may be the newcomer: the same name, address or phone."""
        path, newcomer = self.object, self.object.person
        alike = Q(pk__in=Person.objects.named(newcomer.full_name).values("pk"))
        alike |= Q(email__iexact=path.email) if path.email else Q()
        alike |= Q(phone=path.phone) if path.phone else Q()
        known = visible(Person, self.request.user).filter(alike)
        return known.exclude(pk=newcomer.pk).exclude(candidate_paths__organisation=path.organisation)[:5]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        path, user = self.object, self.request.user
        steps = {step.stage: step for step in path.steps.select_related("noted_by")}
        sections = [section(path, user) for section in hooks.get_hooks("sections_about_candidate")]
        return super().get_context_data(
            path=path,
            stones=[(stage, steps.get(stage), stage == path.stage) for stage in path.WAY],
            ended=steps.get(Stage.WITHDRAWN),
            next_stage=path.next_stage(steps),
            may_change=self.may_change,
            leads=path.coordinator_id and path.coordinator == Person.of(user),
            acquaintances=() if path.person.user_id else self.acquaintances,
            may_see_person=visible(Person, user).filter(pk=path.person_id).exists(),
            sections=sections,
            **kwargs,
        )


class _AboutPath(RecordForm):
    model = CandidatePath
    index_url_name = "candidatepath:index"
    inspect_url_name = "candidatepath:inspect"
    header_icon = "user"
    errors = (PathEnded,)

    @cached_property
    def actor(self) -> Person:
        """Coordinators are people of the house; whoever is not cannot answer for a candidate."""
        return get_object_or_404(Person, user=self.user)

    def explain(self, error: Exception) -> str:
        return _("This path has ended. The person can ask again at any time, and then begins anew.")


class NoteStep(_AboutPath):
    page_title = gettext_lazy("Write down a step")
    form_class = StepForm
    submit_label = gettext_lazy("Write it down")

    def get_form_kwargs(self) -> dict[str, Any]:
        initial = {"stage": self.request.GET.get("stage", "")}
        return {**super().get_form_kwargs(), "path": self.object, "initial": initial}

    def save(self, form: StepForm) -> str:
        path = note_step(self.object, by=self.actor, **form.cleaned_data)
        return _("Written down: %(person)s %(stage)s.") % {
            "person": path.person,
            "stage": Stage(form.cleaned_data["stage"]).label,
        }


class Withdraw(_AboutPath):
    page_title = gettext_lazy("Stop for now")
    form_class = NoteForm
    submit_label = gettext_lazy("End the path")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meaning = _("Nobody will call the person any more. They can ask again at any time.")
        return super().get_context_data(intro=meaning, **kwargs)

    def save(self, form: NoteForm) -> str:
        withdraw(self.object, by=self.actor, note=form.cleaned_data["note"])
        return _("%(person)s has stopped for now.") % {"person": self.object.person}


class TakeOver(RecordDeed):
    model = CandidatePath
    inspect_url_name = "candidatepath:inspect"

    def do(self) -> str:
        take_over(self.object, by=get_object_or_404(Person, user=self.user))
        return _("You lead %(person)s now.") % {"person": self.object.person}


class Recognise(RecordDeed):
    """The newcomer is somebody among the people the reader knows."""

    model = CandidatePath
    inspect_url_name = "candidatepath:inspect"

    def do(self) -> str:
        known = get_object_or_404(visible(Person, self.user), pk=self.kwargs["person"])
        self.object = recognise(self.object, as_person=known)
        audit.record(AuditEntry.Action.CHANGED, self.object, actor=self.user, subject=known)
        return _("The path belongs to %(person)s now.") % {"person": known}


class OpenPath(RecordForm):
    """Opened by hand for a person the office knows."""

    model = Person
    index_url_name = "person:index"
    inspect_url_name = "person:inspect"
    header_icon = "user"
    page_title = gettext_lazy("Open a candidate’s path")
    form_class = OpenPathForm
    submit_label = gettext_lazy("Open the path")

    @cached_property
    def clause(self) -> InformationClause | None:
        """The clause the person has not heard of yet; none when there is nothing to tell."""
        clause = InformationClause.objects.current(InformationClause.Purpose.CANDIDATE)
        if clause and Acceptance.objects.filter(person=self.object, clause=clause).exists():
            return None
        return clause

    def get_form_kwargs(self) -> dict[str, Any]:
        asked = {"user": self.request.user, "ask_informed": bool(self.clause)}
        return {**super().get_form_kwargs(), **asked}

    def save(self, form: OpenPathForm) -> str:
        self.path = express_interest(
            person=self.object,
            organisation=form.cleaned_data["organisation"],
            reach=form.reach(self.object),
            message=form.cleaned_data["message"],
            clause=self.clause,
            by=get_object_or_404(Person, user=self.user),
        )
        return _("The path of %(person)s is open.") % {"person": self.object}

    def get_success_url(self) -> str:
        return reverse("candidatepath:inspect", args=[self.path.pk])
