"""The way from a run to a place in it, one question a page.

What was answered is kept by ``Questions`` until the place is taken. Which questions are asked depends on the
run and on who is asking; the journey says which is the next one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from lms.people.form_fields import ClauseForm, Label
from sessions.booking import NO_NEEDS, Needs
from sessions.forms.booking import ChildForm, ContactForm, NeedsForm, WhoForm, needs_offered
from sessions.household import ME, NEW_CHILD, Household, take_for_household
from sessions.run_cards import RunCard
from sessions.views.questions import CHECK, CHILD, CODE, CONTACT, Questions
from sessions.whereabouts import title_of

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, QueryDict

    from sessions.models import Place, Run

WHO, NEEDS = "who", "needs"
__all__ = ["CHECK", "CHILD", "CODE", "CONTACT", "NEEDS", "WHO", "Journey"]


class Journey(Questions):
    """One visitor on the way to a place in one run."""

    kept_as = "booking"
    addresses = "book"
    remembered = ("who", "needs_offered")

    def __init__(self, request: HttpRequest, run: Run) -> None:
        super().__init__(request, run.uuid)
        self.run = run
        self.household = Household(self.person, run)
        self.card = RunCard(run)

    # --- what is asked -------------------------------------------------------------------------

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

    # --- what was answered ---------------------------------------------------------------------

    def send(self) -> None:
        """The answers were looked at and sent: signing in may follow, and must change none of them."""
        self.store(self.answers | {WHO: {"who": self.who}})
        super().send()

    def make(self, step: str, data: QueryDict | None) -> forms.Form:
        if step == WHO:
            return WhoForm(data, choices=self.choices, held=self.household.held_words)
        if step == CHILD:
            return ChildForm(data)
        if step == NEEDS:
            return NeedsForm(data, offered=self.needs_offered)
        return (ClauseForm if self.person else ContactForm)(data, current=self.clause)

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
                said.append(self.typed_name(CONTACT))
            elif word == NEW_CHILD:
                said.append(self.typed_name(CHILD))
            elif person:
                said.append(person.full_name)
        return said

    # --- the end -------------------------------------------------------------------------------

    @property
    def needs(self) -> Needs:
        form = self.answered(NEEDS)
        return form.needs() if isinstance(form, NeedsForm) and form.is_valid() else NO_NEEDS

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
