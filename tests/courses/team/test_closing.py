"""A manager closes a gap: she asks for a course, or takes a place in a run, and hears what came of it."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from courses.competences.earlier_learning import from_recognition
from courses.models import Audience, Course, PlanItem, Standing
from lms.messaging.models import Message
from lms.privacy.models import AuditEntry
from sessions.booking import Wish, take_places
from sessions.models import Place, Run
from tests.factories.competences import CourseGivesFactory, TeamFactory
from tests.factories.completion import RecognitionFactory
from tests.factories.courses import CourseFactory
from tests.factories.sessions import RunFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(first_aid):
    course = CourseFactory(title="Course of first aid", audience=Audience.STAFF)
    CourseGivesFactory(course=course, competence=first_aid)
    return course


@pytest.fixture
def run(course, mops):
    run = RunFactory(course=course, organiser=mops, capacity=1)
    SessionFactory(run=run, starts_at=timezone.now() + timedelta(days=9))
    return run


@pytest.fixture
def opens(client, krystyna):
    client.force_login(krystyna.user)
    return client


def enrol(client, person, run, **more):
    return client.post(f"/pl/team/people/{person.uuid}/runs/{run.uuid}/enrol/", more)


def test_a_place_is_taken_and_the_square_turns_to_planned(
    opens, tomasz, run, first_aid, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = enrol(opens, tomasz, run, competence=first_aid.uuid)

    place = Place.objects.get(person=tomasz)
    assert answer["Location"] == f"/pl/team/people/{tomasz.uuid}/{first_aid.uuid}/"
    assert place.is_confirmed
    assert Message.objects.filter(recipient=tomasz, kind="place_confirmed").count() == 1
    assert "sq--planned" in opens.get("/pl/team/").content.decode()
    assert Standing.objects.get(person=tomasz).is_under_way


def test_twice_is_once_and_a_full_run_lets_them_wait(opens, joins, tomasz, run):
    second = joins()

    enrol(opens, tomasz, run)
    enrol(opens, tomasz, run)
    enrol(opens, second, run)

    places = Place.objects.order_by("pk").values_list("person", "status")
    assert list(places) == [(tomasz.pk, "confirmed"), (second.pk, "waiting")]


@pytest.mark.parametrize(
    "change",
    [
        {"visibility": Run.Visibility.CONFIDENTIAL},
        {"course": lambda: CourseFactory(confidential=True, audience=Audience.STAFF)},
        {"course": lambda: CourseFactory(audience=Audience.PARENTS)},
    ],
)
def test_what_is_confidential_or_nothing_for_work_is_not_there(opens, tomasz, run, change):
    for name, value in change.items():
        setattr(run, name, value() if callable(value) else value)
    run.save()

    assert enrol(opens, tomasz, run).status_code == 404
    assert not Place.objects.exists()


def test_a_manager_does_not_learn_of_a_place_held_in_confidence(opens, tomasz, run):
    take_places([Wish(tomasz, is_companion=True)], in_run=run, booked_by=tomasz, channel=Place.Channel.ONLINE)
    run.visibility = Run.Visibility.CONFIDENTIAL
    run.save()

    assert enrol(opens, tomasz, run).status_code == 404


def test_what_became_confidential_is_named_as_proof_no_more(opens, tomasz, first_aid):
    recognised = RecognitionFactory(person=tomasz, accepted=True, words="A closed group")
    CourseGivesFactory(course=recognised.course, competence=first_aid)
    from_recognition(recognised)
    address = f"/en/team/people/{tomasz.uuid}/{first_aid.uuid}/"
    before = opens.get(address).content.decode()

    Course.objects.filter(pk=recognised.course_id).update(is_confidential=True)

    assert "A closed group" in before
    assert "A closed group" not in opens.get(address).content.decode()


def test_nobody_is_enrolled_by_the_manager_of_another_team(opens, joins, mops, run):
    olga = joins(into=TeamFactory(organisation=mops))

    assert enrol(opens, olga, run).status_code == 404
    assert not Place.objects.exists()


def test_a_course_asked_for_stands_in_the_plan_and_one_message_tells_of_it(
    opens, krystyna, tomasz, course, first_aid
):
    address = f"/pl/team/people/{tomasz.uuid}/{first_aid.uuid}/ask/{course.uuid}/"

    opens.post(address)
    opens.post(address)

    item = PlanItem.objects.get(plan__person=tomasz)
    assert (item.course, item.competence, item.plan.manager) == (course, first_aid, krystyna)
    assert Message.objects.filter(recipient=tomasz, kind="course_asked").count() == 1
    assert "sq--asked" in opens.get("/pl/team/").content.decode()


def test_a_confidential_course_is_neither_offered_nor_asked_for(opens, tomasz, first_aid):
    secret = CourseFactory(confidential=True)
    CourseGivesFactory(course=secret, competence=first_aid)
    home = f"/pl/team/people/{tomasz.uuid}/{first_aid.uuid}/"

    page = opens.get(home).content.decode()

    assert secret.title not in page
    assert opens.post(f"{home}ask/{secret.uuid}/").status_code == 404


def test_a_look_at_a_person_is_logged(opens, krystyna, tomasz):
    opens.get(f"/pl/team/people/{tomasz.uuid}/")

    entry = AuditEntry.objects.get(subject=tomasz)
    assert (entry.action, entry.actor) == (AuditEntry.Action.VIEWED, krystyna.user)


def test_files_hold_what_the_grid_shows_and_no_formula(opens, joins, krystyna):
    joins(given_name="=HYPERLINK(1)", family_name="Evil")
    joins(given_name="Well", family_name="Known", held=200)

    table = load_workbook(BytesIO(opens.get("/en/team/export/xlsx/").content))
    narrowed = opens.get("/en/team/export/csv/?show=missing").content.decode().splitlines()

    grid, rows = table.worksheets
    assert [cell.value for cell in grid["A"]] == ["Person", "'=HYPERLINK(1) Evil", "Well Known"]
    assert [cell.value for cell in rows["G"]] == ["Standing", "missing", "held"]
    assert all(cell.data_type != "f" for row in grid.rows for cell in row)
    assert [line.split(",")[0] for line in narrowed[1:]] == ["'=HYPERLINK(1) Evil"]
    assert AuditEntry.objects.filter(action="exported", actor=krystyna.user).count() == 2


def test_no_other_kind_of_file_is_made(opens):
    assert opens.get("/en/team/export/html/").status_code == 404


def test_a_manager_lands_on_the_grid_after_signing_in(client, krystyna, rf):
    from lms.people.adapter import AccountAdapter

    request = rf.get("/pl/account/")
    request.user = krystyna.user

    assert AccountAdapter().get_login_redirect_url(request) == "/pl/team/"
