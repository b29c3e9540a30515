"""What people answer on the way to an appointment."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lms.people.form_fields import Label
    from sessions.models import Specialist

ANY = "any"
"""Whoever of the specialists is free."""


class ForWhomForm(forms.Form):
    who = forms.ChoiceField(
        label=_("Who is the appointment for?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who the appointment is for.")},
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, Label]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["who"]).choices = choices


class SpecialistForm(forms.Form):
    specialist = forms.ChoiceField(
        label=_("Who would you like to meet?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a specialist, or the first free one.")},
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, Label]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["specialist"]).choices = choices


class HourForm(forms.Form):
    """One free hour of one specialist, as its button sends it."""

    hour = forms.CharField(error_messages={"required": _("Choose one of the free hours.")})

    def __init__(self, *args: Any, specialists: Iterable[Specialist], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {specialist.pk for specialist in specialists}

    def clean_hour(self) -> tuple[datetime, int]:
        """When it starts, and the key of the specialist."""
        try:
            starts_at, specialist = hour_of(self.cleaned_data["hour"])
        except ValueError:
            raise ValidationError(gettext("Choose one of the free hours.")) from None
        if specialist not in self.known:
            raise ValidationError(gettext("Choose one of the free hours."))
        return starts_at, specialist


def hour_of(value: str) -> tuple[datetime, int]:
    """What ``hour_value`` wrote. Raises ValueError for anything else."""
    moment, _sign, specialist = value.rpartition("/")
    starts_at = datetime.fromisoformat(moment)
    if timezone.is_naive(starts_at):
        raise ValueError(value)
    return starts_at, int(specialist)


def hour_value(starts_at: datetime, specialist_id: int) -> str:
    return f"{starts_at.astimezone(timezone.get_default_timezone()).isoformat()}/{specialist_id}"


class SeriesForm(forms.Form):
    number = forms.TypedChoiceField(
        label=_("How many appointments would you like?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how many appointments you would like.")},
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[int, Label]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["number"]).choices = choices


class DatesForm(forms.Form):
    """Those of a series that are wanted."""

    dates = forms.MultipleChoiceField(
        label=_("Which of these dates suit you?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Leave at least one date ticked.")},
    )

    def __init__(
        self,
        *args: Any,
        choices: Sequence[tuple[str, Label]],
        ticked: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.MultipleChoiceField", self.fields["dates"]).choices = choices
        self.initial.setdefault("dates", list(ticked))
