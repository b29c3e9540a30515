from datetime import timedelta

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
