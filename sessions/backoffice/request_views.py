"""People who ask for a place where each is approved: the coordinator says yes or no, to several at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from sessions.approval import approve, refuse
from sessions.backoffice.place_forms import APPROVE, REFUSE, AnswerForm
from sessions.backoffice.place_rows import Party, parties_of
from sessions.backoffice.run_views import AboutRun
from sessions.backoffice.words import explain
from sessions.errors import BookingError
from sessions.models import Place

if TYPE_CHECKING:
    from sessions.models import Run


class Requests(AboutRun):
    """Each row is a party: who asks together is answered together."""

    page_title = gettext_lazy("Requests")
    template_name = "sessions/backoffice/requests.html"
    form_class = AnswerForm

    @cached_property
    def parties(self) -> list[Party]:
        run: Run = self.object
        asking = run.places.filter(status=Place.Status.APPLIED)
        return parties_of(asking.order_by("queue_rank", "queue_number"), user=self.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "parties": [party.key for party in self.parties],
            "answer": REFUSE if REFUSE in self.request.POST else APPROVE,
        }

    def get_success_url(self) -> str:
        return reverse("run:requests", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = self.form
        chosen = form.data.getlist("parties") if form.is_bound else []
        return super().get_context_data(parties=self.parties, chosen=chosen, run=self.object, **kwargs)

    def save(self, form: AnswerForm) -> str:
        chosen = [party for party in self.parties if party.key in form.cleaned_data["parties"]]
        if form.answer == REFUSE:
            for party in chosen:
                refuse(party.places, by=self.author, reason=form.cleaned_data["reason"])
            return _("Refused: %(people)s. They are being told why.") % {"people": _names(chosen)}
        return self._approve(chosen)

    def _approve(self, chosen: list[Party]) -> str:
        """Each party for itself: whom something stands in the way of stays among those who ask."""
        seated: list[Party] = []
        waiting: list[Party] = []
        for party in chosen:
            try:
                places = approve(party.places, by=self.author)
            except BookingError as obstacle:
                words = f"{party.names}: {explain(obstacle)}"
                messages.error(self.request, words)
                continue
            (seated if all(place.has_seat for place in places) else waiting).append(party)
        told = []
        if seated:
            told.append(_("They have places: %(people)s.") % {"people": _names(seated)})
        if waiting:
            told.append(_("Approved, and waiting for a free seat: %(people)s.") % {"people": _names(waiting)})
        return " ".join(told) or _("Nobody was approved.")


def _names(parties: list[Party]) -> str:
    return ", ".join(party.names for party in parties)
