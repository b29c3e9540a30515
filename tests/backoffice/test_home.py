"""The morning of a coordinator: what meets today, which runs come next, and nothing of the neighbours."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from lms.people.models import Role
from lms.people.roles import grant
from sessions.models import Run
from tests.factories.people import PersonFactory
from tests.factories.sessions import RunFactory, SessionFactory

PAGES = {"explorer", "reports", "translations"}
FILES = {"images", "documents", "media"}
PLANNING = {"planning", "board", "attendance", "calendar", "individual-help", "enrol"}
LEARNING = {"learning", "competences"}


def home_of(client, person):
    client.force_login(person.user)
    return client.get(reverse("wagtailadmin_home"))


def texts(page, selector):
    return [
        found.get_text(" ", strip=True)
        for found in BeautifulSoup(page.content, "html.parser").select(selector)
    ]


def test_todays_meetings_and_coming_runs_are_on_the_first_page(client, pan_adam, mops):
    run = RunFactory(organiser=mops, code="OPIEK-1", seats_taken=4, people_waiting=2)
    SessionFactory(run=run, today=True)
    SessionFactory(run=run, starts_at=timezone.now() + timedelta(days=2))

    page = home_of(client, pan_adam)

    assert len(texts(page, ".krok-today li")) == 1
    row = texts(page, ".krok-runs tbody tr")[0]
    assert "OPIEK-1" in row
    assert "4 / 10" in row


def test_far_finished_and_cancelled_runs_stay_away(client, pan_adam, mops):
    SessionFactory(run__organiser=mops, run__code="FAR", starts_at=timezone.now() + timedelta(weeks=20))
    SessionFactory(run__organiser=mops, run__code="OVER", run__status=Run.Status.FINISHED)
    SessionFactory(run__organiser=mops, run__code="OFF", run__status=Run.Status.CANCELLED)
    RunFactory(organiser=mops, code="DRAFT", status=Run.Status.DRAFT)

    page = home_of(client, pan_adam)

    (shown,) = texts(page, ".krok-runs tbody small")
    assert shown.startswith("DRAFT")


def test_another_organisations_day_is_not_shown(client, pani_beata, mops):
    SessionFactory(run__organiser=mops, today=True)

    page = home_of(client, pani_beata)

    assert texts(page, ".krok-today li") == []
    assert texts(page, ".krok-runs tbody tr") == []


def test_the_first_page_costs_the_same_for_three_runs_as_for_one(
    client, pan_adam, mops, irena, django_assert_max_num_queries
):
    def plan():
        run = RunFactory(organiser=mops)
        SessionFactory(run=run, today=True, trainers=[irena])
        SessionFactory(run=run, trainers=[irena])

    plan()
    home_of(client, pan_adam)
    with django_assert_max_num_queries(40) as one:
        client.get(reverse("wagtailadmin_home"))
    plan()
    plan()

    with django_assert_max_num_queries(len(one)):
        client.get(reverse("wagtailadmin_home"))


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (
            Role.COORDINATOR,
            {*PLANNING, *LEARNING, "people", "house", "leaflets-taken"},
        ),
        (Role.DATA_PROTECTION_OFFICER, {"people", "house"}),
        (Role.EDITOR, {*PAGES, *FILES, *LEARNING, "house", "settings"}),
        (Role.MODERATOR, {*PAGES, *FILES, "learning", "house", "settings"}),
        (Role.TRANSLATOR, {*PAGES, *LEARNING}),
    ],
)
def test_the_menu_holds_what_the_role_can_use(client, rf, mops, role, offered):
    from wagtail.admin.menu import admin_menu

    from cms.editors import give_editors_their_pages

    give_editors_their_pages()
    person = PersonFactory(with_sign_in=True)
    grant(role, to=person, at=mops)
    request = rf.get("/admin/")
    request.user = type(person.user).objects.get(pk=person.user.pk)

    menu = {item.name for item in admin_menu.menu_items_for_request(request)}

    assert menu == offered


def test_the_back_office_bears_our_name(client, pan_adam):
    page = home_of(client, pan_adam)

    assert texts(page, "title")[0].endswith("Krok")
    assert "krok-brand" in page.content.decode()


@pytest.mark.parametrize(("language", "word"), [("pl", "Strona"), ("uk", "Сторінка"), ("en", "Page")])
def test_the_back_office_speaks_the_language_of_its_reader(client, pan_adam, mops, language, word):
    from wagtail.users.models import UserProfile

    UserProfile.objects.update_or_create(user=pan_adam.user, defaults={"preferred_language": language})
    RunFactory(organiser=mops)
    client.force_login(pan_adam.user)

    page = client.get(reverse("run:index"))

    assert f'lang="{language}"' in page.content.decode()
    assert word in page.content.decode()
