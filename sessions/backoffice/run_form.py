"""The form of a run. Rooms, trainers and organisers to choose from are the reader's own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import transaction
from django.db.models import Q
from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateTimeInput

from courses.models import Audience
from lms.people.models import Membership, Organisation, Person, Role
from lms.people.permission_policies import visible
from lms.people.roles import organisations_of
from sessions.backoffice.run_rules import remarks_on
from sessions.errors import ChangedMeanwhile
from sessions.models import Childcare, Contract, Offer, Room, Run, RunLanguage
from sessions.waiting_list import offer_free_seats

if TYPE_CHECKING:
    from django.db.models import QuerySet

WITHIN_REASON = [
    MinValueValidator(datetime(2000, 1, 1, tzinfo=UTC)),
    MaxValueValidator(datetime(2199, 12, 31, tzinfo=UTC)),
]


def members_of(organisations: QuerySet[Organisation], *roles: Role) -> QuerySet[Person]:
    """Who holds one of the roles there today."""
    held = Membership.objects.valid_on().filter(organisation__in=organisations, role__in=roles)
    return Person.objects.filter(pk__in=held.values("person"))


def trainers_of(organisations: QuerySet[Organisation]) -> QuerySet[Person]:
    """Who may hold sessions for these organisations today."""
    return members_of(organisations, Role.TRAINER, Role.THERAPIST)


def trainers_for(run: Run) -> QuerySet[Person]:
    """Who may hold sessions of the run: those of its organiser, and those who hold it already."""
    of_organiser = trainers_of(Organisation.objects.filter(pk=run.organiser_id))
    return Person.objects.filter(Q(pk__in=of_organiser) | Q(pk__in=run.trainers.values("pk")))


def to_the_minute() -> str:
    """How a day and an hour are typed in the reader's language, without seconds nobody means."""
    return next(shape for shape in get_format("DATETIME_INPUT_FORMATS") if shape.endswith("%H:%M"))


def prefer_the_only(field: Any) -> None:
    """Choose for the reader where there is nothing to choose."""
    if len(field.queryset) == 1:
        field.initial, field.empty_label = field.queryset[0], None


class RunForm(WagtailAdminModelForm):
    """Saves once: whoever read an older version is told what another has written meanwhile."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
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
        run = self.instance
        self.initial["version"] = run.version
        if run.pk:
            self.initial["languages"] = [spoken.language for spoken in run.languages.all()]
        self.fields["minimum"].required = False
        self.fields["audience"].choices = [("", _("the same as the course")), *Audience.choices]
        self.fields["audience"].help_text = ""
        for moment in ("booking_opens_at", "booking_closes_at"):
            self.fields[moment].validators += WITHIN_REASON
            self.fields[moment].widget = AdminDateTimeInput(format=to_the_minute())
        self._offer_what_is_theirs(run, self.for_user)
        if run.pk and run.status != Run.Status.DRAFT:
            # People booked with this organiser, who answers for their data.
            self.fields["organiser"].disabled = True

    def _offer_what_is_theirs(self, run: Run, user: Any) -> None:
        organisers = organisations_of(user, Role.COORDINATOR)
        self._offer("organiser", organisers.filter(is_organiser=True))
        prefer_the_only(self.fields["organiser"])
        self._offer("funder", Organisation.objects.filter(is_funder=True))
        self._offer("contract", visible(Contract, user).select_related("funder"), kept=run.contract_id)
        self._offer("room", visible(Room, user).filter(is_in_use=True), kept=run.room_id)
        self._offer("childcare", visible(Childcare, user).filter(is_in_use=True), kept=run.childcare_id)
        self._offer("interpreter", members_of(organisers, Role.INTERPRETER), kept=run.interpreter_id)
        self._offer("trainers", trainers_of(organisers))

    def _offer(self, name: str, choices: QuerySet[Any], *, kept: int | None = None) -> None:
        """What there is to choose from, and what stands already, whoever else's it is."""
        model, field = choices.model, self.fields[name]
        field.empty_label = "–"
        field.queryset = model._default_manager.filter(Q(pk__in=choices.values("pk")) | Q(pk=kept))

    def clean_minimum(self) -> int:
        return self.cleaned_data["minimum"] or 0

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        contract = cleaned.get("contract")
        if contract and not cleaned.get("funder"):
            cleaned["funder"] = contract.funder
        for name, words in remarks_on(cleaned, run=self.instance):
            self.add_error(name, words)
        return cleaned

    @transaction.atomic
    def save(self, commit: bool = True) -> Run:
        """Write only what the form holds: the counters of the run are moved by bookings meanwhile.

        Raises ChangedMeanwhile when somebody else saved the run after this form was read.
        """
        run: Run = self.instance
        if run.pk:
            if Run.objects.hold(run).version != (self.cleaned_data["version"] or 0):
                raise ChangedMeanwhile
            run.version = (self.cleaned_data["version"] or 0) + 1
            written = {field.name for field in run._meta.fields} & self.fields.keys()
            run.save(update_fields=written)
        else:
            run.save()
        self._save_m2m()
        self._save_languages(run)
        run.refresh_from_db()
        offer_free_seats(run, cause=Offer.Cause.ADDED)
        return run

    def _save_languages(self, run: Run) -> None:
        spoken = set(self.cleaned_data["languages"])
        run.languages.exclude(language__in=spoken).delete()
        known = set(run.languages.values_list("language", flat=True))
        for language in self.cleaned_data["languages"]:
            if language not in known:
                RunLanguage.objects.create(run=run, language=language)
