"""One place: how it stands, what can be done with it, and all that happened to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.privacy.audit import record
from lms.privacy.models import AuditEntry
from lms.web.record_pages import RecordPage
from sessions.backoffice.standing import needs_in_words, no_shows, why_first
from sessions.models import Place, Run
from sessions.waiting_list import position

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest, HttpResponse


class AboutPlace(RecordPage):
    """What pages of a place and the forms below it share: their record, and the way back."""

    model: type[Model] = Place
    listed_model = Run
    index_url_name = "run:index"
    inspect_url_name = "run:inspect"
    header_icon = "tag"

    def get_records(self) -> QuerySet[Place]:
        found: QuerySet[Place] = super().get_records()
        people = found.select_related("person", "booked_by", "accompanied_by")
        return people.select_related("run__course", "priority", "offer")

    def page_of(self, record: Place) -> int:
        return record.run_id

    def get_trail(self) -> list[dict[str, Any]]:
        run = self.object.run
        return [
            {"url": reverse("run:inspect", args=[run.pk]), "label": str(run)},
            {"url": reverse("run:places", args=[run.pk]), "label": _("People")},
        ]

    def get_page_subtitle(self) -> str:
        return self.object.person.display_name


class PlacePage(AboutPlace):
    page_title = gettext_lazy("Place")
    template_name = "sessions/backoffice/place.html"

    def get_page_title(self) -> str:
        return self.object.person.display_name

    def get_page_subtitle(self) -> str:
        return str(self.object.run)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever looks at somebody in a confidential run leaves an entry in the audit log."""
        if self.object.run.is_confidential:
            record(AuditEntry.Action.VIEWED, self.object, actor=self.user, subject=self.object.person)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place = self.object
        return super().get_context_data(
            place=place,
            run=place.run,
            position=position(place),
            needs=needs_in_words(place),
            missed=no_shows([place.person_id], self.user).get(place.person_id, 0),
            company=self.company(),
            why=why_first(place.offer, self._names()) if place.offer else [],
            changes=place.changes.select_related("by").order_by("-at", "-pk"),
            may_answer=place.status == Place.Status.APPLIED,
            may_order=place.status in {Place.Status.APPLIED, Place.Status.WAITING},
            may_promote=place.status == Place.Status.WAITING,
            may_move=Place.Status.MOVED in Place.TRANSITIONS[place.status],
            may_take_back=place.status == Place.Status.NO_SHOW,
            **kwargs,
        )

    def company(self) -> QuerySet[Place]:
        """The others who asked together."""
        place = self.object
        together = Place.objects.filter(run=place.run_id, party=place.party).exclude(pk=place.pk)
        return together.select_related("person")

    def _names(self) -> dict[int, str]:
        numbered = self.object.run.places.filter(queue_number__isnull=False).select_related("person")
        return {place.queue_number: place.person.display_name for place in numbered if place.queue_number}
