import pytest

from courses.lessons.enrolling import enrol
from tests.factories.lessons import add_lessons, home_course


@pytest.fixture
def course_page(site):
    """A course to be begun at any time, told in three languages."""
    return site.tell_of(home_course(code="DOM", title="Kiedy dziecko się boi"))


@pytest.fixture
def lessons(course_page):
    """Its three lessons, as their Polish pages."""
    return add_lessons(course_page, "Objawy", "Pomoc", "Kontakt")


@pytest.fixture
def enrolment(lessons, oksana):
    return enrol(oksana, course=lessons[0].lesson.course, by=oksana)


@pytest.fixture
def reader(client, oksana):
    client.force_login(oksana.user)
    return client
