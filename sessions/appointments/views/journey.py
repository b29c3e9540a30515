"""The way from a kind of help to an appointment, or a series of them, one question a page.

The hour is held from the moment it is chosen. When the time for which it is held runs out, nothing that was
typed is lost: the hour is held again if it is still free, else the visitor chooses another one.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lms.people.contact_form import ContactForm
from lms.people.form_fields import ClauseForm
from lms.people.questions import CHILD, CONTACT
from sessions.appointments.comers import NEW_CHILD, Comers, book_for_household
from sessions.appointments.forms import (
    ANY,
    DatesForm,
    ForWhomForm,
    HourForm,
    SeriesForm,
    SpecialistForm,
)
from sessions.appointments.free_times import holiday_at
from sessions.appointments.holds import release
from sessions.appointments.views import choices
from sessions.appointments.views.holding import DATES, PLANNED, SERIES, SKIPPED, TIME, Holding
from sessions.appointments.week import FreeHours, giving
from sessions.appointments.who_may import is_a_child
from sessions.appointments.words import spoken_by, title_of_service
from sessions.forms.booking import ChildForm
from sessions.models import Appointment, Service

if TYPE_CHECKING:
    from collections.abc import Callable

    from django import forms
    from django.http import HttpRequest, QueryDict

    from lms.people.form_fields import Label
    from lms.people.models import Person
    from sessions.models import Specialist

WHO, SPECIALIST = "who", "specialist"


class Journey(Holding):
    """One visitor on the way to one kind of help."""

    kept_as = "appointments"
    addresses = "appointments"
    remembered = ("who", "specialists", "held", "free_hours", "last_appointment")

    def __init__(self, request: HttpRequest, service: Service) -> None:
        super().__init__(request, service.uuid)
        self.service = service
        self.comers = Comers(self.person, service)
        self.title = title_of_service(service)

    # --- what is asked -------------------------------------------------------------------------

    @property
    def steps(self) -> list[str]:
        """The questions of this visitor, in order."""
        asked = {
            WHO: len(self.comers.options) != 1,
            CHILD: self.who == NEW_CHILD,
            SPECIALIST: len(self.specialists) > 1,
            TIME: True,
            SERIES: self.service.longest_series > 1,
            DATES: self.number > 1,
            CONTACT: self.person is None or self.must_accept,
        }
        return [step for step, is_asked in asked.items() if is_asked]

    def make(self, step: str, data: QueryDict | None) -> forms.Form:
        planned = self.answers.get(PLANNED, [])
        makers: dict[str, Callable[[], forms.Form]] = {
            WHO: lambda: ForWhomForm(data, choices=choices.people(self.comers)),
            CHILD: lambda: ChildForm(data),
            SPECIALIST: lambda: SpecialistForm(data, choices=choices.specialists(self.specialists)),
            TIME: lambda: HourForm(data, specialists=self.wanted_specialists),
            SERIES: lambda: SeriesForm(data, choices=self._lengths()),
            DATES: lambda: DatesForm(data, choices=choices.days(planned), ticked=planned),
            CONTACT: lambda: (ClauseForm if self.person else ContactForm)(data, current=self.clause),
        }
        return makers[step]()

    def _lengths(self) -> list[tuple[int, Label]]:
        first = self.first_hour
        return choices.lengths(self.service.longest_series, first=first[0] if first else None)

    @cached_property
    def specialists(self) -> list[Specialist]:
        """Those who give the help at present, to a child only who may work with children."""
        return giving(self.service, to_child=self.is_for_child)

    # --- who comes -----------------------------------------------------------------------------

    @cached_property
    def who(self) -> str:
        """For whom it is; the only one who can come is never asked about."""
        form = self.answered(WHO)
        if form.is_valid():
            return str(form.cleaned_data["who"])
        options = list(self.comers.options)
        return options[0] if len(options) == 1 else ""

    @property
    def is_for_child(self) -> bool:
        if self.service.audience == Service.Audience.CHILDREN or self.who == NEW_CHILD:
            return True
        return self.comer is not None and is_a_child(self.comer)

    @property
    def comer(self) -> Person | None:
        """Who comes, as far as the house knows them."""
        return self.comers.options.get(self.who)

    @property
    def name(self) -> str:
        """Who comes, as the check page says it."""
        if self.comer:
            return self.comer.full_name
        return self.typed_name(CHILD if self.who == NEW_CHILD else CONTACT)

    @cached_property
    def last_appointment(self) -> Appointment | None:
        """The newest one the same person had or has, to offer the same hour again."""
        if self.comer is None:
            return None
        kept = (Appointment.Status.BOOKED, Appointment.Status.ATTENDED)
        mine = Appointment.objects.filter(service=self.service, person=self.comer, status__in=kept)
        return mine.order_by("-starts_at").first()

    @property
    def languages(self) -> str:
        return spoken_by(self.specialists)

    # --- with whom, and when -------------------------------------------------------------------

    @property
    def wanted_specialists(self) -> list[Specialist]:
        """The one who was asked for, or all."""
        form = self.answered(SPECIALIST)
        word = form.cleaned_data["specialist"] if form.is_valid() else ANY
        return [each for each in self.specialists if word in (ANY, str(each.pk))]

    @cached_property
    def free_hours(self) -> FreeHours:
        return FreeHours.of(
            self.service,
            specialists=self.wanted_specialists,
            for_person=self.comer,
            carer=self.comers.carer_of(self.who),
            device_key=self.device_key,
            as_with=self.last_appointment,
            for_child=self.is_for_child,
        )

    # --- the end -------------------------------------------------------------------------------

    def take(self) -> list[Appointment]:
        """Book what is held, and forget the answers. Raises HoursLost and what ``book`` raises."""
        if self.person is None:
            raise PermissionError("Appointments are booked by somebody who proved an address.")
        appointments = self.hold_all()
        child = self.answered(CHILD)
        booked = book_for_household(
            self.person,
            word=self.who,
            child=child.facts() if isinstance(child, ChildForm) and child.is_valid() else None,
            appointments=appointments,
            clause=self.clause,
        )
        release(self.held)
        self.forget()
        return booked

    # --- in words ------------------------------------------------------------------------------

    @property
    def skipped(self) -> list[tuple[datetime, str]]:
        """The weeks in which the hour cannot be had, each with the reason in the present language."""
        found = []
        for value, why, language in self.answers.get(SKIPPED, []):
            starts_at = datetime.fromisoformat(value)
            is_told = language == get_language()
            found.append((starts_at, why if is_told else holiday_at(starts_at) or _("This hour is taken.")))
        return found
