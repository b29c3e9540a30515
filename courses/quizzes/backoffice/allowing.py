"""More time or another attempt for one learner: a coordinator's kindness, with a reason that stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import Allowance, Enrolment, Quiz
from courses.quizzes.limits import allow
from lms.people.models import Person
from lms.web.record_pages import RecordForm

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST_MINUTES, MOST_ATTEMPTS = 24 * 60, 20


class AllowanceForm(forms.Form):
    extra_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes more"), min_value=0, max_value=MOST_MINUTES, initial=0
    )
    extra_attempts = forms.IntegerField(
        label=gettext_lazy("Attempts more"), min_value=0, max_value=MOST_ATTEMPTS, initial=0
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        help_text=gettext_lazy("A few words for those who ask later. Nothing about health is needed."),
    )


class AllowMore(RecordForm):
    """In all, not once more: what was allowed before stands in the form, and is replaced."""

    model = Enrolment
    action = "certify"
    index_url_name = "enrolment:index"
    inspect_url_name = "enrolment:inspect"
    header_icon = "time"
    page_title = gettext_lazy("More time or attempts")
    form_class = AllowanceForm

    def get_records(self) -> QuerySet[Enrolment]:
        return super().get_records().select_related("person", "course")

    @cached_property
    def quiz(self) -> Quiz:
        return get_object_or_404(Quiz, pk=self.kwargs["quiz"], course=self.object.course_id)

    def get_form_kwargs(self) -> dict[str, Any]:
        given = Allowance.objects.filter(quiz=self.quiz, enrolment=self.object).values().first()
        return {**super().get_form_kwargs(), "initial": given or {}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(intro=_("Quiz: %(title)s") % {"title": self.quiz.title}, **kwargs)

    def save(self, form: AllowanceForm) -> str:
        by = Person.of(self.user)
        assert by is not None  # noqa: S101 - whoever may do this is a person of the house
        allow(self.object, quiz=self.quiz, by=by, **form.cleaned_data)
        return _("Saved. It holds at once, also for an attempt that is under way.")
