from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import Audience, Course

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from django.http import QueryDict


class CatalogueFilters(forms.Form):
    """What the reader looks for. Every question may be left open."""

    q = forms.CharField(
        label=gettext_lazy("Search"),
        required=False,
        max_length=80,
        widget=forms.TextInput({"type": "search"}),
    )
    who = forms.ChoiceField(label=gettext_lazy("Who it is for"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language spoken"), required=False)
    form = forms.ChoiceField(label=gettext_lazy("How you learn"), required=False)
    free = forms.BooleanField(label=gettext_lazy("Only with free places"), required=False)

    def __init__(self, asked: QueryDict, *, audiences: Collection[str], spoken: Mapping[str, str]) -> None:
        super().__init__(asked)
        self._offer(
            "who",
            _("Everyone"),
            [one for one in Audience.choices if one[0] in audiences and one[0] != Audience.EVERYONE],
        )
        self._offer("language", _("Any language"), sorted(spoken.items()))
        self._offer("form", _("Any way"), Course.Form.choices)

    def _offer(self, name: str, anything: str, choices: list[tuple[str, Any]]) -> None:
        field = cast("forms.ChoiceField", self.fields[name])
        field.choices = [("", anything), *((value, capfirst(str(label))) for value, label in choices)]

    def wishes(self) -> dict[str, Any]:
        """What was asked for; a value nobody offered asks for nothing."""
        self.is_valid()
        empty: dict[str, Any] = {"q": "", "who": "", "language": "", "form": "", "free": False}
        return empty | self.cleaned_data
