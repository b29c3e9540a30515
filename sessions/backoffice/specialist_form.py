"""The form of a specialist: a trainer, therapist or interpreter of an organisation of the reader's."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from lms.people.models import Organisation, Person, Role
from lms.people.permission_policies import visible
from lms.people.roles import organisations_of
from sessions.backoffice.run_form import members_of, prefer_the_only
from sessions.models import Room, RunLanguage, Service, Specialist, SpecialistLanguage

WORK = (Role.TRAINER, Role.THERAPIST, Role.INTERPRETER)


class SpecialistForm(WagtailAdminModelForm):
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"), choices=RunLanguage.Spoken, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Specialist
        fields = ("person", "organisation", "services", "room")
        widgets = {"services": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        specialist, user = self.instance, self.for_user
        own = organisations_of(user, Role.COORDINATOR)
        self.fields["organisation"].queryset = own
        prefer_the_only(self.fields["organisation"])
        self.fields["services"].queryset = visible(Service, user).filter(is_in_use=True)
        self.fields["room"].queryset = Room.objects.filter(
            Q(pk__in=visible(Room, user).filter(is_in_use=True).values("pk")) | Q(pk=specialist.room_id)
        )
        if specialist.pk:
            self.initial["languages"] = [spoken.language for spoken in specialist.languages.all()]
            self.fields["person"].queryset = Person.objects.filter(pk=specialist.person_id)
            self.fields["person"].disabled = True
        else:
            unknown = members_of(own, *WORK).exclude(specialist__isnull=False)
            self.fields["person"].queryset = unknown
            self.fields["person"].help_text = _(
                "Somebody with the role of trainer, therapist or interpreter. Give the role on the page of "
                "the person first."
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        organisation, person = cleaned.get("organisation"), cleaned.get("person")
        if organisation and person:
            staff = members_of(Organisation.objects.filter(pk=organisation.pk), *WORK)
            if not staff.filter(pk=person.pk).exists():
                self.add_error("organisation", _("%(person)s does not work there.") % {"person": person})
        return cleaned

    @transaction.atomic
    def save(self, commit: bool = True) -> Specialist:
        specialist: Specialist = super().save(commit=commit)
        spoken = set(self.cleaned_data["languages"])
        specialist.languages.exclude(language__in=spoken).delete()
        known = set(specialist.languages.values_list("language", flat=True))
        SpecialistLanguage.objects.bulk_create(
            SpecialistLanguage(specialist=specialist, language=language)
            for language in self.cleaned_data["languages"]
            if language not in known
        )
        return specialist
