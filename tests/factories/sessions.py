from datetime import date, timedelta
from uuid import uuid4

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from sessions import models
from tests.factories.courses import CourseFactory
from tests.factories.people import OrganisationFactory, PersonFactory


class RoomFactory(DjangoModelFactory):
    class Meta:
        model = models.Room

    name = factory.Sequence(lambda n: f"Sala {n}")
    organisation = factory.SubFactory(OrganisationFactory)
    address = "ul. Strzegomska 6, Wrocław"
    capacity = 20


class RunFactory(DjangoModelFactory):
    """A published run, open for booking, that starts in a week."""

    class Meta:
        model = models.Run
        skip_postgeneration_save = True

    class Params:
        closed = factory.Trait(
            booking_closes_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
        )
        confidential = factory.Trait(visibility=models.Run.Visibility.CONFIDENTIAL)

    course = factory.SubFactory(CourseFactory)
    code = factory.Sequence(lambda n: f"RUN-{n}")
    organiser = factory.SubFactory(OrganisationFactory)
    status = models.Run.Status.PUBLISHED
    capacity = 10
    booking_closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=6))

    @factory.post_generation
    def languages(self, create, given, **kwargs):
        for language in given or []:
            models.RunLanguage.objects.create(run=self, language=language)


class SessionFactory(DjangoModelFactory):
    """A planned session of two hours, a week from now. Makes no reservations: verbs do."""

    class Meta:
        model = models.Session
        skip_postgeneration_save = True

    class Params:
        today = factory.Trait(starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=5)))

    run = factory.SubFactory(RunFactory)
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + timedelta(hours=2))

    @factory.post_generation
    def trainers(self, create, given, **kwargs):
        for trainer in given or []:
            models.SessionTrainer.objects.create(session=self, trainer=trainer)


class PlaceFactory(DjangoModelFactory):
    """A place as it stands in the table. Counts no seat: verbs do."""

    class Meta:
        model = models.Place

    run = factory.SubFactory(RunFactory)
    person = factory.SubFactory(PersonFactory)
    booked_by = factory.SelfAttribute("person")
    status = models.Place.Status.CONFIRMED

    @factory.lazy_attribute
    def offer(self):
        """An offered place has its offer."""
        if self.status != models.Place.Status.OFFERED:
            return None
        return OfferFactory(run=self.run)


class OfferFactory(DjangoModelFactory):
    """An open offer of one seat. Its place is made apart."""

    class Meta:
        model = models.Offer

    run = factory.SubFactory(RunFactory)
    party = factory.LazyFunction(uuid4)
    seats = 1
    cause = models.Offer.Cause.FREED
    answer_until = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))


class PriorityClassFactory(DjangoModelFactory):
    class Meta:
        model = models.PriorityClass
        django_get_or_create = ("rank",)

    name = "Termin sądu"
    rank = factory.Sequence(lambda n: n % 900 + 1)


class ContractFactory(DjangoModelFactory):
    class Meta:
        model = models.Contract

    code = factory.Sequence(lambda n: f"UNICEF/{n}")
    title = "Wsparcie psychologiczne"
    organisation = factory.SubFactory(OrganisationFactory)
    funder = factory.SubFactory(OrganisationFactory, is_funder=True)
    hours_agreed = 100
    starts_on = date(2026, 1, 1)
    ends_on = date(2027, 12, 31)


class ServiceFactory(DjangoModelFactory):
    """Psychology for anyone: fifty minutes, ten between, a day ahead."""

    class Meta:
        model = models.Service

    code = factory.Sequence(lambda n: f"PSYCH-{n}")
    name = "Konsultacja psychologiczna"
    organisation = factory.SubFactory(OrganisationFactory)


class SpecialistFactory(DjangoModelFactory):
    """A therapist with a room. Hours are made by ``sessions.working_hours``."""

    class Meta:
        model = models.Specialist
        skip_postgeneration_save = True

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    room = factory.SubFactory(RoomFactory)

    @factory.post_generation
    def services(self, create, given, **kwargs):
        self.services.add(*(given or []))


class AppointmentFactory(DjangoModelFactory):
    """A booked appointment as it stands in the table. Makes no reservations: verbs do."""

    class Meta:
        model = models.Appointment

    service = factory.SubFactory(ServiceFactory)
    specialist = factory.SubFactory(SpecialistFactory)
    person = factory.SubFactory(PersonFactory)
    booked_by = factory.SelfAttribute("person")
    room = factory.SelfAttribute("specialist.room")
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + timedelta(minutes=50))
    status = models.Appointment.Status.BOOKED


class ChildcareFactory(DjangoModelFactory):
    class Meta:
        model = models.Childcare

    name = "Kącik zabaw"
    organisation = factory.SubFactory(OrganisationFactory)
    places = 8
