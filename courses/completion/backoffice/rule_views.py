"""The rule of one course: read as sentences, changed step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.completion import ruling
from courses.completion.backoffice.rule_forms import MEANINGS, StepForm
from courses.completion.errors import RuleError
from courses.completion.learnt import Learnt
from courses.completion.rule import Asked, Kind, rule_of
from courses.completion.wording import words_of
from courses.models import Course, Enrolment, Requirement
from lms.web.record_pages import OwnRecord, RecordDeed, RecordForm, RecordPage

if TYPE_CHECKING:
    from django.http import HttpRequest


def kinds_left(course: Course) -> list[tuple[str, str, Any]]:
    """Kinds of steps that the rule can still take in: their code, their words, what they mean."""
    there = set(course.requirements.values_list("kind", flat=True))
    usable = {
        Kind.LESSONS: course.lessons.filter(retired_at=None).exists(),
        Kind.QUIZ: course.quizzes.filter(retired_at=None).exists(),
        Kind.PACKAGE: course.packages.filter(retired_at=None).exists(),
        Kind.PLANNED_SHARE: course.hours > 0,
    }
    return [
        (kind.value, str(kind.label), MEANINGS[kind])
        for kind in Kind
        if usable.get(kind, True) and not (kind in Requirement.ONCE and kind in there)
    ]


class Sentences:
    """The rule of a course in words, as learners will read it."""

    def __init__(self, course: Course) -> None:
        self.rule = rule_of(course)
        self.learnt = Learnt.about(course, rule=self.rule)

    def __iter__(self) -> Any:
        return iter((words_of(asked, self.learnt), asked) for asked in self.rule.asked)

    @property
    def is_any(self) -> bool:
        return self.rule.completion == Course.Completion.ANY and len(self.rule.asked) > 1


class _OfCourse(OwnRecord):
    model = Course
    index_url_name = "course:index"
    inspect_url_name = "course:rule"
    header_icon = "list-ol"


class RulePage(_OfCourse, RecordPage):
    template_name = "courses/backoffice/rule.html"
    page_title = gettext_lazy("How it is completed")

    def get_trail(self) -> list[dict[str, Any]]:
        return [{"url": reverse("course:inspect", args=[self.object.pk]), "label": str(self.object)}]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *above, here = super().get_breadcrumbs_items()
        return [*above, {**here, "sublabel": self.get_page_subtitle()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        course = self.object
        steps = {step.pk: step for step in course.requirements.all()}
        learnt = Learnt.about(course, rule=rule_of(course))
        return super().get_context_data(
            course=course,
            rows=[(words_of(Asked.by(step), learnt), step) for step in steps.values()],
            implied=[] if steps else [words for words, _asked in Sentences(course)],
            kinds=kinds_left(course),
            is_any=course.completion == Course.Completion.ANY,
            under_way=course.enrolments.filter(result=Enrolment.Result.UNDER_WAY).count(),
            **kwargs,
        )


class AddStep(_OfCourse, RecordForm):
    page_title = gettext_lazy("Add a step")
    form_class = StepForm
    submit_label = gettext_lazy("Add it to the rule")
    errors = (RuleError,)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.kind = next((row for row in kinds_left(self.object) if row[0] == kwargs["kind"]), None)
        if self.kind is None:
            raise Http404

    def get_page_subtitle(self) -> str:
        return capfirst(str(Kind(self.kwargs["kind"]).label))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "course": self.object, "kind": self.kwargs["kind"]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(intro=MEANINGS[Kind(self.kwargs["kind"])], **kwargs)

    def save(self, form: StepForm) -> str:
        ruling.add_step(self.object, kind=form.kind, by=self.user, **form.asked())
        return _("The step is part of the rule.")


class ChangeStep(_OfCourse, RecordForm):
    page_title = gettext_lazy("Change a step")
    form_class = StepForm
    errors = (RuleError,)

    @cached_property
    def step(self) -> Requirement:
        return get_object_or_404(self.object.requirements, pk=self.kwargs["step"])

    def get_page_subtitle(self) -> str:
        return self.step.get_kind_display()

    def get_form_kwargs(self) -> dict[str, Any]:
        own = {"course": self.object, "kind": self.step.kind, "step": self.step}
        return {**super().get_form_kwargs(), **own}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(intro=MEANINGS[Kind(self.step.kind)], **kwargs)

    def save(self, form: StepForm) -> str:
        ruling.change_step(self.step, by=self.user, **form.asked())
        return _("The step is changed.")


class RemoveStep(_OfCourse, RecordDeed):
    def do(self) -> str:
        step = get_object_or_404(self.object.requirements, pk=self.kwargs["step"])
        ruling.remove_step(step, by=self.user)
        return _("The course does not ask for this any more.")


class MoveStep(_OfCourse, RecordDeed):
    def do(self) -> str:
        step = get_object_or_404(self.object.requirements, pk=self.kwargs["step"])
        ruling.move_up(step, by=self.user)
        return _("Moved up.")


class SetNeeded(_OfCourse, RecordDeed):
    errors = (RuleError,)

    def do(self) -> str:
        course = ruling.set_needed(self.object, self.request.POST.get("needed", ""), by=self.user)
        if course.completion == Course.Completion.ANY:
            return _("Any one of the steps will do now.")
        return _("All of the steps are needed now.")

    def explain(self, error: Exception) -> str:
        return _("Please choose again.")
