"""A manager closes one gap for several of her people at once, and sees before what becomes of each."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Audience, Course, Enrolment, PlanItem
from lms.messaging.models import Message
from sessions.booking import Wish, take_places
from sessions.models import Place
from tests.factories.competences import CourseGivesFactory, TeamFactory
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
def at_home(first_aid):
    course = CourseFactory(title="First aid at home", audience=Audience.STAFF, form=Course.Form.SELF_PACED)
    CourseGivesFactory(course=course, competence=first_aid)
    return course


@pytest.fixture
def opens(client, krystyna):
    client.force_login(krystyna.user)
    return client


@pytest.fixture
def busy(joins, mops, run):
    """Somebody of the team who has something else at the hour of the run."""
    person = joins(given_name="Busy", family_name="Zając")
    other = RunFactory(organiser=mops, course=CourseFactory(audience=Audience.EVERYONE))
    SessionFactory(run=other, starts_at=run.sessions.get().starts_at)
    wish = Wish(person, is_companion=True)
    take_places([wish], in_run=other, booked_by=person, channel=Place.Channel.ONLINE)
    return person


def send(client, page, competence, people, into):
    typed = {"people": [str(one.uuid) for one in people], "into": str(into.uuid)}
    return client.post(f"/en/team/competences/{competence.uuid}/{page}", typed)


def test_what_becomes_of_each_is_said_before_and_happens_to_each_for_themselves(
    opens, joins, tomasz, busy, run, first_aid
):
    held = joins(given_name="Anna", family_name="Adamska", held=200)
    second = joins(given_name="Zoja", family_name="Zych")
    choice = opens.get(f"/en/team/competences/{first_aid.uuid}/").content.decode()
    people = [tomasz, busy, second]

    foreseen = send(opens, "confirm/", first_aid, people, run).context["foresight"].all
    nothing_yet = Place.objects.filter(run=run).exists()
    send(opens, "enrol/", first_aid, people, run)

    assert held.full_name not in choice
    assert tomasz.full_name in choice
    assert {one.person: one.becomes.name for one in foreseen} == {
        tomasz: "SEAT",
        busy: "NOT_NOW",
        second: "QUEUE",
    }
    assert not nothing_yet
    assert dict(run.places.values_list("person", "status")) == {tomasz.pk: "confirmed", second.pk: "waiting"}


def test_whoever_is_busy_is_named_with_the_hour_and_not_with_what_keeps_them(opens, busy, run, first_aid):
    page = send(opens, "confirm/", first_aid, [busy], run).content.decode()

    assert "Has something else then" in page
    assert busy.full_name in page
    for place in busy.places.all():
        assert place.run.course.title not in page


def test_whoever_got_something_else_meanwhile_is_named_and_the_others_have_their_place(
    opens, tomasz, busy, run, first_aid
):
    send(opens, "enrol/", first_aid, [tomasz, busy], run)
    told = opens.get(f"/en/team/competences/{first_aid.uuid}/").content.decode()

    assert f"{busy.full_name}: Has something else then" in told
    assert [place.person for place in run.places.all()] == [tomasz]


def test_twice_is_once_and_says_that_nothing_changes(opens, tomasz, run, first_aid):
    send(opens, "enrol/", first_aid, [tomasz], run)
    again = send(opens, "enrol/", first_aid, [tomasz], run)

    assert "is in it already" in again.content.decode()
    assert run.places.count() == 1


@pytest.mark.parametrize("page", ["confirm/", "enrol/"])
def test_nobody_of_another_team_is_put_anywhere(opens, joins, mops, tomasz, run, first_aid, page):
    olga = joins(into=TeamFactory(organisation=mops))

    assert send(opens, page, first_aid, [olga], run).status_code == 422
    assert not Place.objects.exists()


def test_a_course_of_ones_own_is_given_at_once_to_all_and_each_is_told(
    opens, krystyna, joins, tomasz, at_home, first_aid
):
    second = joins()

    for _twice in range(2):
        send(opens, "enrol/", first_aid, [tomasz, second], at_home)

    begun = Enrolment.objects.filter(course=at_home, result=Enrolment.Result.UNDER_WAY)
    assert {one.person for one in begun} == {tomasz, second}
    assert Message.objects.filter(kind="course_given").count() == 2
    assert PlanItem.objects.filter(plan__manager=krystyna, course=at_home).count() == 2


def test_the_page_asks_as_often_for_three_people_as_for_one(
    opens, joins, tomasz, run, first_aid, django_assert_max_num_queries
):
    with django_assert_max_num_queries(40) as few:
        send(opens, "confirm/", first_aid, [tomasz], run)
    people = [tomasz, joins(), joins()]

    with django_assert_max_num_queries(len(few)):
        send(opens, "confirm/", first_aid, people, run)


def test_whoever_chooses_again_finds_all_her_ticks(opens, tomasz, joins, busy, run, first_aid):
    joins(given_name="Not", family_name="Chosen")

    confirm = send(opens, "confirm/", first_aid, [tomasz, busy], run)
    typed = {"people": [str(tomasz.uuid), str(busy.uuid)], "into": str(run.uuid), "again": ""}
    again = opens.post(f"/en/team/competences/{first_aid.uuid}/confirm/", typed)

    assert 'form="again"' in confirm.content.decode()
    assert again.status_code == 200
    assert sorted(again.context["form"]["people"].value()) == sorted(typed["people"])
    assert again.content.decode().count(" checked") == 3


def test_whoever_waits_already_is_named_and_not_proposed(opens, tomasz, joins, run, first_aid):
    waits = joins(given_name="Waits", family_name="Already")
    send(opens, "enrol/", first_aid, [joins(), waits], run)
    place = run.places.waiting().get()

    page = opens.get(f"/en/team/competences/{first_aid.uuid}/")

    assert "Waits in the queue: Course of first aid" in page.content.decode()
    assert str(tomasz.uuid) in page.context["form"]["people"].initial
    assert str(place.person.uuid) not in page.context["form"]["people"].initial
