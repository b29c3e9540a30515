"""What the office writes about people. Every choice is bounded by where its reader may write."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from lms.people.models import Clearance, Guardianship, Membership, Organisation, Person, Role
from lms.people.permissions import GRANTED_BY_COORDINATORS
from lms.people.roles import is_administrator, organisations_of


class OrganisationChoice(forms.ModelChoiceField):
    """An organisation the reader coordinates; the only one is chosen already."""

    def offer(self, user: Any, *, organisers_only: bool = False) -> None:
        offered = organisations_of(user, Role.COORDINATOR)
        self.queryset = offered.filter(is_organiser=True) if organisers_only else offered
        if len(offered) == 1:
            self.initial = offered[0]
            self.empty_label = None


class PersonForm(WagtailAdminModelForm):
    class Meta:
        model = Person
        fields = (
            "given_name",
            "family_name",
            "given_name_cyrillic",
            "family_name_cyrillic",
            "alias",
            "date_of_birth",
            "language",
            "email",
            "phone",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_administrator(self.for_user) and (self.instance.user_id or self._opens_more_doors()):
            self.fields["email"].disabled = True
            if self.instance.user_id:
                self.fields["email"].help_text = _(
                    "This person signs in; they change their own address in My Krok."
                )

    def _opens_more_doors(self) -> bool:
        """Whether a code sent to this address would open more than a coordinator may give."""
        held = Membership.objects.valid_on().filter(person=self.instance.pk)
        return held.exclude(role__in=GRANTED_BY_COORDINATORS).exists()

    def clean_date_of_birth(self) -> Any:
        born = self.cleaned_data["date_of_birth"]
        if born and born > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return born


class NewPersonForm(PersonForm):
    organisation = OrganisationChoice(
        label=_("Known to"),
        queryset=Organisation.objects.none(),
        help_text=_("The coordinators of this organisation will find the person."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].offer(self.for_user)


class GrantForm(forms.ModelForm):
    """A role for a person, in an organisation of the reader's."""

    class Meta:
        model = Membership
        fields = ("role", "organisation")
        field_classes = {"organisation": OrganisationChoice}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].offer(user)  # type: ignore[attr-defined]
        granted = list(Role) if is_administrator(user) else GRANTED_BY_COORDINATORS
        self.fields["role"].choices = [(role.value, role.label) for role in granted]  # type: ignore[attr-defined]


class ChildForm(forms.Form):
    """A child in the care of somebody who stands at the counter."""

    given_name = forms.CharField(
        label=_("Given name"), max_length=100, help_text=_("In Latin letters, as in the document.")
    )
    family_name = forms.CharField(label=_("Family name"), max_length=100)
    given_name_cyrillic = forms.CharField(label=_("Given name in Cyrillic"), max_length=100, required=False)
    family_name_cyrillic = forms.CharField(label=_("Family name in Cyrillic"), max_length=100, required=False)
    date_of_birth = forms.DateField(label=_("Date of birth"), widget=AdminDateInput)
    basis = forms.ChoiceField(label=_("Basis"), choices=Guardianship.Basis)
    organisation = OrganisationChoice(label=_("Known to"), queryset=Organisation.objects.none())

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].offer(user)  # type: ignore[attr-defined]

    def clean_date_of_birth(self) -> Any:
        born = self.cleaned_data["date_of_birth"]
        if born > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return born


class ClearanceForm(forms.ModelForm):
    class Meta:
        model = Clearance
        fields = ("checked_on", "valid_until", "checked_by")
        widgets = {"checked_on": AdminDateInput, "valid_until": AdminDateInput}
