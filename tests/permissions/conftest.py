"""One small world in which everybody has something of their own."""

from __future__ import annotations

from datetime import date, time, timedelta
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.utils import timezone
from PIL import Image
from wagtail.models import Locale, Page

from attendance.codes.passes import pass_of
from attendance.models import Handover, PastImport, SheetPicture
from attendance.sheets.freezing import freeze
from cms.models import Activity, FosterCampaignPage, HomePage, Paper, Picture
from courses import certificates
from courses.badges.claiming import claim
from courses.candidates import express_interest
from courses.newcomers import Reach
from courses.run_facts import RunFacts
from lms.messaging.models import Attachment
from lms.people.models import Guardianship, Role
from lms.people.roles import grant
from lms.privacy import audit
from lms.privacy.models import AuditEntry
from sessions.absences import plan_absence
from sessions.booking import take_place
from sessions.models import Equipment, PriorityClass, RoomHours, Session
from sessions.reservations import resource_of_room
from sessions.timetable import plan_weekly
from sessions.working_hours import set_weekly, strike_out
from tests import personas
from tests.factories.attendance import (
    ApologyFactory,
    AppealFactory,
    AttendanceFactory,
    ContradictionFactory,
    DeviceFactory,
    KeptApartFactory,
    WalkInFactory,
)
from tests.factories.certificates import CertificateTemplateFactory
from tests.factories.courses import CourseFactory
from tests.factories.offices import OfficeFactory
from tests.factories.people import InformationClauseFactory, PersonFactory
from tests.factories.sessions import (
    AppointmentFactory,
    ChildcareFactory,
    ContractFactory,
    PlaceFactory,
    RoomFactory,
    RunFactory,
    ServiceFactory,
    SessionFactory,
    SpecialistFactory,
)
from tests.permissions.answering import answering
from tests.permissions.composing import composing
from tests.permissions.learning import read_at_home_by
from tests.permissions.packaged import packaged
from tests.permissions.practising import practising
from tests.permissions.team import in_team_of


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once for all rows of the table, each of which leaves it as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = _make()
        made.keys = {name: _key_of(person) for name, person in made.visitors.items() if person}
        yield made
        transaction.set_rollback(True)


