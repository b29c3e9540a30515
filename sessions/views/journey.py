"""The way from a run to a place in it, one question a page.

What was answered lives in the visitor's session until the place is taken, so it survives errors, a change
of language and the code. Which questions are asked depends on the run and on who is asking; the journey
says which is the next one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from lms.people.form_fields import ClauseForm, Label
from lms.people.models import Acceptance, InformationClause, Person
from sessions.booking import NO_NEEDS, Needs
from sessions.forms.booking import ChildForm, ContactForm, NeedsForm, WhoForm, needs_offered
from sessions.household import ME, NEW_CHILD, Household, take_for_household
from sessions.run_cards import RunCard
from sessions.whereabouts import title_of

if TYPE_CHECKING:
    from django import forms

    from sessions.models import Place, Run

KEPT_AS = "booking"
RUNS_KEPT = 3
KEPT_FOR = 2 * 60 * 60
"""Seconds after which the answers of a visitor who went away are forgotten."""
LONGEST_ANSWER, MOST_CHOSEN = 1000, 50
"""More than any field takes; whatever is longer is wrong, and would only fill the table of sessions."""
WHO, CHILD, NEEDS, CONTACT = "who", "child", "needs", "contact"
CHECK, CODE = "check", "code"


class Journey:
    """One visitor on the way to a place in one run."""

    def __init__(self, request: HttpRequest, run: Run) -> None:
        self.request = request
        self.run = run
        self.person: Person | None = Person.of(request.user)  # type: ignore[arg-type]
        self.household = Household(self.person, run)
        self.card = RunCard(run)
        self.answers: dict[str, Any] = request.session.get(KEPT_AS, {}).get(str(run.uuid), {})

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

    @cached_property
    def needs_offered(self) -> list[str]:
        room = self.run.room
        offered = needs_offered(self.run, is_step_free=bool(room and room.is_step_free))
        return [need for need in offered if need != "childcare" or ME in self.who]

    @property
    def steps(self) -> list[str]:
        """The questions of this visitor, in order."""
        asked = {
            WHO: len(self.household.options) != 1,
            CHILD: NEW_CHILD in self.who,
            NEEDS: bool(self.needs_offered),
            CONTACT: self.person is None or self.must_accept,
        }
        return [step for step, is_asked in asked.items() if is_asked]

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
        return reverse(f"book:{step}", args=[self.run.uuid])

    # --- what was answered ---------------------------------------------------------------------

    def form(self, step: str, data: QueryDict | None = None) -> forms.Form:
        """The form of a step: bound to what is typed now, or showing what was typed before."""
        form = self._make(step, data)
        if data is None and step in self.answers:
            kept = self._kept(step)
            for name, field in form.fields.items():
                if name != "clause":
                    form.initial[name] = field.widget.value_from_datadict(kept, {}, name)
        return form

    def answered(self, step: str) -> forms.Form:
        """The form of a step with the answer that was kept; without one it is not valid."""
        return self._make(step, self._kept(step) if step in self.answers else None)

    def keep(self, step: str, data: QueryDict) -> None:
        """Remember what was typed, right or wrong."""
        names = self._make(step, None).fields
        typed = {name: data.getlist(name)[:MOST_CHOSEN] for name in names if name in data}
        kept = {name: [value[:LONGEST_ANSWER] for value in values] for name, values in typed.items()}
        self._store(self.answers | {step: kept})

    def send(self) -> None:
        """The answers were looked at and sent: signing in may follow, and must change none of them."""
        self._store(self.answers | {WHO: {"who": self.who}, "sent": True})

    @property
    def is_sent(self) -> bool:
        return bool(self.answers.get("sent"))

    def forget(self) -> None:
        """The place is taken: nothing that was typed is kept."""
        kept = self.request.session.get(KEPT_AS, {})
        kept.pop(str(self.run.uuid), None)
        self.request.session[KEPT_AS] = kept
        self.answers = {}

    def _make(self, step: str, data: QueryDict | None) -> forms.Form:
        if step == WHO:
            return WhoForm(data, choices=self.choices, held=self.household.held_words)
        if step == CHILD:
            return ChildForm(data)
        if step == NEEDS:
            return NeedsForm(data, offered=self.needs_offered)
        return (ClauseForm if self.person else ContactForm)(data, current=self.clause)

    def _kept(self, step: str) -> QueryDict:
        kept = QueryDict(mutable=True)
        for name, values in self.answers.get(step, {}).items():
            kept.setlist(name, values)
        return kept

    def _store(self, answers: dict[str, Any]) -> None:
        kept = self.request.session.get(KEPT_AS, {})
        kept.pop(str(self.run.uuid), None)
        kept[str(self.run.uuid)] = self.answers = answers
        self.request.session[KEPT_AS] = dict(list(kept.items())[-RUNS_KEPT:])
        if self.person is None:
            self.request.session.set_expiry(KEPT_FOR)
        for remembered in ("who", "needs_offered"):
            self.__dict__.pop(remembered, None)

    # --- in words ------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        return title_of(self.run)

    def knows(self, words: list[str]) -> bool:
        """Whether every word names somebody of this household."""
        return set(words) <= {*self.household.options, *self.household.held_words}

    @property
    def choices(self) -> list[tuple[str, Label]]:
        labels = []
        for word, person in self.household.options.items():
            if word == ME:
                labels.append((word, Label(_("Me"), person.full_name if person else "")))
            elif person:
                labels.append((word, Label(person.full_name, _("a child in your care"))))
            else:
                first = not self.household.children
                labels.append(
                    (word, Label(_("A child in my care") if first else _("Another child in my care")))
                )
        return labels

    @cached_property
    def who(self) -> list[str]:
        """For whom a place is asked; the only one who can take it is never asked about."""
        form = self.answered(WHO)
        if form.is_valid():
            return list(form.cleaned_data["who"])
        options = list(self.household.options)
        return options if len(options) == 1 else []

    @property
    def names(self) -> list[str]:
        """The people of the answers, as the check page says them."""
        said = []
        for word in self.who:
            person = self.household.options.get(word)
            if word == ME and person is None:
                form = self.answered(CONTACT)
                said.append(
                    "{given_name} {family_name}".format(**form.cleaned_data) if form.is_valid() else ""
                )
            elif word == NEW_CHILD:
                child = self.answered(CHILD)
                said.append(
                    "{given_name} {family_name}".format(**child.cleaned_data) if child.is_valid() else ""
                )
            elif person:
                said.append(person.full_name)
        return said

    # --- the end -------------------------------------------------------------------------------

    @property
    def needs(self) -> Needs:
        form = self.answered(NEEDS)
        return form.needs() if isinstance(form, NeedsForm) and form.is_valid() else NO_NEEDS

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

    def take(self) -> list[Place]:
        """Take the places that were asked for, and forget the answers."""
        if self.person is None:
            raise PermissionError("Places are taken by somebody who proved an address.")
        child = self.answered(CHILD)
        places = take_for_household(
            self.person,
            run=self.run,
            who=self.who,
            child=child.facts() if isinstance(child, ChildForm) and child.is_valid() else None,
            needs=self.needs,
            clause=self.clause,
            language=self.person.language,
        )
        self.forget()
        return places
