"""The back office: a guardian's consent on paper is here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from attendance.records import consents
from lms.people.models import Person
from lms.web.record_pages import RecordDeed
from sessions.models import Place

if TYPE_CHECKING:
    from django.db.models import QuerySet


class ConsentOnPaper(RecordDeed):
    """Written down from the page of a place."""

    model = Place
    inspect_url_name = "run:place"

    def get_records(self) -> QuerySet[Place]:
        return super().get_records().select_related("run__course", "person")

    def do(self) -> str:
        author = Person.of(self.user)
        if author is None:
            raise PermissionDenied
        consents.record_on_paper(self.object, by=author)
        return _("The consent on paper is noted.")
