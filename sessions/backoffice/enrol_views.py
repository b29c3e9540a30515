"""A family phones or stands at the counter: staff find the person, and take the places for them.

All pages ask for the right to enrol, which family assistants and aspirants have besides coordinators.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.eligibility import Standing, reason
from lms.people.care import co_carers_of
from lms.people.models import Acceptance, InformationClause, Person
from lms.people.permission_policies import visible
from lms.people.signals import person_viewed
from lms.web.record_pages import RecordPage
from sessions.assisted_booking import Call, book_for_family
from sessions.backoffice.enrol_forms import FamilyForm
from sessions.backoffice.run_views import AboutRun
from sessions.backoffice.words import explain_busy
from sessions.errors import BookingError, ParticipantBusy
from sessions.models import Run
from sessions.outcomes import outcome

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest, HttpResponse

SHOWN = 20


class Enrolling(RecordPage):
    """What the pages of enrolling share. Whoever may not see the run itself is led among these pages only."""

    model: type[Model] = Run
    index_url_name = "run:index"
    inspect_url_name = "run:inspect"
    header_icon = "date"
    action = "enrol"

    @cached_property
    def may_see_run(self) -> bool:
        return visible(Run, self.user).filter(pk=self.object.pk).exists()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        if self.may_see_run:
            return super().get_breadcrumbs_items()
        return [
            *self.breadcrumbs_items,
            {"url": reverse("run:enrol_runs"), "label": _("Enrol a family")},
            *self.get_trail(),
            {"url": "", "label": self.get_page_title()},
        ]

    @property
    def record_url(self) -> str:
        return reverse("run:inspect" if self.may_see_run else "run:enrol", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_see_run=self.may_see_run, run=self.object, **kwargs)


class FindPerson(Enrolling):
    """Search among the people the reader may know; somebody new is written down first."""

    page_title = gettext_lazy("Give somebody a place")
    template_name = "sessions/backoffice/find_person.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        typed = self.request.GET.get("q", "").strip()
        known = visible(Person, self.user, "enrol")
        people = list(known.found_by(typed)[:SHOWN]) if typed else []  # type: ignore[attr-defined]
        held = self.object.places.held().filter(person__in=people)
        return super().get_context_data(
            typed=typed, people=people, held={place.person_id: place for place in held}, **kwargs
        )


class EnrolForm(Enrolling, AboutRun):
    errors = (BookingError,)


class AboutFamily(EnrolForm):
    """A page of one family before one run."""

    @cached_property
    def person(self) -> Person:
        return get_object_or_404(visible(Person, self.user, "enrol"), pk=self.kwargs["person"])

    def get_page_subtitle(self) -> str:
        return self.person.full_name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{**kwargs, "person": self.person})


class EnrolPerson(AboutFamily):
    """Who of the household, what they need, and that they know what happens with their data."""

    page_title = gettext_lazy("Take places")
    template_name = "sessions/backoffice/enrol.html"
    form_class = FamilyForm
    submit_label = gettext_lazy("Take the places and tell them")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page shows a telephone and who cares for whom, so opening it is noted."""
        person_viewed.send(Person, person=self.person, by=request.user)
        return super().get(request, *args, **kwargs)

    @cached_property
    def clause(self) -> InformationClause | None:
        """The clause the person has not heard of yet; none when there is nothing to tell."""
        clause = InformationClause.objects.current(InformationClause.Purpose.BOOKING)
        if clause and Acceptance.objects.filter(person=self.person, clause=clause).exists():
            return None
        return clause

    @cached_property
    def household(self) -> list[Person]:
        """The person, the adults who care for the same children, and the children."""
        children = list(Person.objects.in_care_of(self.person))
        return [self.person, *(co_carers_of(self.person) if children else []), *children]

    @cached_property
    def held(self) -> dict[int, Any]:
        places = self.object.places.held().filter(person__in=self.household)
        return {place.person_id: place for place in places}

    @cached_property
    def obstacles(self) -> dict[int, str]:
        """Why somebody of the household cannot take a place, said to whoever is on the telephone."""
        audience = self.object.is_for
        said = {person.pk: reason(Standing.of(person), audience) for person in self.household}
        said |= {pk: _("has a place or waits for one") for pk in self.held}
        return {pk: words for pk, words in said.items() if words}

    @cached_property
    def free(self) -> list[Person]:
        return [person for person in self.household if person.pk not in self.obstacles]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "run": self.object,
            "people": self.free,
            "adults": [person for person in self.household if not person.is_child],
            "ask_informed": bool(self.clause),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        obstacles = self.obstacles
        kept = [(each, obstacles[each.pk]) for each in self.household if each.pk in obstacles]
        return super().get_context_data(free=self.free, kept=kept, read_out=self._read_out(), **kwargs)

    def _read_out(self) -> str:
        """The clause in the language of the person, whatever language the page is in."""
        with translation.override(self.person.language):
            return str(self.clause.summary) if self.clause else ""

    def get_success_url(self) -> str:
        if self.may_see_run:
            return reverse("run:places", args=[self.object.pk])
        return reverse("run:enrol", args=[self.object.pk])

    def save(self, form: FamilyForm) -> str:
        call = Call(
            people=form.chosen,
            needs=form.needs,
            comes_along=form.comes_along,
            is_together=form.is_together,
            channel=form.cleaned_data["channel"],
        )
        by = self.actor or self.person
        taken = book_for_family(call, run=self.object, by=by, clause=self.clause)
        said = outcome(taken.places)
        if taken.busy:
            said.append(explain_busy(ParticipantBusy(taken.busy)))
        return " ".join(said)
