"""The form of a run. Rooms, trainers and organisers to choose from are the reader's own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from lms.people.models import Membership, Organisation, Person, Role
from lms.people.permission_policies import visible
from lms.people.roles import organisations_of
from sessions.models import Room, Run, RunLanguage
from sessions.waiting_list import fill_seats

if TYPE_CHECKING:
    from django.db.models import QuerySet

WITHIN_REASON = [
    MinValueValidator(datetime(2000, 1, 1, tzinfo=UTC)),
    MaxValueValidator(datetime(2199, 12, 31, tzinfo=UTC)),
]


def trainers_of(organisations: QuerySet[Organisation]) -> QuerySet[Person]:
    """Who may hold sessions for these organisations today."""
    memberships = Membership.objects.valid_on().filter(
        organisation__in=organisations, role__in=(Role.TRAINER, Role.THERAPIST)
    )
    return Person.objects.filter(pk__in=memberships.values("person"))


def trainers_for(run: Run) -> QuerySet[Person]:
    """Who may hold sessions of the run: those of its organiser, and those who hold it already."""
    of_organiser = trainers_of(Organisation.objects.filter(pk=run.organiser_id))
    return Person.objects.filter(Q(pk__in=of_organiser) | Q(pk__in=run.trainers.values("pk")))


def prefer_the_only(field: Any) -> None:
    """Choose for the reader where there is nothing to choose."""
    if len(field.queryset) == 1:
        field.initial, field.empty_label = field.queryset[0], None


class RunForm(WagtailAdminModelForm):
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"),
        choices=RunLanguage.Spoken,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The languages in which people can take part."),
    )

    class Meta:
        model = Run
        fields = ("organiser", "room", "trainers", "funder", "capacity")
        widgets = {"trainers": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        run, user = self.instance, self.for_user
        if run.pk:
            self.initial["languages"] = [spoken.language for spoken in run.languages.all()]
        organisers = organisations_of(user, Role.COORDINATOR)
        self._offer("organiser", organisers.filter(is_organiser=True))
        prefer_the_only(self.fields["organiser"])
        for moment in ("booking_opens_at", "booking_closes_at"):
            self.fields[moment].validators += WITHIN_REASON
        self._offer("funder", Organisation.objects.filter(is_funder=True))
        self._offer("room", visible(Room, user).filter(is_in_use=True), kept=run.room_id)
        self._offer("trainers", trainers_of(organisers))
        if run.pk and run.status != Run.Status.DRAFT:
            # People booked with this organiser, who answers for their data.
            self.fields["organiser"].disabled = True

    def _offer(self, name: str, choices: QuerySet[Any], *, kept: int | None = None) -> None:
        field = self.fields[name]
        if kept:
            choices = choices | type(choices)(choices.model).filter(pk=kept)
        field.queryset = choices

    def clean_capacity(self) -> int:
        capacity: int = self.cleaned_data["capacity"]
        taken = self.instance.seats_taken
        if capacity < taken:
            raise forms.ValidationError(
                _("%(taken)d seats are taken already. Cancel places first.") % {"taken": taken}
            )
        return capacity

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        organiser, room = cleaned.get("organiser"), cleaned.get("room")
        if organiser and room and room.organisation_id != organiser.pk:
            self.add_error("room", _("This room belongs to another organisation than the run."))
        return cleaned

    @transaction.atomic
    def save(self, commit: bool = True) -> Run:
        """Write only what the form holds: the counters of the run are moved by bookings meanwhile."""
        run: Run = self.instance
        if run.pk:
            Run.objects.hold(run)
            written = {field.name for field in run._meta.fields} & self.fields.keys()
            run.save(update_fields=written)
        else:
            run.save()
        self._save_m2m()
        self._save_languages(run)
        run.refresh_from_db()
        fill_seats(run)
        return run

    def _save_languages(self, run: Run) -> None:
        spoken = set(self.cleaned_data["languages"])
        run.languages.exclude(language__in=spoken).delete()
        known = set(run.languages.values_list("language", flat=True))
        for language in self.cleaned_data["languages"]:
            if language not in known:
                RunLanguage.objects.create(run=run, language=language)
