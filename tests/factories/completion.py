from datetime import date

import factory
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from courses import models
from tests.factories.courses import CourseFactory, EnrolmentFactory
from tests.factories.people import OrganisationFactory, PersonFactory


class SelfPacedFactory(CourseFactory):
    """A course one learns alone, behind which an organisation stands."""

    form = models.Course.Form.SELF_PACED
    organiser = factory.SubFactory(OrganisationFactory)


class RequirementFactory(DjangoModelFactory):
    class Meta:
        model = models.Requirement

    class Params:
        practice = factory.Trait(kind=models.Requirement.Kind.PRACTICE_HOURS, minutes=120)
        file = factory.Trait(kind=models.Requirement.Kind.FILE, words_pl="Opis sytuacji dziecka")

    course = factory.SubFactory(SelfPacedFactory)
    kind = models.Requirement.Kind.TRAINERS_WORD
    position = factory.Sequence(lambda n: n)


class DiaryEntryFactory(DjangoModelFactory):
    class Meta:
        model = models.DiaryEntry

    class Params:
        confirmed = factory.Trait(
            decision=models.Decision.ACCEPTED,
            decided_at=factory.LazyFunction(timezone.now),
            supervisor=factory.SubFactory(PersonFactory),
        )

    enrolment = factory.SubFactory(EnrolmentFactory)
    day = date(2026, 11, 2)
    minutes = 120
    words = "Odrabialiśmy lekcje."


class HandedInFactory(DjangoModelFactory):
    class Meta:
        model = models.HandedIn

    requirement = factory.SubFactory(RequirementFactory, file=True)
    enrolment = factory.SubFactory(EnrolmentFactory, course=factory.SelfAttribute("..requirement.course"))
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.4", name="opis.pdf"))
    name = "opis.pdf"
    handed_in_by = factory.SelfAttribute("enrolment.person")


class RecognitionFactory(DjangoModelFactory):
    class Meta:
        model = models.Recognition

    class Params:
        accepted = factory.Trait(
            decision=models.Recognition.Decision.ACCEPTED,
            decided_at=factory.LazyFunction(timezone.now),
            decided_by=factory.SubFactory(PersonFactory),
        )

    person = factory.SubFactory(PersonFactory)
    course = factory.SubFactory(SelfPacedFactory)
    document = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.4", name="dyplom.pdf"))
    name = "dyplom.pdf"
    words = "20 godzin we Lwowie"
    learnt_on = factory.LazyFunction(timezone.localdate)
    asked_by = factory.SelfAttribute("person")


def a_text(name: str = "opis.txt", content: bytes = b"Opis sytuacji") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/plain")
