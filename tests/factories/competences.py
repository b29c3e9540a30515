from datetime import date, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from courses import models
from tests.factories.courses import CourseFactory
from tests.factories.people import OrganisationFactory, PersonFactory


class FrameworkFactory(DjangoModelFactory):
    class Meta:
        model = models.Framework
        django_get_or_create = ("code",)

    code = "HOUSE"
    title = "What the house asks for"


class CompetenceFactory(DjangoModelFactory):
    class Meta:
        model = models.Competence

    framework = factory.SubFactory(FrameworkFactory)
    code = factory.Sequence(lambda n: f"C-{n:03d}")
    title = factory.LazyAttribute(lambda o: f"Competence {o.code}")
    position = factory.Sequence(int)


class RoleProfileFactory(DjangoModelFactory):
    class Meta:
        model = models.RoleProfile

    code = factory.Sequence(lambda n: f"role-{n}")
    title = factory.LazyAttribute(lambda o: f"Role {o.code}")


class RequiredCompetenceFactory(DjangoModelFactory):
    class Meta:
        model = models.RequiredCompetence

    profile = factory.SubFactory(RoleProfileFactory)
    competence = factory.SubFactory(CompetenceFactory)


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = models.Team

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Team {n}")


class DutyFactory(DjangoModelFactory):
    class Meta:
        model = models.Duty

    person = factory.SubFactory(PersonFactory)
    profile = factory.SubFactory(RoleProfileFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    since = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1000))


class CourseGivesFactory(DjangoModelFactory):
    class Meta:
        model = models.CourseGives

    course = factory.SubFactory(CourseFactory)
    competence = factory.SubFactory(CompetenceFactory)


class EvidenceFactory(DjangoModelFactory):
    """Accepted training elsewhere; ``waiting=True``: nobody has looked at it yet."""

    class Meta:
        model = models.Evidence

    class Params:
        waiting = factory.Trait(decision=models.Evidence.Decision.WAITING, reviewed_at=None)

    person = factory.SubFactory(PersonFactory)
    competence = factory.SubFactory(CompetenceFactory)
    kind = models.Evidence.Kind.EXTERNAL
    achieved_on = date(2026, 1, 1)
    words = "A training elsewhere"
    decision = models.Evidence.Decision.ACCEPTED
    reviewed_at = factory.LazyFunction(timezone.now)
