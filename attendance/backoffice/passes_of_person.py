"""On the page of a person: their pass, for a coordinator who prints, replaces or switches it off for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from attendance.codes.pass_papers import card_of
from attendance.codes.passes import replace_pass, revoke_passes, standing_pass
from lms.people.models import Person
from lms.people.permission_policies import visible
from lms.privacy import audit
from lms.privacy.models import AuditEntry
from lms.web.record_pages import OwnRecord, RecordDeed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

    from lms.people.models import User


class PassOfPerson(Component):
    """When it was given out, never its code: that stands on the card alone."""

    template_name = "attendance/backoffice/pass_of_person.html"

    def __init__(self, person: Person) -> None:
        self.person = person

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        held = list(self.person.passes.all())
        return {
            "person": self.person,
            "standing": next((each for each in held if each.is_valid), None),
            "last": held[0] if held else None,
        }


def pass_of_person(person: Person, user: User) -> PassOfPerson | None:
    """Only for those who may change the person: the pass opens doors in the person's name."""
    if not visible(Person, user, "change").filter(pk=person.pk).exists():
        return None
    return PassOfPerson(person)


class _OfPerson(OwnRecord):
    model = Person
    index_url_name = "person:index"
    inspect_url_name = "person:inspect"

    @property
    def actor(self) -> Person:
        person = Person.of(self.user)
        if person is None:
            raise PermissionDenied
        return person


class PassCard(_OfPerson):
    """The card as a PDF. Somebody else's pass in hand is worth an entry in the log."""

    http_method_names = ("get", "head")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        held = standing_pass(self.object)
        if held is None:
            raise Http404
        audit.record(AuditEntry.Action.EXPORTED, held, actor=self.user, subject=self.object)
        return HttpResponse(
            card_of(held),
            content_type="application/pdf",
            headers={"Content-Disposition": 'attachment; filename="krok.pdf"', "Cache-Control": "no-store"},
        )


class ReplacePass(_OfPerson, RecordDeed):
    def do(self) -> str:
        replace_pass(self.object, by=self.actor)
        return _("%(person)s has a new pass. The old one no longer opens any door.") % {"person": self.object}


class RevokePass(_OfPerson, RecordDeed):
    def do(self) -> str:
        revoke_passes(self.object, by=self.actor)
        return _("The pass of %(person)s no longer opens any door.") % {"person": self.object}
