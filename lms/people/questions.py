"""A few questions, one a page, whose answers live in the visitor's session until the end.

So they survive errors, a change of language and the code. Taking a place in a run and booking an appointment
are both such a way; each says which questions it asks, and of which form each is.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property

from lms.people.models import Acceptance, InformationClause, Person

if TYPE_CHECKING:
    from uuid import UUID

    from django import forms

KEPT_FOR = 2 * 60 * 60
"""Seconds after which the answers of a visitor who went away are forgotten."""
LONGEST_ANSWER, MOST_CHOSEN = 1000, 70
"""More than any field takes; whatever is longer is wrong, and would only fill the table of sessions."""
CHILD, CONTACT = "child", "contact"
CHECK, CODE = "check", "code"


class Questions(ABC):
    """One visitor on the way to one thing, known by its uuid."""

    kept_as: ClassVar[str]
    """Under which word the answers stand in the session."""
    addresses: ClassVar[str]
    """The name space of the pages."""
    kept_at_once: ClassVar[int] = 3
    remembered: ClassVar[tuple[str, ...]] = ()
    """Cached properties that a new answer makes stale."""

    def __init__(self, request: HttpRequest, uuid: UUID) -> None:
        self.request = request
        self.uuid = uuid
        self.person: Person | None = Person.of(request.user)  # type: ignore[arg-type]
        self.answers: dict[str, Any] = request.session.get(self.kept_as, {}).get(str(uuid), {})

    # --- what each way says for itself ---------------------------------------------------------

    @property
    @abstractmethod
    def steps(self) -> list[str]:
        """The questions of this visitor, in order."""

    @abstractmethod
    def make(self, step: str, data: QueryDict | None) -> forms.Form:
        """The form of a step."""

    # --- what is asked -------------------------------------------------------------------------

    @cached_property
    def clause(self) -> InformationClause | None:
        return InformationClause.objects.current(InformationClause.Purpose.BOOKING)

    @cached_property
    def must_accept(self) -> bool:
        """Whether the clause in force was not yet read by whoever is signed in."""
        return (
            self.clause is not None
            and not Acceptance.objects.filter(person=self.person, clause=self.clause).exists()
        )

    @property
    def stones(self) -> list[str]:
        """Every page to the end, for "Step 2 of 5"."""
        return [*self.steps, CHECK, *([] if self.person else [CODE])]

    def next_step(self, *, before: str = "") -> str:
        """The first question without a good answer, of those that come before one; else the check."""
        for step in self.steps:
            if step == before:
                break
            if not self.answered(step).is_valid():
                return step
        return before or CHECK

    def url(self, step: str) -> str:
        return reverse(f"{self.addresses}:{step}", args=[self.uuid])

    # --- what was answered ---------------------------------------------------------------------

    def form(self, step: str, data: QueryDict | None = None) -> forms.Form:
        """The form of a step: bound to what is typed now, or showing what was typed before."""
        form = self.make(step, data)
        if data is None and step in self.answers:
            kept = self._kept(step)
            for name, field in form.fields.items():
                if name != "clause":
                    form.initial[name] = field.widget.value_from_datadict(kept, {}, name)
        return form

    def answered(self, step: str) -> forms.Form:
        """The form of a step with the answer that was kept; without one it is not valid."""
        return self.make(step, self._kept(step) if step in self.answers else None)

    def keep(self, step: str, data: QueryDict) -> None:
        """Remember what was typed, right or wrong."""
        names = self.make(step, None).fields
        typed = {name: data.getlist(name)[:MOST_CHOSEN] for name in names if name in data}
        kept = {name: [value[:LONGEST_ANSWER] for value in values] for name, values in typed.items()}
        self.store(self.answers | {step: kept})

    def send(self) -> None:
        """The answers were looked at and sent: signing in may follow, and must change none of them."""
        self.store(self.answers | {"sent": True})

    @property
    def is_sent(self) -> bool:
        return bool(self.answers.get("sent"))

    def forget(self) -> None:
        """It is done: nothing that was typed is kept."""
        kept = self.request.session.get(self.kept_as, {})
        kept.pop(str(self.uuid), None)
        self.request.session[self.kept_as] = kept
        self.answers = {}

    def store(self, answers: dict[str, Any]) -> None:
        kept = self.request.session.get(self.kept_as, {})
        kept.pop(str(self.uuid), None)
        kept[str(self.uuid)] = self.answers = answers
        self.request.session[self.kept_as] = dict(list(kept.items())[-self.kept_at_once :])
        if self.person is None:
            self.request.session.set_expiry(KEPT_FOR)
        for remembered in self.remembered:
            self.__dict__.pop(remembered, None)

    def _kept(self, step: str) -> QueryDict:
        kept = QueryDict(mutable=True)
        for name, values in self.answers.get(step, {}).items():
            kept.setlist(name, values)
        return kept

    # --- who answers ---------------------------------------------------------------------------

    def typed_name(self, step: str) -> str:
        """The name that was typed at a step, or nothing."""
        form = self.answered(step)
        return "{given_name} {family_name}".format(**form.cleaned_data) if form.is_valid() else ""

    @property
    def is_another_person(self) -> bool:
        """Whether the address that was proved belongs to somebody known by another name than was typed."""
        typed = self.answers.get(CONTACT, {})
        if self.person is None or "given_name" not in typed:
            return False
        names = (self.person.given_name, self.person.family_name)
        return [name.casefold() for name in names] != [
            " ".join("".join(typed.get(field, [])).split()).casefold()
            for field in ("given_name", "family_name")
        ]
