"""The people as whom a visitor may look around: who they are, and what each can try."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lms.demo.told import told
from lms.people.models import Role, User

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

WHAT_TO_TRY: dict[str, StrOrPromise] = {
    "oksana": _("Learn at home on a phone, take a place for yourself or for a child, show the pass."),
    "marta": _("Look at a course under way, and wait in the queue of a full one."),
    "natalia": _("See how far the candidate training has come, and take the next step."),
    "irena": _("Open today's meetings on a phone, scan a pass, hand in the list, confirm practice."),
    "olena": _("Open the meeting of a closed group and mark who came."),
    "pan_adam": _("Plan an edition, move a meeting and see everyone told, find a person by any spelling."),
    "pani_beata": _("Run the courses of one foundation, and see nothing of the others."),
    "halyna": _("Take places for a family that phones, in its own language."),
    "tomasz": _("See which of your competences lapse, renew a certificate, and read your learning plan."),
    "krystyna": _("See who of your team holds what and what lapses when, close a gap, review evidence."),
    "ewa": _("Change the page of a course and send it to be published."),
    "bozena": _("Read what waits to be published, publish it or say what should change."),
    "yuliia": _("Translate a page with the original beside it."),
    "piotr": _("See who looked at whose record, and when."),
    "anna": _("See everything the back office has."),
}


@dataclass(frozen=True)
class Persona:
    key: str
    name: str
    about: str
    what_to_try: StrOrPromise
    language: str
    email: str
    role: str

    @property
    def is_staff(self) -> bool:
        return self.role != Role.PARTICIPANT

    def user(self) -> User | None:
        """Their sign-in, or none before the demonstration is loaded."""
        return User.objects.filter(email=self.email, is_active=True).first()


def personas() -> list[Persona]:
    language = get_language() or "en"
    return [
        Persona(
            key=one["key"],
            name=f"{one['given_name']} {one['family_name']}",
            about=one["about"].get(language) or one["about"]["en"],
            what_to_try=WHAT_TO_TRY.get(one["key"], ""),
            language=one["language"],
            email=one["email"],
            role=one["role"],
        )
        for one in told("people")["personas"]
    ]