def _key_of(person):
    """Of a visit that began with signing in; every row is asked for with it."""
    client = Client()
    client.force_login(person.user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _make():
    """Oksana has a place in a run of MOPS that Irena holds today; nothing of it is Marta’s."""
    mops, oksana, marta = personas.mops(), personas.oksana(), personas.marta()
    danylo, irena, pan_adam = personas.danylo(oksana), personas.irena(mops), personas.pan_adam(mops)
    pani_beata, ewa, anna = personas.pani_beata(personas.fundacja()), personas.ewa(mops), personas.anna(mops)

    def colleague(role, **names):
        person = PersonFactory(with_sign_in=True, **names)
        grant(role, to=person, at=mops)
        return person

    petro = colleague(Role.TRAINER, given_name="Petro", email="petro@example.org")
    krystyna = colleague(Role.MANAGER, given_name="Krystyna", email="krystyna@example.org")
    run = RunFactory(organiser=mops, capacity=5, code="OPIEK-1")
    session = SessionFactory(run=run, today=True, trainers=[irena])
    place = take_place(oksana, in_run=run, booked_by=oksana)
    certificate = certificates.issue(
        place.enrolment,
        facts=RunFacts(organiser=mops, first_day=session.starts_at.date(), last_day=session.starts_at.date()),
    )
    paper = Attachment.objects.filter(message__recipient=oksana).first()
    message = paper.message
    home = Page.get_first_root_node().add_child(
        instance=HomePage(
            title="Krok",
            slug="pl-start",
            headline="Krok",
            lead="Razem.",
            courses_label="Kursy",
            locale=Locale.objects.get_or_create(language_code="pl")[0],
        )
    )
    document = Paper.objects.create(title="Prawa", file=ContentFile(b"%PDF-", name="prawa.pdf"))
    drawing = BytesIO()
    Image.new("RGB", (8, 8)).save(drawing, "PNG")
    picture = Picture.objects.create(title="Plac", file=ContentFile(drawing.getvalue(), name="plac.png"))
    entry = audit.record(AuditEntry.Action.VIEWED, oksana, actor=pan_adam.user, subject=oksana)
    room = RoomFactory(organisation=mops)
    service = ServiceFactory(organisation=mops)
    specialist = SpecialistFactory(person=irena, organisation=mops, services=[service])
    in_three_days = timezone.now() + timedelta(days=3)
    visit = AppointmentFactory(service=service, specialist=specialist, person=oksana, starts_at=in_three_days)
    mondays = set_weekly(specialist, weekdays=[0], start=time(9), end=time(13), from_day=date(2026, 1, 5))
    series = plan_weekly(
        RunFactory(organiser=mops),
        weekdays=range(7),
        first_date=in_three_days.date(),
        start=time(17),
        minutes=60,
        meetings=2,
    )
    return SimpleNamespace(
        organisation=mops,
        in_series=series.sessions.first(),
        oksana=oksana,
        danylo=danylo,
        guardianship=Guardianship.objects.get(child=danylo),
        membership=irena.memberships.get(),
        trainer_person=irena,
        root=Page.get_first_root_node(),
        run=run,
        session=session,
        service=service,
        visit=visit,
        place=place,
        room=room,
        room_hours=RoomHours.objects.create(room=room, weekday=0, opens=time(8), closes=time(20)),
        specialist=specialist,
        working_hours=mondays,
        struck_out=strike_out(mondays, day=date(2026, 1, 12)),
        childcare=ChildcareFactory(organisation=mops),
        equipment=Equipment.objects.create(name="Rzutnik"),
        absence=_absence_of(room),
        office=OfficeFactory(),
        activity=Activity.objects.create(number=1, name="Asystentura"),
        course=run.course,
        certificate=certificate,
        badge=claim(certificate, by=oksana, has_name=False),
        wording=CertificateTemplateFactory(course=run.course),
        contract=ContractFactory(organisation=mops),
        priority=PriorityClass.objects.create(name="Termin sądowy", rank=900),
        candidate=express_interest(person=PersonFactory(), organisation=mops, reach=Reach()),
        campaign=_campaign_of(mops),
        message=message,
        paper=paper,
        gate_pass=pass_of(oksana),
        past_import=PastImport.objects.create(name="marzec.xlsx", status="done", uploaded_by=pan_adam),
        handover=Handover.objects.create(session=session, substitute=PersonFactory(), by=irena),
        frozen=freeze(session, by=irena),
        signed=_signed_list_of(session, by=irena),
        recorded=_record_of(danylo, mops, booked_by=oksana),
        clause=InformationClauseFactory(),
        entry=entry,
        walk_in=WalkInFactory(session=session),
        contradiction=ContradictionFactory(session=session, person=oksana),
        apology=ApologyFactory(session=session, place=place),
        appeal=AppealFactory(session=session, person=oksana),
        kept_apart=KeptApartFactory(one=oksana, other=marta),
        device=DeviceFactory(person=irena),
        in_team=in_team_of(krystyna, petro, organisation=mops),
        home=home,
        at_home=read_at_home_by(oksana, home=home),
        composing=composing(organisation=mops, course=run.course),
        practising=practising(oksana, organisation=mops, trainer=irena),
        answering=answering(place.enrolment),
        packaged=packaged(place.enrolment),
        document=document,
        picture=picture,
        visitors={
            "stranger": None,
            "oksana": oksana,
            "marta": marta,
            "irena": irena,
            "petro": petro,
            "adam": pan_adam,
            "beata": pani_beata,
            "ewa": ewa,
            "krystyna": krystyna,
            "piotr": colleague(Role.DATA_PROTECTION_OFFICER, given_name="Piotr", email="piotr@example.org"),
            "anna": anna,
        },
    )


def _absence_of(room):
    starts_at = timezone.now() + timedelta(days=30)
    return plan_absence(
        resource_of_room(room), starts_at=starts_at, ends_at=starts_at + timedelta(days=1), by=None
    )[0]


def _signed_list_of(session, *, by):
    """A photograph on which nothing could be read."""
    return SheetPicture.objects.create(
        session=session,
        file=ContentFile(b"\xff\xd8\xff", name="lista.jpg"),
        sha256="0" * 64,
        proposals=[{"missed": "no_marks"}],
        status=SheetPicture.Status.NOT_READ,
        uploaded_by=by,
    )


def _campaign_of(organisation):
    """In Polish alone, since every address of the table is asked for in Polish."""
    page = FosterCampaignPage(
        title="Kampania", lead="Porozmawiajmy.", organisation=organisation, locale=Locale.get_default()
    )
    return Page.get_first_root_node().add_child(instance=page)


def _record_of(child, organisation, *, booked_by):
    """What is known of a child at a meeting whose list was handed in, in a course that asks for consent."""
    run = RunFactory(organiser=organisation, course=CourseFactory(needs_consent=True))
    yesterday = timezone.now() - timedelta(days=1)
    closed = SessionFactory(
        run=run, starts_at=yesterday, status=Session.Status.CLOSED, closed_at=timezone.now()
    )
    place = PlaceFactory(run=run, person=child, booked_by=booked_by)
    return AttendanceFactory(session=closed, person=child, place=place)
