"""Two people who must not meet: each found by any spelling of the name, by telephone or by e-mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from attendance.models import KeptApart
from lms.people.models import Person
from lms.people.permission_policies import visible
from lms.web.dates import full_date

if TYPE_CHECKING:
    from collections.abc import Sequence

SIDES = ("one", "other")
SHOWN = 8
SEVERAL = 2


class DaysForm(WagtailAdminModelForm):
    """From when until when; whom it is about stays as it is."""

    class Meta:
        model = KeptApart
        fields = ("starts_on", "ends_on")
        widgets = {"starts_on": AdminDateInput, "ends_on": AdminDateInput}


class ApartForm(DaysForm):
    """What is typed finds people the reader may know; of several one is chosen in a second step."""

    one_typed = forms.CharField(
        label=gettext_lazy("One person"),
        max_length=200,
        help_text=gettext_lazy("Name in any spelling, telephone or e-mail."),
    )
    which_one = forms.ChoiceField(
        label=gettext_lazy("Which of them?"), required=False, widget=forms.RadioSelect
    )
    other_typed = forms.CharField(
        label=gettext_lazy("The other"),
        max_length=200,
        help_text=gettext_lazy("Name in any spelling, telephone or e-mail."),
    )
    which_other = forms.ChoiceField(
        label=gettext_lazy("Which of them?"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found: dict[str, Sequence[Person]] = {side: self._search(side) for side in SIDES}
        for side, people in self.found.items():
            if len(people) < SEVERAL:
                del self.fields[f"which_{side}"]
            else:
                choices = [(str(each.pk), _in_words(each)) for each in people]
                self.fields[f"which_{side}"].choices = choices

    def _search(self, side: str) -> Sequence[Person]:
        typed = str(self.data.get(f"{side}_typed", "")).strip()
        if not typed:
            return []
        known = visible(Person, self.for_user)
        return list(known.found_by(typed)[:SHOWN])  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        chosen = {side: self._chosen(side) for side in SIDES}
        one, other = chosen["one"], chosen["other"]
        if one and other and one == other:
            self.add_error("other_typed", _("Choose two different people."))
        elif one and other and _is_noted(one, other):
            self.add_error(None, _("These two are noted already. Look for them on the list."))
        self.chosen = chosen
        return said

    def _chosen(self, side: str) -> Person | None:
        people = {str(each.pk): each for each in self.found[side]}
        if not people:
            if f"{side}_typed" in self.cleaned_data:
                self.add_error(f"{side}_typed", _("Nobody like that is known to your organisation."))
            return None
        if len(people) == 1:
            return next(iter(people.values()))
        if person := people.get(self.cleaned_data.get(f"which_{side}", "")):
            return person
        self.add_error(f"which_{side}", _("There are several. Please choose one."))
        return None


def _is_noted(one: Person, other: Person) -> bool:
    pair = Q(one=one, other=other) | Q(one=other, other=one)
    return KeptApart.objects.valid_on().filter(pair).exists()


def _in_words(person: Person) -> str:
    """Enough to tell two of the same name apart."""
    said = [person.full_name, person.full_name_cyrillic]
    if person.date_of_birth:
        said.append(full_date(person.date_of_birth))
    return ", ".join(word for word in said if word)
