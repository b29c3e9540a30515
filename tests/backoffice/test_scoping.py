"""A coordinator of one organisation sees nothing of another's, whatever address is typed.

Each row: an address, how it is asked, and what it answers to whoever holds a role. ``own`` and ``other``
are coordinators of the organisation whose the record is, and of another one. Those who may not enter the
back office at all stand in the permission matrix.
"""

from datetime import date, time, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse
from django.utils import timezone

from courses.models import Certificate
from lms.people.models import Clearance, Membership, Role
from lms.people.roles import forget_roles, grant
from lms.privacy.models import AuditEntry
from sessions.absences import plan_absence
from sessions.models import RoomHours
from sessions.reservations import resource_of_room
from sessions.timetable import plan_weekly
from sessions.working_hours import set_weekly, strike_out
from tests import personas
from tests.backoffice import scoping_of_competences as of_competences
from tests.factories.attendance import DeviceFactory, KeptApartFactory
from tests.factories.certificates import CertificateTemplateFactory
from tests.factories.completion import RecognitionFactory, RequirementFactory
from tests.factories.courses import CourseFactory, EnrolmentFactory
from tests.factories.packages import make_package
from tests.factories.people import (
    GuardianshipFactory,
    InformationClauseFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
)
from tests.factories.sessions import (
    ChildcareFactory,
    PlaceFactory,
    RoomFactory,
    RunFactory,
    SessionFactory,
    SpecialistFactory,
)
from tests.permissions.composing import composing

pytestmark = pytest.mark.django_db

YES, GONE, NO = "yes", "404", "no"
COLUMNS = ("own", "other", "administrator", "officer", "editor")
COORDINATED = (YES, GONE, YES, GONE, GONE)
"""For the organisation's coordinators and for administrators; to others it is not there."""
TAKEN_AWAY = (YES, GONE, GONE, GONE, GONE)
"""Their coordinator is the first who asks, and then it is no longer there."""
SEEN_BY_OFFICER = (YES, GONE, YES, YES, GONE)
# Wagtail asks for the right to change any record of the kind before it looks for this one.
EDITED = (YES, GONE, YES, NO, NO)
SHARED = (YES, YES, YES, NO, YES)
WRITTEN = (YES, GONE, YES, GONE, YES)
"""For its organisation's coordinators, and for editors, who write for the whole house."""

