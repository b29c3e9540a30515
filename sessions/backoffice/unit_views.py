"""The units of one meeting: proposed in one click, changed row by row, given to the whole series."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sessions.backoffice.session_views import AboutSession
from sessions.backoffice.unit_form import ProposalForm, UnitsForm
from sessions.teaching_hours import teaching_hours
from sessions.units import Part, fit, parts_of, propose, set_units, share_with_series

if TYPE_CHECKING:
    from sessions.models import Session

USUAL = ((45, 0), (45, 10), (45, 15), (60, 0), (60, 15))
"""What most meetings consist of: minutes of a unit, and of a break."""


class ChangeUnits(AboutSession):
    page_title = gettext_lazy("Units of the meeting")
    form_class = UnitsForm
    template_name = "sessions/backoffice/units.html"

    @property
    def who_is_told(self) -> str:
        return _("Each unit counts by itself, as theory or practice. What lies between two units is a break.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "session": self.object, "parts": self.parts}

    @cached_property
    def proposal(self) -> ProposalForm:
        return ProposalForm(self.request.GET if "minutes" in self.request.GET else None)

    @cached_property
    def parts(self) -> list[Part]:
        """What is proposed, if anything was asked for; else what stands."""
        session: Session = self.object
        if self.proposal.is_bound and self.proposal.is_valid():
            asked = self.proposal.cleaned_data
            return propose(session.minutes, minutes=asked["minutes"], pause=asked["pause"], kind=session.kind)
        return parts_of(session)

    def save(self, form: UnitsForm) -> str:
        with transaction.atomic():
            units = set_units(self.object, form.parts, by=self.actor)
            others = 0
            if form.cleaned_data.get("for_series"):
                others = share_with_series(self.object, by=self.actor)
        told = self._in_words(sum(unit.minutes for unit in units) if units else self.object.minutes)
        if not others:
            return told
        also = ngettext(
            "%(number)d more meeting of the series has them too.",
            "%(number)d more meetings of the series have them too.",
            others,
        )
        return f"{told} {also % {'number': others}}"

    def _in_words(self, minutes: int) -> str:
        counted = teaching_hours(minutes, minutes_in_hour=self.object.run.course.minutes_in_hour)
        return _("Saved. The meeting counts as %(hours)s.") % {"hours": counted}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        session: Session = self.object
        minutes_in_hour = session.run.course.minutes_in_hour
        usual = [
            (minutes, pause, len(propose(session.minutes, minutes=minutes, pause=pause, kind="")))
            for minutes, pause in USUAL
        ]
        return super().get_context_data(
            proposal=self.proposal,
            is_proposed=self.proposal.is_bound and self.proposal.is_valid() and not self.form.is_bound,
            is_too_long=not fit(session),
            length=teaching_hours(session.minutes, minutes_in_hour=minutes_in_hour),
            usual=[each for each in usual if each[2]],
            **kwargs,
        )
