"""What the house knows of Oksana, and how she changes it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lms.messaging.models import Message
from lms.people.models import Guardianship, Person, User
from tests.sessions.my.home import text_of

pytestmark = pytest.mark.django_db


def test_details_show_what_is_known_and_let_language_and_phone_be_changed(at_home, oksana, danylo):
    address = reverse("my:details")

    page = text_of(at_home.get(address))
    at_home.post(address, {"language": "pl", "phone": "+48 600 100 200"})

    oksana.refresh_from_db()
    assert "Оксана Шевченко" in page
    assert "Danylo Koval" in page
    assert (oksana.language, oksana.phone) == ("pl", "+48 600 100 200")


def test_a_name_cannot_be_changed_from_here(at_home, oksana):
    at_home.post(reverse("my:details"), {"language": "pl", "phone": "", "given_name": "Other"})

    assert Person.objects.get(pk=oksana.pk).given_name == "Oksana"


def code_sent():
    return re.search(r"\b\d{6}\b", Message.objects.filter(kind="sign_in_code").latest("pk").text)[0]


def test_a_new_address_is_proved_by_a_code_sent_to_it(at_home, oksana):
    asked = at_home.post(reverse("my:address"), {"email": "New@example.org"})
    before = Person.objects.get(pk=oksana.pk).email

    at_home.post(asked.url, {"code": code_sent()})

    assert Message.objects.get(kind="sign_in_code").address == "new@example.org"
    assert before == "oksana@example.org"
    assert Person.objects.get(pk=oksana.pk).email == "new@example.org"
    assert User.objects.get(pk=oksana.user.pk).email == "new@example.org"


def test_a_wrong_code_changes_no_address(at_home, oksana):
    asked = at_home.post(reverse("my:address"), {"email": "new@example.org"})
    for _attempt in range(5):
        response = at_home.post(asked.url, {"code": "000000"})

    assert response.url == reverse("my:address")
    assert Person.objects.get(pk=oksana.pk).email == "oksana@example.org"


def test_an_address_of_somebody_else_is_told_only_after_its_code(at_home, oksana, marta):
    asked = at_home.post(reverse("my:address"), {"email": marta.email})
    response = at_home.post(asked.url, {"code": code_sent()}, follow=True)

    assert asked.url == reverse("my:address_code")
    assert "Somebody else signs in with this address" in text_of(response)
    assert Person.objects.get(pk=oksana.pk).email == "oksana@example.org"


def test_a_child_is_added_to_ones_care(at_home, oksana):
    born = timezone.localdate() - timedelta(days=3000)
    typed = {
        "given_name": "Sofiia",
        "family_name": "Koval",
        "birth_day": born.day,
        "birth_month": born.month,
        "birth_year": born.year,
        "basis": Guardianship.Basis.TEMPORARY_GUARDIAN,
    }

    response = at_home.post(reverse("my:child"), typed, follow=True)

    assert "Sofiia Koval is on your list now" in text_of(response)
    assert Person.objects.in_care_of(oksana).get().date_of_birth == born


@pytest.mark.parametrize(
    ("date", "words"),
    [
        (("", "3", "2016"), "Type the date of birth"),
        (("31", "2", "2016"), "There is no such date"),
        (("1", "1", "2999"), "This date is in the future"),
        (("1", "1", "1980"), "the person is an adult"),
    ],
)
def test_a_date_of_birth_that_cannot_be_is_said_so(at_home, date, words):
    day, month, year = date
    typed = {
        "given_name": "A",
        "family_name": "B",
        "birth_day": day,
        "birth_month": month,
        "birth_year": year,
    }

    assert words in text_of(at_home.post(reverse("my:child"), typed))


def test_a_number_that_no_paper_bears_is_not_there(at_home):
    assert at_home.get("/en/my/certificates/a%00b/").status_code == 404
