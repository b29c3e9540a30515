"""Nobody completes a course at home in vain: somebody stands behind its certificate."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from courses.models import Course
from sessions.board.without_organiser import without_organiser
from tests.factories.completion import SelfPacedFactory
from tests.factories.courses import CourseFactory

pytestmark = pytest.mark.django_db
ALONE = {"form": Course.Form.SELF_PACED, "gives_certificate": "on"}


def organiser_field(client, typed):
    response = client.post(reverse("course:add"), typed)
    page = BeautifulSoup(response.content, "html.parser")
    return page.select_one('[id$="organiser-errors"]')


def test_the_form_asks_for_an_organiser_beside_the_field(client, pan_adam, mops):
    client.force_login(pan_adam.user)

    assert organiser_field(client, ALONE).get_text(strip=True)
    assert not organiser_field(client, ALONE | {"organiser": mops.pk}).get_text(strip=True)


@pytest.mark.parametrize(
    ("form", "gives_certificate", "lacks"),
    [
        (Course.Form.SELF_PACED, True, True),
        (Course.Form.SELF_PACED, False, False),
        (Course.Form.GROUP, True, False),
    ],
)
def test_only_a_course_at_home_with_a_certificate_needs_one(form, gives_certificate, lacks):
    course = Course(form=form, gives_certificate=gives_certificate)

    assert course.lacks_organiser is lacks


def test_a_course_without_one_stands_on_the_board_with_the_way_to_mend_it(anna):
    SelfPacedFactory()
    SelfPacedFactory(organiser=None, gives_certificate=False)
    CourseFactory(organiser=None)
    lacking = SelfPacedFactory(organiser=None, title="Kiedy dziecko nie śpi")

    (item,) = without_organiser(anna.user).items

    assert item.about == "Kiedy dziecko nie śpi"
    assert item.url == reverse("course:edit", args=[lacking.pk])
