"""What a trainer says when handing in the list: how it was for each whom nobody marked, or for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from attendance.door.marking import Mark, mark
from attendance.models import Apology, Contradiction, Scan, WalkIn
from attendance.records.matching import unsettled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attendance.desk.roster import Row
    from lms.people.models import Person
    from sessions.models import Session

OFFERED = (Mark.CAME, Mark.EXCUSED, Mark.ABSENT)


class ClosingForm(forms.Form):
    """One question for each person without a mark, and one tick that answers for all who are left."""

    def __init__(self, *args: Any, missing: Sequence[Row], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {f"mark_{row.person.uuid.hex}": row.person for row in missing}
        for name, person in self.people.items():
            self.fields[name] = forms.ChoiceField(
                label=person.display_name,
                required=False,
                choices=[(each.value, each.label) for each in OFFERED],
                widget=forms.RadioSelect,
            )
        if self.people:
            self.fields["others_absent"] = forms.BooleanField(
                label=ngettext(
                    "Whoever I have not marked was absent",
                    "All others, whom I have not marked, were absent",
                    len(self.people),
                ),
                required=False,
                help_text=gettext_lazy("It is noted as your word, with your name and the time."),
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        left = [name for name in self.people if not said.get(name)]
        if left and not said.get("others_absent"):
            self.add_error(
                "others_absent", _("Say how it was for each of them, or tick that the others were absent.")
            )
        return said

    @property
    def marks(self) -> list[Any]:
        """The fields of people, for the page."""
        return [self[name] for name in self.people]

    def note(self, *, session: Session, by: Person) -> bool:
        """Note what was chosen, one by one; whether all of it counts. What does not is told by the name."""
        is_all_noted = True
        for name, person in self.people.items():
            if chosen := self.cleaned_data.get(name):
                noted = mark(Mark(chosen), person, session=session, by=by)
                if noted and not noted.scan.counts:
                    self.add_error(name, str(Scan.Verdict(noted.verdict).label))
                    is_all_noted = False
        return is_all_noted


def open_questions(session: Session) -> int:
    """How many things about this list somebody must still decide. One query."""
    contradictions = Contradiction.objects.filter(session=session, settled_at=None)
    apologies = Apology.objects.filter(session=session, status=Apology.Status.ASKED)
    walk_ins = unsettled(WalkIn.objects.filter(session=session))
    asked = [rows.order_by().values_list("pk") for rows in (contradictions, apologies, walk_ins)]
    return asked[0].union(*asked[1:], all=True).count()
