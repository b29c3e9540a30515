"""The way from a run to a place in it, one question a page.

What was answered is kept by ``Questions`` until the place is taken. Which questions are asked depends on the
run and on who is asking; the journey says which is the next one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.utils.functional import cached_property

from lms.people.contact_form import ContactForm
from lms.people.form_fields import ClauseForm
from lms.people.questions import CHECK, CHILD, CODE, CONTACT, Questions
from sessions.booking import NO_NEEDS, Needs
from sessions.forms.booking import ChildForm, WhoForm
from sessions.forms.company import AdultForm, ComesAlongForm, TogetherForm
from sessions.forms.needs import NeedsForm, needs_offered
from sessions.household import ME, NEW_ADULT, NEW_CHILD, Household
from sessions.household_booking import Asked, take_for_household
from sessions.run_cards import RunCard
from sessions.views import company
from sessions.whereabouts import title_of

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, QueryDict

    from sessions.household_booking import Taken
    from sessions.models import Run

WHO, ADULT, ALONG, NEEDS = "who", "adult", "along", "needs"
MOST_CHILDREN = 6
"""New children in one flow."""
CHILD_STEPS = (CHILD, *(f"{CHILD}_{number}" for number in range(2, MOST_CHILDREN + 1)))
STEPS = (WHO, *CHILD_STEPS, ADULT, ALONG, NEEDS, CONTACT)
TOGETHER, MORE = "together", "more"
__all__ = ["ALONG", "CHECK", "CHILD", "CODE", "CONTACT", "NEEDS", "STEPS", "WHO", "Journey"]


class Journey(Questions):
    """One visitor on the way to a place in one run."""

    kept_as = "booking"
    addresses = "book"
    remembered = ("who", "needs_offered")

    def __init__(self, request: HttpRequest, run: Run, *, at: str = "") -> None:
        super().__init__(request, run.uuid)
        self.run = run
        self.at = at
        self.household = Household(self.person, run)
        self.card = RunCard(run)

    # --- what is asked -------------------------------------------------------------------------

    @cached_property
    def needs_offered(self) -> list[str]:
        room = self.run.room
        offered = needs_offered(self.run, is_step_free=bool(room and room.is_step_free))
        return [need for need in offered if need != "childcare" or self.has_adult]

    @property
    def steps(self) -> list[str]:
        """The questions of this visitor, in order."""
        asked = {
            WHO: self._asks_who,
            **dict.fromkeys(self.child_steps, True),
            ADULT: NEW_ADULT in self.who,
            ALONG: self.asks_who_comes_along and len(company.adults(self)) > 1,
            NEEDS: bool(self.needs_offered),
            CONTACT: self.person is None or self.must_accept,
        }
        return [step for step, is_asked in asked.items() if is_asked]

    @property
    def _asks_who(self) -> bool:
        """Whoever alone can take the place is not asked, unless they want to bring a second adult."""
        return len(self.household.own_options) != 1 or self.at == WHO or NEW_ADULT in self.who

    @property
    def can_bring_an_adult(self) -> bool:
        return NEW_ADULT in self.household.options and len(self.household.own_options) == 1

    @property
    def child_steps(self) -> tuple[str, ...]:
        """One page for each new child."""
        return CHILD_STEPS[: 1 + self.answers.get(MORE, 0)] if NEW_CHILD in self.who else ()

    @property
    def can_add_child(self) -> bool:
        return len(self.child_steps) < MOST_CHILDREN

    @property
    def is_childcare_full(self) -> bool:
        return self.run.offers_childcare and self.run.childcare_left == 0

    @property
    def has_adult(self) -> bool:
        return any(not self.household.is_child(word) for word in self.who)

    @property
    def asks_who_comes_along(self) -> bool:
        return self.run.carer_stays and any(self.household.is_child(word) for word in self.who)

    # --- what was answered ---------------------------------------------------------------------

    def send(self) -> None:
        """The answers were looked at and sent: signing in may follow, and must change none of them."""
        self.store(self.answers | {WHO: {"who": self.who}})
        super().send()

    def add_child(self) -> str:
        """One more page for a child; its step, or the last one when there are enough."""
        more = min(self.answers.get(MORE, 0) + 1, MOST_CHILDREN - 1)
        self.store(self.answers | {MORE: more})
        return CHILD_STEPS[more]

    def drop_child(self, step: str) -> None:
        """Leave out a child that was added; those after it move up."""
        steps = list(self.child_steps)
        if step not in steps[1:]:
            return
        kept = [self.answers[each] for each in steps if each != step and each in self.answers]
        others = {name: answer for name, answer in self.answers.items() if name not in CHILD_STEPS}
        self.store(others | dict(zip(steps, kept, strict=False)) | {MORE: len(steps) - 2})

    def form(self, step: str, data: QueryDict | None = None) -> forms.Form:
        """As everywhere; but needs that the run can no longer meet come back with the reason beside them."""
        if step == NEEDS and data is None and not (kept := self.answered(NEEDS)).is_valid():
            return kept
        return super().form(step, data)

    def make(self, step: str, data: QueryDict | None) -> forms.Form:
        if step == CONTACT:
            return (ClauseForm if self.person else ContactForm)(data, current=self.clause)
        if step == WHO:
            return WhoForm(data, choices=company.choices(self), held=self.household.held_words)
        if step == ALONG:
            return ComesAlongForm(data, choices=company.adults(self))
        if step == NEEDS:
            return NeedsForm(data, offered=self.needs_offered, run=self.run)
        plain = {ADULT: AdultForm, TOGETHER: TogetherForm}
        return plain.get(step, ChildForm)(data)

    def knows(self, words: list[str]) -> bool:
        """Whether every word names somebody of this household."""
        return set(words) <= {*self.household.options, *self.household.held_words}

    @cached_property
    def who(self) -> list[str]:
        """For whom a place is asked; the only one who can take it is never asked about."""
        form = self.answered(WHO)
        if form.is_valid():
            return list(form.cleaned_data["who"])
        options = self.household.own_options
        return options if len(options) == 1 else []

    @property
    def number(self) -> int:
        """How many places are asked for."""
        return len(self.who) + max(0, len(self.child_steps) - 1)

    @property
    def title(self) -> str:
        return title_of(self.run)

    @property
    def names(self) -> list[str]:
        """The people of the answers, as the check page says them."""
        return [name for word in self.who for name in company.names_of(word, self)]

    @property
    def comes_along(self) -> str:
        """The word of who stays with the children, where the run asks for it."""
        if not self.asks_who_comes_along:
            return ""
        form = self.answered(ALONG)
        return str(form.cleaned_data["along"]) if form.is_valid() else ME

    @property
    def needs(self) -> Needs:
        form = self.answered(NEEDS)
        return form.needs() if isinstance(form, NeedsForm) and form.is_valid() else NO_NEEDS

    @property
    def is_together(self) -> bool:
        return cast("TogetherForm", self.answered(TOGETHER)).is_together

    # --- the end -------------------------------------------------------------------------------

    def take(self) -> Taken:
        """Take the places that were asked for, and forget the answers."""
        if self.person is None:
            raise PermissionError("Places are taken by somebody who proved an address.")
        children = [cast("ChildForm", self.answered(step)) for step in self.child_steps]
        adult = cast("AdultForm", self.answered(ADULT))
        asked = Asked(
            who=self.who,
            new_children=[form.facts() for form in children if form.is_valid()],
            new_adult=adult.facts() if adult.is_valid() else None,
            comes_along=self.comes_along,
            needs=self.needs,
            is_together=self.is_together,
        )
        taken = take_for_household(
            self.person, run=self.run, asked=asked, clause=self.clause, language=self.person.language
        )
        self.forget()
        return taken
