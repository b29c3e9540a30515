"""What a coordinator does with one place: cancel it, move it, put it first, call it in by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Min, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.people.models import Person
from lms.people.permission_policies import visible
from lms.web.dates import moment
from lms.web.record_pages import RecordDeed
from sessions import no_show, waiting_list
from sessions.backoffice.forms import ReasonForm
from sessions.backoffice.place_forms import SEAT, MovePlaceForm, PriorityForm, PromoteForm
from sessions.backoffice.place_page import AboutPlace
from sessions.backoffice.run_views import AboutRun
from sessions.backoffice.words import explain
from sessions.booking import cancel_place
from sessions.errors import BookingError
from sessions.models import Place, Run, Session
from sessions.moving import move_places

if TYPE_CHECKING:
    from django.db.models import QuerySet


class _PlaceForm(AboutPlace, AboutRun):
    errors = (BookingError,)

    def get_success_url(self) -> str:
        return reverse("run:place", args=[self.object.pk])

    @cached_property
    def company(self) -> list[Place]:
        """Everyone who asked together and still holds a place, this one first."""
        place = self.object
        others = place.run.places.held().filter(party=place.party).exclude(pk=place.pk)
        return [place, *others.select_related("person")]

    @property
    def names(self) -> str:
        return ", ".join(place.person.display_name for place in self.company)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"intro": self.intro(), **kwargs})

    def intro(self) -> str:
        return ""


class CancelPlace(_PlaceForm):
    page_title = gettext_lazy("Cancel a place")
    form_class = ReasonForm
    submit_label = gettext_lazy("Cancel the place and tell the person")

    def intro(self) -> str:
        words = _("%(person)s will be told. The seat is offered to the first in the queue at once.")
        return words % {"person": self.object.person.display_name}

    def get_success_url(self) -> str:
        return reverse("run:places", args=[self.object.run_id])

    def save(self, form: ReasonForm) -> str:
        cancel_place(self.object, by=self.actor, cause=form.cleaned_data["reason"], by_organiser=True)
        return _("The place of %(person)s is cancelled.") % {"person": self.object.person.display_name}


class SetPriority(_PlaceForm):
    page_title = gettext_lazy("Priority")
    form_class = PriorityForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "place": self.object}

    def intro(self) -> str:
        if len(self.company) == 1:
            return ""
        return _("Counts for all who asked together: %(people)s.") % {"people": self.names}

    def save(self, form: PriorityForm) -> str:
        chosen, cause = form.cleaned_data["priority"], form.cleaned_data["cause"]
        waiting_list.set_priority(self.object, chosen, by=self.author, cause=cause)
        if chosen:
            return _("%(people)s: %(name)s.") % {"people": self.names, "name": chosen}
        return _("%(people)s: in the order of asking again.") % {"people": self.names}


class Promote(_PlaceForm):
    """Call in by hand, past the others; the only way after the start."""

    page_title = gettext_lazy("Give a seat by hand")
    form_class = PromoteForm
    submit_label = gettext_lazy("Give the seat")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "run": self.object.run}

    def intro(self) -> str:
        position = waiting_list.position(self.object)
        if position == 1:
            return _("%(people)s: the first in the queue.") % {"people": self.names}
        return _(
            "%(people)s: number %(position)d in the queue. Whoever stands before them is passed over, and "
            "the log says that it was you."
        ) % {"people": self.names, "position": position}

    def save(self, form: PromoteForm) -> str:
        agreed = form.cleaned_data["how"] == SEAT
        run = self.object.run
        offer = waiting_list.promote(self.object.party, run=run, by=self.author, agreed=agreed)
        if agreed:
            return _("%(people)s: the seat is theirs.") % {"people": self.names}
        return _("%(people)s can answer until %(until)s.") % {
            "people": self.names,
            "until": moment(offer.answer_until),
        }


class MovePlace(_PlaceForm):
    page_title = gettext_lazy("Move to another run")
    form_class = MovePlaceForm
    submit_label = gettext_lazy("Move and tell them")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "runs": self.runs(),
            "course": self.object.run.course_id,
            "has_company": len(self.company) > 1,
        }

    def runs(self) -> QuerySet[Run]:
        """Runs of the reader's that still take people, the next to begin first."""
        ahead = Q(sessions__status=Session.Status.PLANNED)
        living = visible(Run, self.user, "change").filter(status=Run.Status.PUBLISHED)
        others = living.exclude(pk=self.object.run_id).select_related("course")
        begins = others.annotate(first_session=Min("sessions__starts_at", filter=ahead))
        return begins.filter(first_session__isnull=False).order_by("first_session", "pk")

    def intro(self) -> str:
        return _(
            "%(person)s gives up the place in %(run)s and gets one there, or waits there when it is full. "
            "What they asked for goes with them. They are told."
        ) % {"person": self.object.person.display_name, "run": self.object.run}

    def save(self, form: MovePlaceForm) -> str:
        together = form.cleaned_data.get("together")
        places = self.company if together else [self.object]
        to_run = form.cleaned_data["to_run"]
        moved = move_places(places, to_run=to_run, by=self.actor, cause=form.cleaned_data["cause"])
        said = {"people": ", ".join(place.person.display_name for place in moved), "run": to_run}
        if all(place.has_seat for place in moved):
            return _("%(people)s: moved to %(run)s.") % said
        return _("%(people)s: moved to %(run)s, and waiting there for a free seat.") % said


class TakeBackNoShow(RecordDeed):
    model = Place
    errors = (BookingError,)

    @property
    def record_url(self) -> str:
        return reverse("run:place", args=[self.object.pk])

    def explain(self, error: Exception) -> str:
        return explain(error)

    def do(self) -> str:
        no_show.take_back([self.object], by=Person.of(self.user))
        return _("%(person)s was there after all.") % {"person": self.object.person.display_name}
