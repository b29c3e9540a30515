"""For whom a course is begun, and what happens to their data: each asked only where there is need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from courses.lessons.beginning import clause_to_read
from courses.lessons.enrolling import assert_may_begin, current_enrolment, goes_on
from courses.lessons.errors import EnrollingError
from lms.people.form_fields import ClauseForm
from lms.people.models import Person

if TYPE_CHECKING:
    from courses.models import Course, Enrolment


class StartForm(ClauseForm):
    """Those of the household who may begin the course now."""

    who = forms.ChoiceField(
        label=_("Who will learn?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who will learn.")},
    )

    field_order = ("who", "clause", "accept")

    def __init__(self, *args: Any, course: Course, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, current=clause_to_read(person), **kwargs)
        self.course = course
        self.person = person
        self.obstacle: EnrollingError | None = None
        cast("forms.ChoiceField", self.fields["who"]).choices = [
            (str(one.uuid), _("I will") if one == person else one.full_name) for one in self.learners
        ]
        if len(self.learners) == 1:
            self.initial["who"] = str(self.learners[0].uuid)
        if not self.asks:
            self.fields["who"].required = False

    @cached_property
    def household(self) -> list[Person]:
        return [self.person, *Person.objects.in_care_of(self.person)]

    @cached_property
    def held(self) -> list[Enrolment]:
        """What the household has begun already, and goes on with."""
        found = (current_enrolment(one, self.course) for one in self.household)
        return [enrolment for enrolment in found if enrolment and goes_on(enrolment)]

    @cached_property
    def learners(self) -> list[Person]:
        """Whoever nothing stands in the way of. What stands in the reader's own way is kept to be said."""
        begun = {enrolment.person_id for enrolment in self.held}
        return [one for one in self.household if one.pk not in begun and self._may(one)]

    @property
    def asks(self) -> bool:
        """Whoever can begin it only for themselves is not asked."""
        return self.learners not in ([], [self.person])

    @property
    def chosen(self) -> Person:
        """The one who was chosen, or who alone can be."""
        wanted = self.cleaned_data.get("who")
        found = [one for one in self.learners if str(one.uuid) == wanted] if self.asks else self.learners
        return next(iter(found), self.person)

    def _may(self, person: Person) -> bool:
        try:
            assert_may_begin(person, course=self.course, by=self.person)
        except EnrollingError as obstacle:
            if person == self.person:
                self.obstacle = obstacle
            return False
        return True
