"""Search engines learn what a page is about, and of nothing confidential."""

import json
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from tests.factories.courses import CourseFactory
from tests.factories.offices import CounterFactory, OfficeFactory, OfficeSite
from tests.factories.sessions import RunFactory, SessionFactory


def told(client, address):
    """All that the page tells, by type."""
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    scripts = soup.select('script[type="application/ld+json"]')
    things = [thing for script in scripts for thing in json.loads(script.string)["@graph"]]
    return {thing["@type"]: thing for thing in things}


@pytest.fixture
def page(site):
    return site.tell_of(CourseFactory(code="OPIEK", title="Opiekun", theory_hours=6, minutes_in_hour=45))


def test_a_course_is_told_with_its_runs_and_their_seats(page, client, settings):
    settings.SITE_ADDRESS = "https://krok.example.org"
    begins = timezone.now().replace(microsecond=0) + timedelta(days=7)
    session = SessionFactory(run=RunFactory(course=page.course, capacity=12), starts_at=begins)

    course = told(client, "/pl/kursy/opiek/")["Course"]

    assert course["courseCode"] == "OPIEK"
    assert course["url"] == "https://krok.example.org/pl/kursy/opiek/"
    assert course["inLanguage"] == "pl"
    (run,) = course["hasCourseInstance"]
    assert run["startDate"] == timezone.localtime(begins).isoformat()
    assert run["courseWorkload"] == "PT4H30M"
    assert run["remainingAttendeeCapacity"] == 12
    assert run["offers"]["url"].endswith(f"/pl/book/{session.run.uuid}/")


def test_no_confidential_run_nor_joining_link_nor_trainer_is_told(page, client, irena):
    SessionFactory(run=RunFactory(course=page.course, confidential=True))
    open_run = RunFactory(course=page.course, online_link="https://meet.example.org/tajne")
    SessionFactory(run=open_run, trainers=[irena])

    course = told(client, "/pl/kursy/opiek/")["Course"]

    assert len(course["hasCourseInstance"]) == 1
    said = json.dumps(course, ensure_ascii=False)
    assert "tajne" not in said
    assert irena.family_name not in said


def test_a_confidential_course_tells_nothing_at_all(site, client):
    site.tell_of(CourseFactory(code="CZAS", confidential=True))

    assert told(client, "/pl/kursy/czas/") == {}


def test_the_way_to_a_page_is_told_with_whole_addresses(page, client, settings):
    settings.SITE_ADDRESS = "https://krok.example.org"

    trail = told(client, "/uk/kursy/opiek/")["BreadcrumbList"]["itemListElement"]

    assert [step["position"] for step in trail] == [1, 2, 3]
    assert trail[1]["item"] == "https://krok.example.org/uk/kursy/"
    assert "item" not in trail[-1]


def test_a_title_with_markup_cannot_leave_its_element(site, client):
    site.tell_of(CourseFactory(code="X", title="</script><b>& more"))

    response = client.get("/pl/kursy/x/")

    data = response.content.decode().partition("application/ld+json")[2].partition("</script>")[0]
    assert "<b>" not in data
    assert told(client, "/pl/kursy/x/")["Course"]["name"].startswith("</script>")


@pytest.mark.parametrize("page", ["gdzie/", "gdzie/glowne/"])
def test_offices_are_told_with_their_hours(page, site, client, settings):
    settings.SITE_ADDRESS = "https://krok.example.org"
    office = OfficeFactory(code="glowne", street="ul. Strzegomska 6")
    CounterFactory(office=office)
    OfficeSite(site).tell_of(office)

    found = told(client, f"/pl/{page}")["GovernmentOffice"]

    assert found["url"] == "https://krok.example.org/pl/gdzie/glowne/"
    assert found["address"]["streetAddress"] == "ul. Strzegomska 6"
    assert found["openingHoursSpecification"][0]["opens"] == "07:30"
    assert "@context" not in found
