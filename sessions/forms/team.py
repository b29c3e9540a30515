"""Whom of her team a manager puts into what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lms.people.form_fields import Label
from sessions.models import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from courses.models import Course
    from courses.team.people import Member
    from courses.team.several import SharedGap
    from sessions.team_runs import TeamRun


class SeveralForm(forms.Form):
    """People of one gap, and one run or one course of one's own for all of them."""

    people = forms.MultipleChoiceField(
        label=gettext_lazy("For whom?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Choose at least one person."),
            "invalid_choice": gettext_lazy("Somebody was arranged for meanwhile. Please choose again."),
        },
    )
    into = forms.ChoiceField(
        label=gettext_lazy("Into what?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose a date or a course."),
            "invalid_choice": gettext_lazy("This run was closed meanwhile. Please choose again."),
        },
    )

    def __init__(
        self,
        *args: Any,
        gap: SharedGap,
        runs: list[TeamRun],
        waiting: Mapping[int, Place] | None = None,
        **kwargs: Any,
    ) -> None:
        """``waiting``: what somebody waits for already, by person. They are named, and not proposed."""
        waiting = waiting or {}
        self.members = {str(one.person.uuid): one for one in gap.members}
        self.courses = {str(course.uuid): course for course in gap.self_paced}
        self.runs = {str(run.uuid): run for run in runs}
        kwargs.setdefault(
            "initial", {"people": [str(one.person.uuid) for one in gap.needy if one.person.pk not in waiting]}
        )
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [  # type: ignore[attr-defined]
            (uuid, Label(one.person.full_name, _standing(one, gap, waiting.get(one.person.pk))))
            for uuid, one in self.members.items()
        ]
        alone = _("On one's own, at any time")
        self.fields["into"].choices = [  # type: ignore[attr-defined]
            *((uuid, Label(course.title, alone)) for uuid, course in self.courses.items()),
            *((uuid, Label(run.course.title, _when(run))) for uuid, run in self.runs.items()),
        ]

    @property
    def chosen(self) -> list[Member]:
        """Whoever needs it most first: seats go in this order."""
        wanted = set(self.cleaned_data["people"])
        return [one for uuid, one in self.members.items() if uuid in wanted]

    @property
    def run(self) -> TeamRun | None:
        return self.runs.get(self.cleaned_data["into"])

    @property
    def course(self) -> Course:
        into = self.cleaned_data["into"]
        return self.runs[into].course if into in self.runs else self.courses[into]


WAITS = {
    Place.Status.WAITING: gettext_lazy("waits in the queue"),
    Place.Status.APPLIED: gettext_lazy("asks for a place"),
    Place.Status.OFFERED: gettext_lazy("has the offer of a place"),
}


def _standing(member: Member, gap: SharedGap, place: Place | None) -> str:
    cell = member.cells[gap.competence.pk]
    said = ", ".join(filter(None, [cell.word, cell.detail]))
    waits = f"{WAITS[Place.Status(place.status)]}: {place.run.course.title}" if place else ""
    return " · ".join(filter(None, [capfirst(waits), capfirst(said), member.roles]))


def _when(run: TeamRun) -> str:
    seats = _("full, with a queue")
    if left := run.seats_left:
        seats = ngettext("%(number)s free place", "%(number)s free places", left) % {"number": left}
    when = ", ".join(filter(None, [run.dates.title, run.dates.hours]))
    return " · ".join(filter(None, [when, run.place_name or run.online, run.language, seats]))
