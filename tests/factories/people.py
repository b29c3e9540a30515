from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from lms.people import models


class UserFactory(DjangoModelFactory):
    class Meta:
        model = models.User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"reader{n}@example.org")
    is_active = True

    @factory.post_generation
    def password(self, create, given, **kwargs):
        if given:
            self.set_password(given)
        else:
            self.set_unusable_password()
        if create:
            self.save()


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = models.Person
        skip_postgeneration_save = True

    class Params:
        with_sign_in = factory.Trait(
            user=factory.SubFactory(UserFactory, email=factory.SelfAttribute("..email")),
        )
        child = factory.Trait(
            date_of_birth=factory.Faker("date_of_birth", minimum_age=6, maximum_age=12), email=""
        )

    @factory.post_generation
    def cleared(self, create, given, **kwargs):
        """``cleared=True``: checked for work with children, for years to come."""
        if given:
            today = timezone.localdate()
            models.Clearance.objects.create(
                person=self, checked_on=today - timedelta(days=365), valid_until=today + timedelta(days=1000)
            )

    given_name = "Olha"
    family_name = factory.Sequence(lambda n: f"Melnyk{n}")
    email = factory.Sequence(lambda n: f"person{n}@example.org")
    language = "pl"


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = models.Organisation
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"NGO{n}")
    name = factory.LazyAttribute(lambda o: f"Fundacja {o.code}")


class GuardianshipFactory(DjangoModelFactory):
    class Meta:
        model = models.Guardianship

    carer = factory.SubFactory(PersonFactory)
    child = factory.SubFactory(PersonFactory, child=True)
    basis = models.Guardianship.Basis.TEMPORARY_GUARDIAN


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = models.Membership

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = models.Role.COORDINATOR


class InformationClauseFactory(DjangoModelFactory):
    class Meta:
        model = models.InformationClause

    purpose = models.InformationClause.Purpose.BOOKING
    version = factory.Sequence(lambda n: f"2026-{n}")
    summary = "Administratorem danych jest MOPS."
    text = "Pełna treść klauzuli."
