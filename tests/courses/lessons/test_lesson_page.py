"""A lesson opens for whoever takes its course, and shows the way to everybody else."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page

from cms.finding.sitemap import entries
from courses.lessons.enrolling import enrol
from courses.lessons.offline import KEEPER
from courses.lessons.progress import finish_lesson, open_lesson, read_on
from courses.models import Course, LessonPage, LessonProgress
from tests.factories.courses import CourseFactory
from tests.factories.lessons import add_lessons, home_course, part_id

pytestmark = pytest.mark.django_db


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def content_of(response):
    return soup(response).select_one("main")


def address_of(page, language="pl"):
    return page.get_translations(inclusive=True).get(locale__language_code=language).url


def test_a_stranger_reads_how_to_begin_and_nothing_of_the_lesson(client, lessons):
    response = client.get(lessons[0].url)

    page = content_of(response)
    assert response.status_code == 200
    assert "pierwsza część" not in response.content.decode()
    assert page.select_one("a.button--next")["href"] == reverse(
        "learn:start", args=[lessons[0].lesson.course.uuid]
    )
    assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")
    assert KEEPER not in response


def test_what_a_stranger_saw_is_not_remembered_for_the_learner(client, reader, enrolment, lessons):
    client.logout()
    client.get(lessons[0].url)
    client.force_login(enrolment.person.user)

    assert "pierwsza część" in client.get(lessons[0].url).content.decode()
    client.logout()
    assert "pierwsza część" not in client.get(lessons[0].url).content.decode()


def test_somebody_who_does_not_take_the_course_is_shown_the_way_too(client, lessons, marta):
    client.force_login(marta.user)

    assert "pierwsza część" not in client.get(lessons[0].url).content.decode()


def test_of_a_confidential_course_a_stranger_learns_nothing(client, site):
    course = home_course(code="CZAS", title="Czas dla siebie", is_confidential=True)
    lesson = add_lessons(site.tell_of(course), "Spokój")[0]

    shown = client.get(lesson.url).content.decode()

    assert "Czas dla siebie" not in shown
    assert "Spokój" not in shown


def test_a_course_with_dates_shows_its_dates(client, site):
    lesson = add_lessons(site.tell_of(CourseFactory(form=Course.Form.GROUP)), "Wstęp")[0]

    page = content_of(client.get(lesson.url))

    assert page.select_one("a.button--next")["href"] == lesson.get_parent().url


def test_the_easy_version_of_a_lesson_is_as_closed_as_the_lesson(client, course_page):
    easy = [{"type": "section", "value": {"heading": "Prosto", "text": "<p>Krótko i prosto.</p>"}}]
    page = add_lessons(course_page, "Objawy")[0]
    page.easy_read = easy
    page.save()

    assert "Krótko i prosto." not in client.get(f"{page.url}etr/").content.decode()


def test_the_learner_reads_and_is_seen_to_have_opened_it(reader, enrolment, lessons):
    response = reader.get(lessons[0].url)

    assert "pierwsza część" in response.content.decode()
    assert [progress.lesson for progress in enrolment.lessons_read.all()] == [lessons[0].lesson]
    assert response[KEEPER]
    assert response["Cache-Control"] == "no-store"


def test_a_phone_that_fetches_a_lesson_ahead_has_not_opened_it(reader, enrolment, lessons):
    reader.get(lessons[0].url, headers={"X-Krok-Ahead": "1"})

    assert not enrolment.lessons_read.exists()


def test_the_reader_goes_on_at_the_next_piece_in_whatever_language(reader, enrolment, lessons):
    body = [part.id for part in lessons[0].body]
    read_on(enrolment, lessons[0].lesson, to=part_id("Objawy", "pytanie"), parts=body)

    links = [
        soup(reader.get(address_of(lessons[0], code))).select_one(".callout--next a")["href"]
        for code in ("pl", "uk", "en")
    ]

    assert links == [f"#part-{part_id('Objawy', 'druga')}"] * 3


def test_a_change_of_language_keeps_the_lesson(reader, enrolment, lessons):
    page = soup(reader.get(lessons[0].url))

    other = page.select_one('a[hreflang="uk"]')["href"]

    assert other == address_of(lessons[0], "uk")


def test_nothing_is_offered_to_go_on_with_in_what_is_finished(reader, enrolment, lessons):
    read_on(
        enrolment, lessons[0].lesson, to=part_id("Objawy", "pytanie"), parts=[part_id("Objawy", "pytanie")]
    )
    finish_lesson(enrolment, lessons[0].lesson)

    page = content_of(reader.get(lessons[0].url))

    assert page.select_one(".callout--next") is None
    assert page.select_one(".lesson__end a.button--next")["href"] == address_of(lessons[1])


def test_finishing_leads_to_the_next_lesson_and_the_last_one_to_the_course(reader, enrolment, lessons):
    def finish(page):
        return reader.post(reverse("learn:finish", args=[enrolment.uuid, page.lesson.uuid]))["Location"]

    assert finish(lessons[0]) == address_of(lessons[1], "pl")
    assert finish(lessons[2]) == reverse("learn:course", args=[enrolment.uuid])
    assert enrolment.lessons_read.filter(finished_at__isnull=False).count() == 2


def test_the_page_of_a_script_is_told_where_to_go(reader, enrolment, lessons):
    address = reverse("learn:finish", args=[enrolment.uuid, lessons[0].lesson.uuid])

    assert reader.post(address, headers={"Accept": "application/json"}).json() == {
        "next": address_of(lessons[1])
    }


def test_how_far_somebody_read_is_remembered_once_told(reader, enrolment, lessons):
    address = reverse("learn:read", args=[enrolment.uuid, lessons[0].lesson.uuid])

    response = reader.post(address, {"to": part_id("Objawy", "druga")})

    assert response.status_code == 204
    assert enrolment.lessons_read.get().read_to == part_id("Objawy", "druga")


@pytest.mark.parametrize("name", ["read", "finish"])
def test_nobody_writes_into_the_learning_of_others(client, enrolment, lessons, marta, name):
    client.force_login(marta.user)

    response = client.post(reverse(f"learn:{name}", args=[enrolment.uuid, lessons[0].lesson.uuid]))

    assert response.status_code == 404
    assert not LessonProgress.objects.exists()


def test_a_lesson_of_another_course_is_none_of_this_one(reader, enrolment, site):
    other = add_lessons(site.tell_of(home_course(code="INNY")), "Obca")[0]

    response = reader.post(reverse("learn:finish", args=[enrolment.uuid, other.lesson.uuid]))

    assert response.status_code == 404
    assert "pierwsza część" not in reader.get(f"{other.url}?for={enrolment.uuid}").content.decode()


def test_a_carer_reads_for_the_child_whose_progress_it_is(reader, lessons, oksana, danylo):
    enrolment = enrol(danylo, course=lessons[0].lesson.course, by=oksana)

    page = content_of(reader.get(f"{lessons[0].url}?for={enrolment.uuid}"))

    assert danylo.full_name in page.text
    assert enrolment.lessons_read.count() == 1
    assert page.select_one(".lesson__end p > a")["href"] == f"{address_of(lessons[1])}?for={enrolment.uuid}"


@pytest.mark.parametrize("asked", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_a_made_up_learner_opens_nothing(client, marta, lessons, asked):
    client.force_login(marta.user)

    assert client.get(f"{lessons[0].url}?for={asked}").status_code == 200
    assert not LessonProgress.objects.exists()


def test_a_place_given_back_closes_the_lessons(reader, enrolment, lessons):
    enrolment.result, enrolment.ended_at = "withdrawn", timezone.now()
    enrolment.save()

    assert "pierwsza część" not in reader.get(lessons[0].url).content.decode()


def test_what_is_sensitive_is_kept_on_no_phone(reader, enrolment, lessons):
    lessons[0].is_sensitive = True
    lessons[0].save()

    response = reader.get(lessons[0].url)

    assert KEEPER not in response
    assert soup(response).select_one("[data-lesson]")["data-shelf"] == ""


def test_lessons_stand_in_no_list(client, lessons):
    assert not LessonPage.listed_pages().exists()
    assert not [entry for entry in entries() if "objawy" in entry["location"]]


def test_a_lesson_costs_the_same_with_three_lessons_and_with_six(
    reader, enrolment, lessons, course_page, django_assert_max_num_queries
):
    reader.get(lessons[0].url)
    with django_assert_max_num_queries(20) as few:
        reader.get(lessons[0].url)
    add_lessons(course_page, "Czwarta", "Piąta", "Szósta")

    with django_assert_max_num_queries(len(few)):
        reader.get(lessons[0].url)


def test_the_first_page_makes_the_lesson_and_its_translations_share_it(lessons):
    numbers = [page.lesson.position for page in lessons]
    families = {
        page.pk: set(page.get_translations(inclusive=True).values_list("lesson", flat=True))
        for page in lessons
    }

    assert numbers == [1, 2, 3]
    assert all(len(shared) == 1 for shared in families.values())
    assert len({lesson for shared in families.values() for lesson in shared}) == 3


def test_a_copy_of_a_page_is_a_lesson_of_its_own(lessons):
    copy = lessons[0].copy(update_attrs={"title": "Kopia", "slug": "kopia"})

    assert copy.lesson.position == 4
    assert copy.lesson.course == lessons[0].lesson.course


def test_a_page_moves_only_within_its_course(site, lessons):
    elsewhere = site.tell_of(home_course(code="INNY"))

    assert not lessons[0].can_move_to(Page.objects.get(pk=elsewhere.pk))


def test_an_editor_sees_a_lesson_as_nobody_reads_it(lessons):
    page = soup(lessons[0].make_preview_request())

    assert "pierwsza część" in page.text
    assert page.select_one("[data-finish]") is None
    assert not LessonProgress.objects.exists()


def test_opening_twice_is_one_progress(enrolment, lessons):
    with override("uk"):
        open_lesson(enrolment, lessons[0].lesson)
    open_lesson(enrolment, lessons[0].lesson)

    assert enrolment.lessons_read.count() == 1
