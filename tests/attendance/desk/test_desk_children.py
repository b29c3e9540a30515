"""A child is brought and fetched by somebody who may, and comes in with consent: asked without scripts."""

from datetime import date, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup

from attendance.codes.passes import pass_of
from attendance.models import Attendance, GuardianConsent, Scan
from courses.models import Course
from sessions.models import Run
from tests.attendance.conftest import START
from tests.factories.people import GuardianshipFactory, PersonFactory
from tests.factories.sessions import PlaceFactory


@pytest.fixture
def danylo(run, oksana):
    """Nine years old, in Oksana's care, with a seat in a course where children are handed over."""
    Course.objects.filter(pk=run.course_id).update(is_handed_over=True)
    child = PersonFactory(given_name="Danylo", family_name="Shevchenko", date_of_birth=date(2017, 5, 5))
    GuardianshipFactory(carer=oksana, child=child)
    PlaceFactory(run=run, person=child)
    return child


@pytest.fixture
def desk(client, session, irena):
    client.force_login(irena.user)
    return f"/en/desk/{session.uuid}/"


def question(response):
    """What a page asks: its heading, its buttons, and the fields it would tell again."""
    form = BeautifulSoup(response.content, "html.parser").select_one("form.asked")
    hidden = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    buttons = {
        button.get_text(strip=True): (button["name"], button["value"]) for button in form.select("button")
    }
    return form.select_one("h2").get_text(strip=True), buttons, form["action"], hidden


def answer(client, asked, label):
    _heading, buttons, address, hidden = asked
    name, value = buttons[label]
    hidden.pop("csrfmiddlewaretoken", None)
    return client.post(address, hidden | {name: value})


def test_a_tap_on_a_child_asks_who_brings_it(client, desk, danylo, oksana):
    asked = question(client.post(f"{desk}mark/", {"mark": "came", "person": danylo.uuid}))
    assert asked[0] == "Who brings Danylo Shevchenko?"
    assert not Attendance.objects.exists()

    answered = answer(client, asked, "Oksana Shevchenko")

    assert answered.url.endswith(f"#p-{danylo.uuid}")
    assert Attendance.objects.get().status == Attendance.Status.PRESENT
    assert Scan.objects.last().guardian == oksana


def test_a_typed_code_of_a_child_asks_and_goes_on(client, desk, danylo, oksana):
    asked = question(client.post(f"{desk}scan/", {"code": pass_of(danylo).short_code}))

    answered = answer(client, asked, "Oksana Shevchenko")

    assert "Welcome" in answered.content.decode()
    assert [scan.verdict for scan in Scan.objects.all()] == ["guardian_missing", "welcome"]


def test_the_same_is_asked_when_the_child_goes(client, desk, run, danylo, oksana):
    Run.objects.filter(pk=run.pk).update(checks_out=True)
    answer(
        client,
        question(client.post(f"{desk}scan/", {"code": pass_of(danylo).short_code})),
        "Oksana Shevchenko",
    )

    with time_machine.travel(START + timedelta(hours=2), tick=False):
        asked = question(client.post(f"{desk}scan/", {"code": pass_of(danylo).short_code, "act": "leave"}))
        answer(client, asked, "Oksana Shevchenko")

    assert asked[0] == "Who fetches Danylo Shevchenko?"
    assert Attendance.objects.get().left_at == START + timedelta(hours=2)


def test_consent_is_asked_first_and_then_stands(client, desk, run, danylo):
    Course.objects.filter(pk=run.course_id).update(needs_consent=True)

    paper = question(client.post(f"{desk}mark/", {"mark": "came", "person": danylo.uuid}))
    brought = question(answer(client, paper, "I have the signed paper"))
    answer(client, brought, "Oksana Shevchenko")

    assert paper[0] == "Consent for Danylo Shevchenko is missing"
    assert GuardianConsent.objects.get().is_on_paper
    assert Attendance.objects.get().was_there


def test_nobody_may_be_made_up_as_a_guardian(client, desk, danylo, marta):
    client.post(f"{desk}mark/", {"mark": "came", "person": danylo.uuid, "guardian": marta.uuid})

    assert not Attendance.objects.exists()


def test_htmx_is_asked_above_the_list(client, desk, danylo):
    facts = {"mark": "came", "person": danylo.uuid}
    response = client.post(f"{desk}mark/", facts, headers={"hx-request": "true"})

    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one("#list form.asked")
    assert not page.select_one("html")


def test_where_nobody_is_named_the_coordinator_is_called(client, desk, run, danylo):
    danylo.guardianships_over.all().delete()

    response = client.post(f"{desk}mark/", {"mark": "came", "person": danylo.uuid})

    assert "Nobody is named in our papers" in response.content.decode()
