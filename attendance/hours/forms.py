"""What somebody asks of the hours: for which days, and of whom. Read from the address."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from attendance.hours.months import month_of
from attendance.hours.scope import By, Wanted
from lms.people.models import Organisation
from lms.people.permission_policies import visible
from sessions.backoffice.forms import WITHIN_REASON
from sessions.models import Contract, Run

if TYPE_CHECKING:
    from lms.people.models import User

LONGEST = timedelta(days=3653)


class WantedForm(forms.Form):
    """Days, and what of; only the reader's own organisations, contracts and runs are offered or found."""

    since = forms.DateField(label=_("From"), widget=AdminDateInput, validators=WITHIN_REASON)
    until = forms.DateField(label=_("Until"), widget=AdminDateInput, validators=WITHIN_REASON)
    organisation: Any = forms.ModelChoiceField(
        label=_("Organisation"), queryset=None, required=False, empty_label=_("every organisation")
    )
    funder: Any = forms.ModelChoiceField(
        label=_("Funder"), queryset=None, required=False, empty_label=_("every funder")
    )
    contract: Any = forms.ModelChoiceField(
        label=_("Contract"), queryset=None, required=False, empty_label=_("every contract")
    )
    run = forms.CharField(label=_("Run (its code)"), required=False, max_length=40)

    def __init__(self, asked: Any, *, user: User) -> None:
        first, last = month_of(timezone.localdate())
        given = {name: asked.get(name, "") for name in asked}
        super().__init__({"since": first.isoformat(), "until": last.isoformat(), **given})
        self.runs = visible(Run, user)
        fields: dict[str, Any] = self.fields
        pays = self.runs.filter(funder=OuterRef("pk"))
        agreed = visible(Contract, user).filter(funder=OuterRef("pk"))
        organised = self.runs.filter(organiser=OuterRef("pk"))
        fields["organisation"].queryset = Organisation.objects.filter(Exists(organised)).order_by("name")
        fields["funder"].queryset = Organisation.objects.filter(Q(Exists(pays)) | Exists(agreed))
        fields["contract"].queryset = visible(Contract, user).order_by("code")

    def clean_run(self) -> Run | None:
        code = self.cleaned_data["run"].strip()
        if not code:
            return None
        run = self.runs.filter(code__iexact=code).select_related("course").first()
        if run is None:
            raise forms.ValidationError(_("There is no run with this code among yours."))
        return run

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day comes before the first."))
        elif since and until and until - since > LONGEST:
            self.add_error("until", _("Choose at most ten years."))
        return cleaned

    @property
    def wanted(self) -> Wanted:
        """What was asked for. Only of a form without errors."""
        words = self.cleaned_data
        return Wanted(**{name: words[name] for name in self.base_fields if name in Wanted.__annotations__})


class ByForm(forms.Form):
    """What the hours are counted by."""

    by = forms.TypedChoiceField(choices=By, coerce=By, empty_value=By.RUN, required=False)
