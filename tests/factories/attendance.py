from datetime import timedelta
from uuid import uuid4

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from attendance import models
from tests.factories.people import PersonFactory
from tests.factories.sessions import PlaceFactory, SessionFactory


class ScanFactory(DjangoModelFactory):
    """An entry in the log as it stands in the table. Derives no attendance: ``checkin.rederive`` does."""

    class Meta:
        model = models.Scan

    event_id = factory.LazyFunction(uuid4)
    device = "phone-1"
    session = factory.SubFactory(SessionFactory)
    person = factory.SubFactory(PersonFactory)
    act = models.Scan.Act.ENTER
    method = models.Scan.Method.CAMERA
    verdict = models.Scan.Verdict.WELCOME
    happened_at = factory.SelfAttribute("session.starts_at")
    noted_by = factory.SubFactory(PersonFactory)


class AttendanceFactory(DjangoModelFactory):
    """What is known, as it stands in the table, without a log behind it."""

    class Meta:
        model = models.Attendance

    session = factory.SubFactory(SessionFactory)
    person = factory.SubFactory(PersonFactory)
    place = factory.SubFactory(
        PlaceFactory, run=factory.SelfAttribute("..session.run"), person=factory.SelfAttribute("..person")
    )
    status = models.Attendance.Status.PRESENT
    minutes = factory.LazyAttribute(lambda o: 0 if o.status in {"excused", "absent"} else o.session.minutes)
    units = factory.LazyAttribute(lambda o: int(o.minutes > 0))


class WalkInFactory(DjangoModelFactory):
    """Somebody written down at the door; nothing is noted of them yet."""

    class Meta:
        model = models.WalkIn

    session = factory.SubFactory(SessionFactory)
    person = factory.SubFactory(PersonFactory, email="")
    name = factory.LazyAttribute(lambda o: o.person.full_name)
    contact = "600 100 200"
    birth_year = 1990
    created_by = factory.SubFactory(PersonFactory)


class DeviceFactory(DjangoModelFactory):
    class Meta:
        model = models.Device

    class Params:
        locked = factory.Trait(
            revoked_at=factory.LazyFunction(timezone.now), revoked_by=factory.SelfAttribute("person")
        )

    name = factory.Sequence(lambda n: f"phone-{n}")
    person = factory.SubFactory(PersonFactory)
    label = "Android, Chrome"


class KeptApartFactory(DjangoModelFactory):
    class Meta:
        model = models.KeptApart

    one = factory.SubFactory(PersonFactory)
    other = factory.SubFactory(PersonFactory)
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1))
    noted_by = factory.SubFactory(PersonFactory)


class GuardianConsentFactory(DjangoModelFactory):
    class Meta:
        model = models.GuardianConsent

    place = factory.SubFactory(PlaceFactory)
    given_by = factory.SelfAttribute("place.booked_by")
    recorded_by = factory.SelfAttribute("given_by")


class ContradictionFactory(DjangoModelFactory):
    class Meta:
        model = models.Contradiction

    session = factory.SubFactory(SessionFactory)
    person = factory.SubFactory(PersonFactory)
    kind = models.Contradiction.Kind.THERE_OR_AWAY


class ApologyFactory(DjangoModelFactory):
    class Meta:
        model = models.Apology

    place = factory.SubFactory(PlaceFactory)
    session = factory.SubFactory(SessionFactory, run=factory.SelfAttribute("..place.run"))
    excuse = models.Excuse.HEALTH
    asked_by = factory.SelfAttribute("place.person")


class AppealFactory(DjangoModelFactory):
    class Meta:
        model = models.Appeal

    session = factory.SubFactory(SessionFactory)
    person = factory.SubFactory(PersonFactory)
    claim = models.Attendance.Status.PRESENT
    words = "Byłam od początku."
    made_by = factory.SelfAttribute("person")
