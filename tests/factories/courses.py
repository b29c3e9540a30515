import factory
from factory.django import DjangoModelFactory

from courses import models
from tests.factories.people import PersonFactory


class CourseFactory(DjangoModelFactory):
    class Meta:
        model = models.Course

    class Params:
        confidential = factory.Trait(is_confidential=True, code="CZAS", title="Czas dla siebie")

    code = factory.Sequence(lambda n: f"KURS{n}")
    title = factory.LazyAttribute(lambda o: f"Tytuł {o.code}")
    audience = models.Audience.EVERYONE
    theory_hours = 6


class EnrolmentFactory(DjangoModelFactory):
    class Meta:
        model = models.Enrolment

    person = factory.SubFactory(PersonFactory)
    course = factory.SubFactory(CourseFactory)
