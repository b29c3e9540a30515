"""The queue of a run as the coordinator sees it: who is next and why, who was offered what, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy

from lms.web.record_pages import RecordPage
from sessions.backoffice.place_rows import Party, parties_of
from sessions.backoffice.standing import why_first
from sessions.models import Offer, Run
from sessions.queries import queue_closes_at

if TYPE_CHECKING:
    from sessions.models import Place

SHOWN = 50


@dataclass(frozen=True)
class OfferMade:
    """An offer with the names of those it went to, and its reasons in words."""

    offer: Offer
    places: list[Place]
    why: list[str]


class Queue(RecordPage):
    model = Run
    index_url_name = "run:index"
    inspect_url_name = "run:inspect"
    header_icon = "list-ol"
    page_title = gettext_lazy("Queue")
    template_name = "sessions/backoffice/queue.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run: Run = self.object
        return super().get_context_data(
            run=run,
            queue=list(enumerate(self.queue(), start=1)),
            offers=self.offers(),
            closes_at=queue_closes_at(run),
            **kwargs,
        )

    def queue(self) -> list[Party]:
        return parties_of(self.object.places.waiting(), user=self.user)

    def offers(self) -> list[OfferMade]:
        """The newest first. The same number of queries for one as for fifty."""
        run: Run = self.object
        made = list(run.offers.select_related("made_by").order_by("-made_at", "-pk")[:SHOWN])
        asked = {offer.party: [] for offer in made}  # type: dict[Any, list[Place]]
        names: dict[int, str] = {}
        numbered = run.places.filter(queue_number__isnull=False).select_related("person")
        for place in numbered.order_by("queue_number"):
            names[place.queue_number or 0] = place.person.display_name
            if place.party in asked:
                asked[place.party].append(place)
        return [OfferMade(offer, asked[offer.party], why_first(offer, names)) for offer in made]