ROWS = [
    # address, method, record, answers
    ("run:inspect", "get", "run", (YES, GONE, YES, GONE, GONE)),
    ("run:edit", "get", "run", EDITED),
    ("run:publish", "post", "run", COORDINATED),
    ("run:cancel", "get", "run", COORDINATED),
    ("run:timetable", "get", "run", COORDINATED),
    ("run:add_session", "get", "run", COORDINATED),
    ("run:places", "get", "run", COORDINATED),
    ("run:places_results", "get", "run", COORDINATED),
    ("run:export", "get", "run csv", COORDINATED),
    ("run:enrol", "get", "run", COORDINATED),
    ("run:enrol_person", "get", "run person", COORDINATED),
    ("run:move_session", "get", "session", COORDINATED),
    ("run:cancel_session", "get", "session", COORDINATED),
    ("run:session_people", "get", "session", COORDINATED),
    ("run:session_topic", "get", "session", COORDINATED),
    ("run:session_units", "get", "session", COORDINATED),
    ("run:series", "get", "in series", COORDINATED),
    ("run:whole_series", "get", "in series", COORDINATED),
    ("run:cancel_place", "get", "place", COORDINATED),
    ("run:place", "get", "place", COORDINATED),
    ("run:move_place", "get", "place", COORDINATED),
    ("run:priority", "get", "place", COORDINATED),
    ("run:promote", "get", "place", COORDINATED),
    ("run:take_back", "post", "place", COORDINATED),
    ("run:requests", "get", "run", COORDINATED),
    ("run:queue", "get", "run", COORDINATED),
    ("run:copy", "get", "run", COORDINATED),
    ("run:go_ahead", "post", "run", COORDINATED),
    ("run:enrol_new", "get", "run", COORDINATED),
    ("run:enrol_child", "get", "run person", COORDINATED),
    ("room:edit", "get", "room", EDITED),
    ("room:inspect", "get", "room", COORDINATED),
    ("room:add_hours", "get", "room", COORDINATED),
    ("room:remove_hours", "post", "room hours", TAKEN_AWAY),
    ("room:close", "get", "room", COORDINATED),
    ("specialist:inspect", "get", "specialist", COORDINATED),
    ("specialist:edit", "get", "specialist", EDITED),
    ("specialist:add_hours", "get", "specialist", COORDINATED),
    ("specialist:end_hours", "get", "working hours", COORDINATED),
    ("specialist:strike_out", "get", "working hours", COORDINATED),
    ("specialist:restore_day", "post", "struck out", TAKEN_AWAY),
    ("specialist:remove_hours", "post", "working hours", TAKEN_AWAY),
    ("specialist:leave", "get", "specialist", COORDINATED),
    ("childcare:inspect", "get", "childcare", COORDINATED),
    ("childcare:edit", "get", "childcare", EDITED),
    ("childcare:close", "get", "childcare", COORDINATED),
    ("absence:undo", "post", "absence", TAKEN_AWAY),
    ("course:inspect", "get", "course", (YES, YES, YES, GONE, YES)),
    ("course:edit", "get", "course", (YES, GONE, YES, NO, YES)),
    ("certificate:inspect", "get", "certificate", COORDINATED),
    ("certificate:revoke", "post", "certificate", COORDINATED),
    ("certificate:reissue", "post", "certificate", COORDINATED),
    ("certificate:again", "get", "certificate", COORDINATED),
    ("certificate:missing", "get", "", (YES, YES, YES, NO, NO)),
    ("certificatetemplate:inspect", "get", "wording", (YES, YES, YES, GONE, YES)),
    ("certificatetemplate:edit", "get", "wording", (NO, NO, YES, NO, YES)),
    ("certificatetemplate:picture", "get", "wording", (YES, YES, YES, GONE, YES)),
    ("certificatetemplate:retire", "get", "wording", (GONE, GONE, YES, GONE, YES)),
    ("certificatetemplate:add", "get", "", (NO, NO, YES, NO, YES)),
    ("person:inspect", "get", "person", SEEN_BY_OFFICER),
    ("person:edit", "get", "person", EDITED),
    ("person:grant", "get", "person", COORDINATED),
    ("person:add_child", "get", "person", COORDINATED),
    ("person:add_clearance", "get", "person", COORDINATED),
    ("person:end_role", "post", "membership", COORDINATED),
    ("person:verify", "post", "guardianship", COORDINATED),
    ("person:revoke", "post", "guardianship", COORDINATED),
    ("organisation:inspect", "get", "organisation", SEEN_BY_OFFICER),
    ("organisation:edit", "get", "organisation", (NO, NO, YES, NO, NO)),
    ("informationclause:inspect", "get", "clause", (YES, YES, YES, YES, GONE)),
    ("message:inspect", "get", "message", COORDINATED),
    ("message:retry", "post", "message", COORDINATED),
    ("keptapart:edit", "get", "kept apart", (YES, GONE, NO, NO, NO)),
    ("device:lock", "get", "device", COORDINATED),
    # what has no record
    ("keptapart:add", "get", "", (YES, YES, NO, NO, NO)),
    ("run:add", "get", "", (YES, YES, YES, NO, NO)),
    ("run:enrol_runs", "get", "", (YES, YES, YES, NO, NO)),
    ("room:add", "get", "", (YES, YES, YES, NO, NO)),
    ("specialist:add", "get", "", (YES, YES, YES, NO, NO)),
    ("childcare:add", "get", "", (YES, YES, YES, NO, NO)),
    ("course:add", "get", "", (YES, YES, YES, NO, NO)),
    ("package:add", "get", "", (YES, YES, YES, NO, YES)),
    ("package:inspect", "get", "package", WRITTEN),
    ("package:edit", "get", "package", (YES, GONE, YES, NO, YES)),
    ("package:bring_version", "get", "package", WRITTEN),
    ("package:give_version", "post", "package version", WRITTEN),
    ("package:try_version", "get", "package version", WRITTEN),
    ("package:open_try", "post", "package version", WRITTEN),
    # Only whoever opened it stays with it; here nobody did.
    ("package:stay_try", "post", "package try", (GONE, GONE, GONE, GONE, GONE)),
    ("package:retire", "post", "package", WRITTEN),
    ("package:offer", "post", "package", WRITTEN),
    ("bank:add", "get", "", (YES, YES, YES, NO, YES)),
    ("bank:inspect", "get", "bank", WRITTEN),
    ("bank:edit", "get", "bank", (YES, GONE, YES, NO, YES)),
    ("bank:bring", "get", "bank", WRITTEN),
    ("bank:take_out", "get", "bank", WRITTEN),
    ("bank:look_through", "get", "brought", WRITTEN),
    ("bank:read_again", "post", "brought", WRITTEN),
    ("bank:put_away", "post", "brought", (YES, GONE, GONE, GONE, GONE)),
    ("bank:picture", "get", "question picture", WRITTEN),
    ("bank:question", "get", "question", WRITTEN),
    ("bank:add_question", "get", "bank kind", WRITTEN),
    ("bank:edit_question", "get", "question", WRITTEN),
    ("bank:retire_question", "post", "question", WRITTEN),
    ("bank:bring_back", "post", "question", WRITTEN),
    ("quiz:add", "get", "", (YES, YES, YES, NO, YES)),
    ("quiz:inspect", "get", "quiz", (YES, YES, YES, GONE, YES)),
    ("quiz:edit", "get", "quiz", (YES, GONE, YES, NO, YES)),
    ("quiz:add_questions", "get", "quiz", WRITTEN),
    ("quiz:add_pool", "get", "quiz", WRITTEN),
    ("quiz:change_part", "get", "part", WRITTEN),
    ("quiz:move_up", "post", "part", WRITTEN),
    ("quiz:move_down", "post", "part", WRITTEN),
    ("quiz:remove_part", "post", "part", (YES, GONE, GONE, GONE, GONE)),
    ("quiz:retire", "post", "quiz", WRITTEN),
    ("quiz:bring_back", "post", "quiz", WRITTEN),
    ("course:rule", "get", "course", WRITTEN),
    ("course:rule_add", "get", "course kind", WRITTEN),
    ("course:rule_needed", "post", "course", WRITTEN),
    ("course:rule_change", "get", "step", WRITTEN),
    ("course:rule_up", "post", "step", WRITTEN),
    ("course:rule_remove", "post", "step", TAKEN_AWAY),
    ("enrolment:inspect", "get", "enrolment", COORDINATED),
    ("recognition:inspect", "get", "recognition", COORDINATED),
    ("recognition:accept", "get", "recognition", COORDINATED),
    ("recognition:refuse", "get", "recognition", COORDINATED),
    ("recognition:take_back", "get", "recognition", COORDINATED),
    ("recognition:document", "get", "recognition", COORDINATED),
    ("person:add", "get", "", (YES, YES, YES, NO, NO)),
    ("organisation:add", "get", "", (NO, NO, YES, NO, NO)),
    ("informationclause:add", "get", "", (NO, NO, YES, YES, NO)),
    *of_competences.ROWS,
]
LISTS = [
    # list, record that stands in it, who finds it there
    ("run", "run", (YES, GONE, YES, NO, NO)),
    ("room", "room", (YES, GONE, YES, NO, NO)),
    ("specialist", "specialist", (YES, GONE, YES, NO, NO)),
    ("childcare", "childcare", (YES, GONE, YES, NO, NO)),
    ("absence", "absence", (YES, GONE, YES, NO, NO)),
    ("course", "course", SHARED),
    ("bank", "bank", (YES, GONE, YES, NO, YES)),
    ("quiz", "quiz", SHARED),
    ("package", "package", (YES, GONE, YES, NO, YES)),
    ("certificate", "certificate", (YES, GONE, YES, NO, NO)),
    ("enrolment", "enrolment", (YES, GONE, YES, NO, NO)),
    ("recognition", "recognition", (YES, GONE, YES, NO, NO)),
    ("certificatetemplate", "wording", SHARED),
    ("person", "person", (YES, GONE, YES, YES, NO)),
    ("membership", "membership", (YES, GONE, YES, YES, NO)),
    ("organisation", "organisation", (YES, GONE, YES, YES, NO)),
    ("informationclause", "clause", (YES, YES, YES, YES, NO)),
    ("message", "message", (YES, GONE, YES, NO, NO)),
    ("auditentry", "entry", (NO, NO, YES, YES, NO)),
    ("keptapart", "kept apart", (YES, GONE, NO, NO, NO)),
    ("device", "device", (YES, GONE, YES, NO, NO)),
    *of_competences.LISTS,
]


