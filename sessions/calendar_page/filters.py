"""What of the calendar one wants to see. It stands in the address, so that it can be kept and sent on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from courses.models import Course
from lms.people.models import Organisation, Person, Role
from lms.people.permission_policies import visible
from lms.people.roles import organisations_of
from sessions.backoffice.run_form import trainers_of
from sessions.models import Appointment, Room, Run, RunLanguage, Session, Specialist

if TYPE_CHECKING:
    from lms.people.roles import AnyUser


class Status:
    """States that sessions and appointments share, in the words of the calendar."""

    PLANNED, DRAFT, UNCOVERED, OVER, CANCELLED = "planned", "draft", "uncovered", "over", "cancelled"
    CHOICES = (
        (PLANNED, _("planned")),
        (DRAFT, _("not published yet")),
        (UNCOVERED, _("without a trainer")),
        (OVER, _("held")),
        (CANCELLED, _("cancelled")),
    )
    OF_SESSIONS = {
        PLANNED: Q(status=Session.Status.PLANNED),
        DRAFT: Q(run__status=Run.Status.DRAFT),
        UNCOVERED: Q(status=Session.Status.PLANNED, session_trainers=None),
        OVER: Q(status=Session.Status.CLOSED),
        CANCELLED: Q(status=Session.Status.CANCELLED),
    }
    OF_APPOINTMENTS = {
        PLANNED: Q(status__in=(Appointment.Status.BOOKED, Appointment.Status.HELD)),
        OVER: Q(status__in=(Appointment.Status.ATTENDED, Appointment.Status.NO_SHOW)),
        CANCELLED: Q(status__in=Appointment.OVER),
    }


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The filters that are set; none where everything is shown."""

    what: str = ""
    organisation: Organisation | None = None
    course: Course | None = None
    room: Room | None = None
    trainer: Person | None = None
    status: str = ""
    language: str = ""

    def of_sessions(self, sessions: QuerySet[Session]) -> QuerySet[Session]:
        if self.what == "appointments":
            return sessions.none()
        wanted = Status.OF_SESSIONS[self.status] if self.status else Q()
        if self.organisation:
            wanted &= Q(run__organiser=self.organisation)
        if self.course:
            wanted &= Q(run__course=self.course)
        if self.room:
            wanted &= Q(room=self.room)
        if self.language:
            wanted &= Q(run__in=RunLanguage.objects.filter(language=self.language).values("run"))
        if self.trainer:
            wanted &= Q(pk__in=Session.objects.taught_by(self.trainer).values("pk"))
        return sessions.filter(wanted)

    def of_appointments(self, appointments: QuerySet[Appointment]) -> QuerySet[Appointment]:
        """Appointments belong to no course, and are never drafts."""
        if self.what == "sessions" or self.course or self.status in {Status.DRAFT, Status.UNCOVERED}:
            return appointments.none()
        wanted = Status.OF_APPOINTMENTS[self.status] if self.status else Q()
        if self.organisation:
            wanted &= Q(specialist__organisation=self.organisation)
        if self.room:
            wanted &= Q(room=self.room)
        if self.trainer:
            wanted &= Q(specialist__person=self.trainer)
        if self.language:
            speaking = Specialist.objects.filter(languages__language=self.language)
            wanted &= Q(specialist__in=speaking.values("pk"))
        return appointments.filter(wanted)


class FilterForm(forms.Form):
    """What can be chosen is the reader's own; a value of somebody else's is passed over."""

    what = forms.ChoiceField(
        label=_("Show"),
        choices=[
            ("", _("everything")),
            ("sessions", _("meetings of groups")),
            ("appointments", _("appointments")),
        ],
        required=False,
    )
    organisation: Any = forms.ModelChoiceField(
        label=_("Organisation"), queryset=None, required=False, empty_label=_("all")
    )
    course: Any = forms.ModelChoiceField(
        label=_("Course"), queryset=None, required=False, empty_label=_("all")
    )
    room: Any = forms.ModelChoiceField(label=_("Room"), queryset=None, required=False, empty_label=_("all"))
    trainer: Any = forms.ModelChoiceField(
        label=_("Trainer"), queryset=None, required=False, empty_label=_("all")
    )
    status = forms.ChoiceField(label=_("Status"), choices=[("", _("all")), *Status.CHOICES], required=False)
    language = forms.ChoiceField(
        label=_("Language spoken"), choices=[("", _("all")), *RunLanguage.Spoken.choices], required=False
    )

    def __init__(self, *args: Any, user: AnyUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = organisations_of(user, Role.COORDINATOR)
        runs = visible(Run, user)
        fields: Any = self.fields
        fields["organisation"].queryset = own
        fields["course"].queryset = Course.objects.filter(pk__in=runs.values("course")).order_by("code")
        fields["room"].queryset = visible(Room, user).filter(is_in_use=True)
        fields["trainer"].queryset = trainers_in(own)

    @property
    def chosen(self) -> Chosen:
        """The choices that make sense; a mistyped address shows everything rather than an error."""
        self.is_valid()
        return Chosen(**{name: value for name, value in self.cleaned_data.items() if value})

    @property
    def is_narrowed(self) -> bool:
        return self.chosen != Chosen()


def trainers_in(organisations: QuerySet[Organisation]) -> QuerySet[Person]:
    """Whoever holds sessions or takes appointments there."""
    specialists = Specialist.objects.filter(organisation__in=organisations, is_in_use=True)
    found = Q(pk__in=trainers_of(organisations).values("pk")) | Q(pk__in=specialists.values("person"))
    return Person.objects.filter(found).order_by("family_name", "given_name", "pk")
