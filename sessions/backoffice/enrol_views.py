"""A family phones or stands at the counter: the coordinator finds the person and takes the place for them."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.people.models import Acceptance, InformationClause, Person
from lms.people.permission_policies import visible
from lms.web.record_pages import RecordPage
from sessions.backoffice.forms import NeedsForm
from sessions.backoffice.run_views import AboutRun
from sessions.booking import Needs, take_place
from sessions.errors import BookingError
from sessions.models import Place, Run

SHOWN = 20


class FindPerson(RecordPage):
    """Search among the people the reader may know; somebody new is written down first."""

    model = Run
    index_url_name = "run:index"
    inspect_url_name = "run:inspect"
    header_icon = "date"
    page_title = gettext_lazy("Give somebody a place")
    template_name = "sessions/backoffice/find_person.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        typed = self.request.GET.get("q", "").strip()
        people = list(visible(Person, self.request.user).named(typed)[:SHOWN]) if typed else []  # type: ignore[attr-defined]
        held = self.object.places.held().filter(person__in=people)
        return super().get_context_data(
            typed=typed, people=people, held={place.person_id: place for place in held}, **kwargs
        )


class EnrolPerson(AboutRun):
    """What the person needs, and that they know what happens with their data; then the place."""

    page_title = gettext_lazy("Give a place")
    form_class = NeedsForm
    submit_label = gettext_lazy("Give the place")
    errors = (BookingError,)

    @cached_property
    def person(self) -> Person:
        return get_object_or_404(visible(Person, self.request.user), pk=self.kwargs["person"])

    @cached_property
    def clause(self) -> InformationClause | None:
        """The clause the person has not heard of yet; none when there is nothing to tell."""
        clause = InformationClause.objects.current(InformationClause.Purpose.BOOKING)
        if clause and Acceptance.objects.filter(person=self.person, clause=clause).exists():
            return None
        return clause

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "run": self.object, "ask_informed": bool(self.clause)}

    def get_page_subtitle(self) -> str:
        return self.person.full_name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(intro=str(self.object), **kwargs)

    def get_success_url(self) -> str:
        return reverse("run:places", args=[self.object.pk])

    @transaction.atomic
    def save(self, form: NeedsForm) -> str:
        words = dict(form.cleaned_data)
        booker = self.actor or self.person
        if words.pop("informed", False) and self.clause:
            Acceptance.objects.get_or_create(
                person=self.person,
                clause=self.clause,
                defaults={"accepted_by": booker, "language": self.person.language},
            )
        place = take_place(self.person, in_run=self.object, booked_by=booker, needs=Needs(**words))
        if place.status == Place.Status.WAITING:
            return _("No seat is free. %(person)s is on the waiting list.") % {"person": self.person}
        return _("%(person)s has a place.") % {"person": self.person}