@pytest.fixture(scope="module")
def laid(django_db_setup, django_db_blocker):
    """Everything of one organisation, and everybody who might look at it; each row leaves it as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        mops, fundacja = personas.mops(), personas.fundacja()
        yield SimpleNamespace(
            mops=mops, fundacja=fundacja, house=_house(mops, fundacja), records=_records(mops)
        )
        transaction.set_rollback(True)


@pytest.fixture
def mops(laid, db):
    return laid.mops


@pytest.fixture
def fundacja(laid, db):
    return laid.fundacja


@pytest.fixture
def house(laid, db):
    for user in laid.house.values():
        forget_roles(user)
    return laid.house


@pytest.fixture
def records(laid, db):
    return laid.records


def _house(mops, fundacja):
    officer = PersonFactory(with_sign_in=True)
    grant(Role.DATA_PROTECTION_OFFICER, to=officer, at=mops)
    own, other = personas.pan_adam(mops), personas.pani_beata(fundacja)
    people = (own, other, personas.anna(mops), officer, personas.ewa(mops))
    return {column: person.user for column, person in zip(COLUMNS, people, strict=True)}


def _records(mops):
    course = CourseFactory()
    run = RunFactory(organiser=mops, course=course)
    monday = timezone.localdate() + timedelta(days=14)
    series = plan_weekly(
        RunFactory(organiser=mops),
        weekdays=[monday.weekday()],
        first_date=monday,
        start=time(10),
        minutes=60,
        meetings=2,
    )
    person, child = PersonFactory(), PersonFactory(child=True)
    place = PlaceFactory(run=run, person=person, enrolment=EnrolmentFactory(person=person, course=course))
    for one in (person, child):
        grant(Role.PARTICIPANT, to=one, at=mops)
    trainer = PersonFactory()
    package = make_package(course=course)
    composed = composing(organisation=mops, course=course)
    certificate = Certificate.objects.create(
        enrolment=place.enrolment, organiser=mops, number="MOPS-2026-00001-ABCD", statement={}
    )
    message = person.messages.create(
        key="k",
        kind="place_confirmed",
        address="a@example.org",
        language="pl",
        subject="s",
        text="t",
        organisation=mops,
    )
    Clearance.objects.create(person=trainer, checked_on="2026-01-01", valid_until="2027-01-01")
    membership = MembershipFactory(
        person=trainer, organisation=mops, role=Role.TRAINER, starts_on="2026-01-01"
    )
    room, specialist = RoomFactory(organisation=mops), SpecialistFactory(organisation=mops)
    mondays = set_weekly(specialist, weekdays=[0], start=time(9), end=time(13), from_day=date(2026, 1, 5))
    starts_at = timezone.now() + timedelta(days=9)
    absence, *_hit = plan_absence(
        resource_of_room(room), starts_at=starts_at, ends_at=starts_at + timedelta(days=1), by=None
    )
    return {
        "": [],
        "run": [run.pk],
        "run csv": [run.pk, "csv"],
        "run person": [run.pk, person.pk],
        "session": [SessionFactory(run=run).pk],
        "in series": [series.sessions.all()[0].pk],
        "place": [place.pk],
        "room": [room.pk],
        "room hours": [RoomHours.objects.create(room=room, weekday=0, opens=time(8), closes=time(20)).pk],
        "specialist": [specialist.pk],
        "working hours": [mondays.pk],
        "struck out": [strike_out(mondays, day=date(2026, 1, 12)).pk],
        "childcare": [ChildcareFactory(organisation=mops).pk],
        "absence": [absence.pk],
        "course": [course.pk],
        "course kind": [course.pk, "file"],
        "step": [course.pk, RequirementFactory(course=course).pk],
        "enrolment": [place.enrolment.pk],
        "recognition": [RecognitionFactory(course__organiser=mops).pk],
        "bank": [composed.bank.pk],
        "bank kind": [composed.bank.pk, "single"],
        "brought": [composed.brought.pk],
        "question": [composed.question.pk],
        "question picture": [composed.picture.uuid],
        "quiz": [composed.quiz.pk],
        "part": [composed.part.pk],
        "package": [package.pk],
        "package version": [package.pk, 1],
        "package try": [package.pk, 1, uuid4()],
        "certificate": [certificate.pk],
        "wording": [CertificateTemplateFactory(course=course).pk],
        "person": [person.pk],
        "membership": [membership.pk],
        "guardianship": [GuardianshipFactory(carer=person, child=child).pk],
        "organisation": [mops.pk],
        "clause": [InformationClauseFactory().pk],
        "message": [message.pk],
        "kept apart": [KeptApartFactory(one=person).pk],
        "device": [DeviceFactory(person=trainer).pk],
        "entry": [AuditEntry.objects.create(action="viewed", target="x").pk],
        **of_competences.records_of_competences(mops),
    }


def answer_to(client, user, method, address):
    client.force_login(user)
    answer = getattr(client, method)(address)
    if answer.status_code == 404:
        return GONE, answer
    if answer.status_code == 403:
        return NO, answer
    if answer.status_code == 302 and (answer.url == reverse("wagtailadmin_home") or "next=" in answer.url):
        return NO, answer
    return YES, answer


@pytest.mark.usefixtures("blank_pages")
@pytest.mark.parametrize(("name", "method", "record", "answers"), ROWS, ids=[row[0] for row in ROWS])
def test_each_address_answers_to_those_whose_it_is(client, house, records, name, method, record, answers):
    address = reverse(name, args=records[record])

    found = {column: answer_to(client, house[column], method, address)[0] for column in COLUMNS}

    assert found == dict(zip(COLUMNS, answers, strict=True))


@pytest.mark.parametrize(("name", "record", "answers"), LISTS, ids=[row[0] for row in LISTS])
@pytest.mark.parametrize("part", ["index", "index_results"])
def test_each_list_shows_only_what_is_theirs(client, house, records, name, record, answers, part):
    address = reverse(f"{name}:{part}")
    found = {}

    for column in COLUMNS:
        found[column], answer = answer_to(client, house[column], "get", address)
        if found[column] == YES:
            shown = {one.pk for one in answer.context["object_list"]}
            found[column] = YES if records[record][0] in shown else GONE

    assert found == dict(zip(COLUMNS, answers, strict=True))


def test_every_address_of_ours_in_the_back_office_has_a_row():
    ours = {row[0] for row in LISTS}
    admin = next(one for one in get_resolver().url_patterns if str(one.pattern) == "admin/")
    spaces = {space: resolver for space, (_prefix, resolver) in admin.namespace_dict.items() if space in ours}
    addresses = {
        f"{space}:{name}"
        for space, found in spaces.items()
        for name in found.reverse_dict
        if isinstance(name, str)
    }

    tested = {row[0] for row in ROWS} | {
        f"{name}:{part}" for name in ours for part in ("index", "index_results")
    }

    assert addresses == tested


def test_a_person_shared_by_two_organisations_shows_each_only_its_own(client, house, records, fundacja):
    theirs = PlaceFactory(run=RunFactory(organiser=fundacja), person_id=records["person"][0])
    client.force_login(house["other"])

    page = client.get(reverse("person:inspect", args=records["person"]))

    assert [place.pk for section in page.context["sections"] for place in getattr(section, "places", ())] == [
        theirs.pk
    ]
    assert list(page.context["memberships"]) == []


def test_membership_of_another_organisation_opens_nothing_after_it_ends(client, house, records):
    Membership.objects.filter(person__user=house["own"]).delete()

    answer, _page = answer_to(client, house["own"], "get", reverse("run:inspect", args=records["run"]))

    assert answer != YES


def test_forms_offer_only_what_is_ones_own(client, house, records, mops, fundacja):
    RoomFactory(organisation=fundacja)
    OrganisationFactory()
    client.force_login(house["other"])

    form = client.get(reverse("run:add")).context["form"]

    assert list(form.fields["organiser"].queryset) == [fundacja]
    assert {room.organisation for room in form.fields["room"].queryset} == {fundacja}
    assert list(form.fields["trainers"].queryset) == []
