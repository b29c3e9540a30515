"""What people type when they take a place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lms.people.form_fields import Label, LatinNames, name_field
from lms.people.models import Guardianship
from lms.people.models.person import AGE_OF_MAJORITY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class WhoForm(forms.Form):
    """Who the place is for. Those in ``held`` have a place already: not offered again, never an error."""

    who = forms.MultipleChoiceField(
        label=_("Who is the place for?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose who the place is for.")},
    )

    def __init__(
        self, *args: Any, choices: Sequence[tuple[str, Label]], held: Iterable[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        who = cast("forms.MultipleChoiceField", self.fields["who"])
        who.choices = [*choices, *((value, value) for value in held)]
        who.widget.choices = choices
        if len(choices) > 1:
            who.help_text = _("You can choose more than one.")


class ChildForm(LatinNames):
    """A child in the care of the one who asks."""

    given_name = name_field(_("Child’s given name"), _("Type the child’s given name."))
    family_name = name_field(_("Child’s family name"), _("Type the child’s family name."))
    birth_day = forms.CharField(label=_("Day"), required=False)
    birth_month = forms.CharField(label=_("Month"), required=False)
    birth_year = forms.CharField(label=_("Year"), required=False)
    basis = forms.ChoiceField(
        label=_("You are the child’s…"),
        choices=Guardianship.Basis.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who you are for the child.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, length in (("birth_day", "2"), ("birth_month", "2"), ("birth_year", "4")):
            self.fields[name].widget.attrs |= {
                "inputmode": "numeric",
                "maxlength": length,
                "autocomplete": "off",
            }

    @property
    def date_parts(self) -> list[forms.BoundField]:
        return [self["birth_day"], self["birth_month"], self["birth_year"]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        try:
            cleaned["date_of_birth"] = self._date_of_birth(cleaned)
        except ValidationError as error:
            self.add_error("birth_day", error)
        return cleaned

    def _date_of_birth(self, cleaned: dict[str, Any]) -> date:
        typed = [str(cleaned.get(name, "")).strip() for name in ("birth_year", "birth_month", "birth_day")]
        if not all(typed):
            raise ValidationError(gettext("Type the date of birth: day, month and year."))
        try:
            born = date(*(int(part) for part in typed))
        except ValueError:
            raise ValidationError(
                gettext("There is no such date. Check the day, the month and the year.")
            ) from None
        today = timezone.localdate()
        if born > today:
            raise ValidationError(gettext("This date is in the future. Check the year."))
        if today.year - born.year - ((today.month, today.day) < (born.month, born.day)) >= AGE_OF_MAJORITY:
            raise ValidationError(
                gettext("With this date the person is an adult, and takes a place in their own name.")
            )
        return born

    def facts(self) -> dict[str, Any]:
        """What ``lms.people.care.add_child`` asks."""
        return {
            name: self.cleaned_data[name] for name in ("given_name", "family_name", "date_of_birth", "basis")
        }
