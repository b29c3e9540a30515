"""A room in one of our offices is where the office is, and people are led to the page that tells the way."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from courses.models import Audience
from lms.messaging.models import Message
from sessions.calendars.places import calendar_of
from sessions.models import Room
from tests.factories.courses import CourseFactory
from tests.factories.offices import CounterFactory, OfficeFactory, OfficeSite
from tests.factories.pages import plant_site
from tests.factories.sessions import PlaceFactory, RoomFactory, RunFactory, SessionFactory

pytestmark = pytest.mark.django_db

MAP = "https://www.openstreetmap.org/search?query="


@pytest.fixture
def office():
    office = OfficeFactory(
        code="namyslowska", street="ul. Namysłowska 8", postcode="50-302", directions="Tram 6."
    )
    CounterFactory(office=office)
    return office


@pytest.fixture
def room(office, mops):
    return RoomFactory(name="Sala 3", office=office, address="", organisation=mops, directions="")


@pytest.fixture
def site():
    return plant_site()


def links_of_place(run):
    """What a stranger is offered as the way, by language."""
    found = {}
    for page in run.course.pages.all():
        html = BeautifulSoup(Client().get(page.url).content, "html.parser")
        (link,) = html.select(".run-card .facts a")
        found[page.locale.language_code] = link["href"]
    return found


# --- one address, said once --------------------------------------------------------------------


def test_a_room_in_an_office_follows_it_to_a_new_address(room, office):
    office.street, office.postcode = "ul. Nowa 1", "50-001"
    office.save()

    assert Room.objects.get().street == "ul. Nowa 1, 50-001 Wrocław"


def test_a_room_elsewhere_has_its_own_address():
    room = RoomFactory(address="ul. Hubska 8, Wrocław")

    assert room.street == "ul. Hubska 8, Wrocław"
    assert room.map_url == f"{MAP}ul.+Hubska+8%2C+Wroc%C5%82aw"


def test_a_room_is_somewhere():
    with pytest.raises(IntegrityError), transaction.atomic():
        RoomFactory(address="", office=None)


def test_an_office_that_has_rooms_is_not_taken_away_under_them(room, office):
    with pytest.raises(ProtectedError):
        office.delete()


def test_the_way_to_the_office_is_told_where_nothing_is_said_of_the_room(room):
    assert room.way == "Tram 6."

    room.directions = "Second door."

    assert room.way == "Second door."


def test_a_map_shows_the_very_spot_of_an_office_that_knows_it(room, office):
    office.latitude, office.longitude = "51.122500", "17.054000"

    assert room.map_url == (
        "https://www.openstreetmap.org/?mlat=51.122500&mlon=17.054000#map=18/51.122500/17.054000"
    )


# --- what people read --------------------------------------------------------------------------


def test_a_run_leads_to_the_page_of_its_office_in_the_language_of_the_reader(site, room, office):
    pages = OfficeSite(site).tell_of(office)
    run = RunFactory(course=site.tell_of(CourseFactory(code="OPIEK")).course, room=room)
    SessionFactory(run=run, room=room)
    cache.clear()

    expected = {page.locale.language_code: page.url for page in pages.get_translations(inclusive=True)}
    assert links_of_place(run) == expected
    assert len(set(expected.values())) == 3


def test_a_run_leads_to_the_map_where_the_office_has_no_page_in_that_language(site, room, office):
    page = OfficeSite(site).tell_of(office, languages=("pl",))
    run = RunFactory(course=site.tell_of(CourseFactory(code="OPIEK")).course, room=room)
    SessionFactory(run=run, room=room)
    cache.clear()

    assert links_of_place(run) == {"pl": page.url, "uk": office.map_url, "en": office.map_url}


def test_runs_in_offices_cost_no_query_more_for_each(site, office, mops):
    OfficeSite(site).tell_of(office)
    course = site.tell_of(CourseFactory(code="OPIEK")).course

    def queries():
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            Client().get("/pl/kursy/opiek/")
        return len(asked)

    def plan(number):
        for _run in range(number):
            room = RoomFactory(office=office, address="", organisation=mops)
            SessionFactory(run=RunFactory(course=course, room=room), room=room)

    plan(1)
    one = queries()
    plan(2)

    assert queries() == one


def test_letters_and_calendars_name_the_street_of_the_office(room, oksana):
    run = RunFactory(room=room)
    SessionFactory(run=run, room=room)
    place = PlaceFactory(run=run, person=oksana)

    assert "Namysłowska 8\\, 50-302" in calendar_of(place, language="pl").decode().replace("\r\n ", "")


def test_a_participant_is_shown_the_street_and_the_map(client, room, oksana, office):
    run = RunFactory(room=room)
    SessionFactory(run=run, room=room)
    place = PlaceFactory(run=run, person=oksana)
    client.force_login(oksana.user)

    page = client.get(reverse("my:place", args=[place.uuid])).content.decode()

    assert "Sala 3, ul. Namysłowska 8, 50-302 Wrocław" in page
    assert "openstreetmap.org" in page


def test_a_confidential_run_names_neither_the_office_nor_its_page(client, site, room, office, oksana):
    address = OfficeSite(site).tell_of(office).url
    run = RunFactory(course__confidential=True, course__audience=Audience.WOMEN, room=room)
    SessionFactory(run=run, room=room)
    place = PlaceFactory(run=run, person=oksana)
    client.force_login(oksana.user)

    with translation.override("pl"):
        pages = [
            client.get(reverse("my:place", args=[place.uuid])),
            client.get(reverse("my:home")),
            client.get(reverse("book:start", args=[run.uuid])),
        ]
    told = "".join(page.content.decode() for page in pages)
    told += calendar_of(place).decode() + "".join(Message.objects.values_list("text", flat=True))

    assert "Namysłowska" not in told
    assert address not in told
    assert "openstreetmap" not in told


# --- the room form -----------------------------------------------------------------------------


@pytest.fixture
def desk_of_adam(client, pan_adam):
    client.force_login(pan_adam.user)
    return client


def room_form(mops, **changes):
    return {
        "organisation": mops.pk,
        "office": "",
        "address": "",
        "capacity": 12,
        "minutes_between": 0,
        "is_in_use": "on",
        "name_pl": "Sala 5",
        "name_uk": "",
        "name_en": "",
        **changes,
    }


def test_a_coordinator_puts_a_room_into_an_office_and_writes_no_address(desk_of_adam, mops, office):
    desk_of_adam.post(reverse("room:add"), room_form(mops, office=office.pk, address="ul. Dawna 3"))

    room = Room.objects.get()
    assert (room.office, room.address) == (office, "")
    assert "ul. Namysłowska 8" in desk_of_adam.get(reverse("room:index")).content.decode()


def test_a_room_that_is_nowhere_is_refused_in_words(desk_of_adam, mops):
    with translation.override("en"):
        answer = desk_of_adam.post(reverse("room:add"), room_form(mops), headers={"accept-language": "en"})

    assert Room.objects.count() == 0
    assert list(answer.context["form"].errors) == ["address"]


def test_a_list_of_rooms_asks_no_more_for_three_than_for_one(desk_of_adam, mops, office):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            desk_of_adam.get(reverse("room:index"))
        return len(asked)

    RoomFactory(organisation=mops, office=office, address="")
    queries()
    one = queries()
    RoomFactory.create_batch(2, organisation=mops, office=office, address="")

    assert queries() == one
