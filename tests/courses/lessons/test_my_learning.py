"""My learning: what I take at home, where it goes on, and what my children learn."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from courses import certificates
from courses.lessons.enrolling import enrol
from courses.lessons.offline import KEEPER
from courses.lessons.progress import finish_lesson
from courses.models import Audience, Course, Enrolment
from tests.factories.certificates import facts_of
from tests.factories.completion import RequirementFactory
from tests.factories.courses import CourseFactory
from tests.factories.lessons import add_lessons, home_course
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def content_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").select_one("main")


def start_of(course):
    return reverse("learn:start", args=[course.uuid])


def test_somebody_alone_begins_with_one_press(reader, course_page, oksana):
    page = content_of(reader, start_of(course_page.course))
    assert page.select("input[name=who]") == []

    response = reader.post(start_of(course_page.course))

    enrolment = Enrolment.objects.get()
    assert enrolment.person == oksana
    assert response["Location"] == reverse("learn:course", args=[enrolment.uuid])


def test_a_carer_chooses_who_learns(reader, course_page, danylo):
    page = content_of(reader, start_of(course_page.course))
    assert len(page.select("input[name=who]")) == 2

    reader.post(start_of(course_page.course), {"who": str(danylo.uuid)})

    assert Enrolment.objects.get().person == danylo


def test_nobody_learns_until_somebody_is_chosen(reader, course_page, danylo):
    response = reader.post(start_of(course_page.course), {})

    assert BeautifulSoup(response.content, "html.parser").select_one(".field--error")
    assert not Enrolment.objects.exists()


@pytest.mark.parametrize("who", ["nonsense", "stranger"])
def test_a_made_up_learner_is_refused(reader, course_page, danylo, who):
    wanted = str(PersonFactory().uuid) if who == "stranger" else who

    reader.post(start_of(course_page.course), {"who": wanted})

    assert not Enrolment.objects.exists()


def test_what_was_begun_is_gone_on_with(reader, enrolment):
    response = reader.get(start_of(enrolment.course))

    assert response["Location"] == reverse("learn:course", args=[enrolment.uuid])


def test_what_the_carer_has_begun_a_child_may_still_begin(reader, enrolment, danylo):
    page = content_of(reader, start_of(enrolment.course))

    assert [box["value"] for box in page.select("input[name=who]")] == [str(danylo.uuid)]
    assert page.select_one(".callout--next a")["href"] == reverse("learn:course", args=[enrolment.uuid])


@pytest.mark.parametrize("facts", [{"audience": Audience.STAFF}, {"form": Course.Form.GROUP}])
def test_what_stands_in_the_way_is_said(reader, site, facts):
    course = site.tell_of(home_course(**facts)).course

    page = content_of(reader, start_of(course))

    assert page.select_one(".callout--info")
    assert page.select_one("button.button--next") is None
    reader.post(start_of(course))
    assert not Enrolment.objects.exists()


def test_the_course_that_comes_first_is_named(reader, site):
    first, second = site.tell_of(home_course(code="A", title="Podstawy")), site.tell_of(home_course(code="B"))
    second.course.prerequisites.add(first.course)

    page = content_of(reader, start_of(second.course))

    assert page.find("a", string="Podstawy")["href"] == first.url


def test_a_course_shows_where_it_goes_on_and_every_lesson(reader, enrolment, lessons):
    finish_lesson(enrolment, lessons[0].lesson)

    page = content_of(reader, reverse("learn:course", args=[enrolment.uuid]))

    assert page.select_one(".next-step a")["href"] == lessons[1].url
    assert [link["href"] for link in page.select("a.lessons__title")] == [one.url for one in lessons]


def test_my_learning_leads_to_the_lesson_read_last(reader, enrolment, lessons):
    page = content_of(reader, reverse("learn:home"))

    assert page.select_one(".next-step a")["href"] == lessons[0].url


def test_without_anything_to_read_the_catalogue_is_shown(reader, site):
    page = content_of(reader, reverse("learn:home"))

    assert page.select_one(".empty-state, .empty")


def test_a_completed_course_may_be_read_again(reader, enrolment, lessons):
    for one in lessons:
        finish_lesson(enrolment, one.lesson)

    page = content_of(reader, reverse("learn:home"))

    assert page.select_one("#completed")
    assert "pierwsza część" in reader.get(lessons[0].url).content.decode()


def test_a_completed_course_leads_to_its_certificate(reader, enrolment, lessons, mops):
    for one in lessons:
        finish_lesson(enrolment, one.lesson)
    enrolment.refresh_from_db()
    number = certificates.issue(enrolment, facts=facts_of(mops)).number

    page = content_of(reader, reverse("learn:course", args=[enrolment.uuid]))

    assert page.select_one(".callout--success a")["href"] == reverse("learn:certificates:show", args=[number])
    assert not page.select(".next-step")


def test_when_every_lesson_is_read_what_is_left_comes_next(reader, enrolment, lessons):
    RequirementFactory(course=enrolment.course, kind="lessons")
    RequirementFactory(course=enrolment.course, kind="practice_hours", minutes=60)
    for one in lessons:
        finish_lesson(enrolment, one.lesson)

    page = content_of(reader, reverse("learn:course", args=[enrolment.uuid]))

    assert page.select_one(".next-step a")["href"] == reverse("learn:diary", args=[enrolment.uuid])


def test_the_learning_of_others_is_not_there(client, enrolment, marta):
    client.force_login(marta.user)

    assert client.get(reverse("learn:course", args=[enrolment.uuid])).status_code == 404


def test_care_that_has_ended_shows_nothing_any_more(reader, course_page, oksana, danylo):
    enrolment = enrol(danylo, course=course_page.course, by=oksana)
    danylo.guardianships_over.update(revoked_at=timezone.now())

    assert reader.get(reverse("learn:course", args=[enrolment.uuid])).status_code == 404


def test_a_phone_may_keep_my_pages_but_not_those_of_a_confidential_course(reader, enrolment, site, oksana):
    course = home_course(code="CZAS", title="Czas dla siebie", is_confidential=True)
    add_lessons(site.tell_of(course), "Spokój")
    secret = enrol(oksana, course=course, by=oksana)

    told = reader.get(reverse("learn:course", args=[enrolment.uuid]))
    untold = reader.get(reverse("learn:course", args=[secret.uuid]))
    home = reader.get(reverse("learn:home"))

    assert told[KEEPER] == home[KEEPER]
    assert KEEPER not in untold
    assert "Czas dla siebie" not in home.content.decode()
    assert "Spokój" not in home.content.decode()


def test_my_krok_goes_on_with_the_lesson_when_no_meeting_comes_first(reader, enrolment, lessons):
    with override("pl"):
        page = content_of(reader, reverse("my:home"))

    assert page.select_one(".next-step a")["href"] == lessons[0].url


def test_my_learning_costs_the_same_for_one_course_and_for_three(
    reader, enrolment, site, oksana, django_assert_max_num_queries
):
    reader.get(reverse("learn:home"))
    with django_assert_max_num_queries(15) as few:
        reader.get(reverse("learn:home"))
    for code in ("B", "C"):
        page = site.tell_of(home_course(code=code))
        add_lessons(page, f"Lekcja{code}")
        enrol(oksana, course=page.course, by=oksana)

    with django_assert_max_num_queries(len(few)):
        reader.get(reverse("learn:home"))


def test_the_page_of_the_course_tells_its_lessons_and_begins_at_once(client, course_page, lessons):
    page = content_of(client, course_page.url)

    assert page.select_one("aside a.button--next")["href"] == start_of(course_page.course)
    assert [one.text for one in page.select(".lessons__title")] == ["Objawy", "Pomoc", "Kontakt"]
    assert page.select_one("#dates") is None


def test_a_course_with_dates_keeps_them(client, site):
    page = content_of(client, site.tell_of(CourseFactory()).url)

    assert page.select_one("#dates")
    assert page.select_one("#lessons") is None
