"""What the house does with data is said purpose by purpose, as it stands and as it stood."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from cms.duties.cookies import cookies, notes
from lms.people.models import InformationClause
from sessions.models import Run
from tests.factories.courses import CourseFactory
from tests.factories.duties import plant_declaration, plant_privacy
from tests.factories.pages import plant_site
from tests.factories.sessions import RunFactory, SessionFactory


def tell(purpose, version, *, days_ago, **texts):
    given = {
        f"{field}_{code}": f"{field} {version}"
        for field in ("summary", "text")
        for code in ("pl", "uk", "en")
    }
    return InformationClause.objects.create(
        purpose=purpose,
        version=version,
        valid_from=timezone.localdate() - timedelta(days=days_ago),
        **given | texts,
    )


def shown(language="pl"):
    return BeautifulSoup(Client().get(f"/{language}/prywatnosc/").content, "html.parser")


def test_each_purpose_has_its_clause_at_an_anchor_of_its_own(site):
    plant_privacy(site)
    tell("booking", "1", days_ago=10)
    tell("candidate", "1", days_ago=10)

    page = shown()

    assert [section["id"] for section in page.select("section[id^=clause-]")] == [
        "clause-booking",
        "clause-candidate",
    ]
    assert page.select_one("nav a[href='#clause-booking']")


def test_the_version_in_force_is_open_and_the_older_ones_are_folded_with_their_dates(site):
    plant_privacy(site)
    tell("booking", "first", days_ago=30)
    tell("booking", "second", days_ago=10)
    tell("booking", "to come", days_ago=-5)

    section = shown().select_one("#clause-booking")

    folded = section.select("details")
    assert [one.select_one("p").get_text() for one in folded] == ["text first"]
    ends = [time["datetime"] for time in folded[0].select("summary time")]
    today = timezone.localdate()
    assert ends == [str(today - timedelta(days=30)), str(today - timedelta(days=10))]
    folded[0].extract()
    assert "text second" in section.get_text()
    assert "to come" not in section.get_text()


def test_a_clause_is_read_with_its_headings_and_lists(site):
    plant_privacy(site)
    text = (
        "Kto odpowiada\nOśrodek, tel. 71 78 22 322.\n\nTwoje prawa\nMożesz:\n• zobaczyć dane\n• usunąć dane"
    )
    tell("site", "1", days_ago=1, text_pl=text)

    section = shown().select_one("#clause-site")

    assert [heading.get_text() for heading in section.select("h3")] == ["Kto odpowiada", "Twoje prawa"]
    assert [item.get_text() for item in section.select("li")] == ["zobaczyć dane", "usunąć dane"]
    assert section.select_one("a[href='tel:+48717822322']")


def test_a_clause_not_yet_translated_says_in_which_language_it_is(site):
    plant_privacy(site)
    tell("site", "1", days_ago=1, text_uk="", summary_uk="")

    section = shown("uk").select_one("#clause-site")

    assert section.select_one("div.prose")["lang"] == "pl"


def test_a_new_version_is_seen_at_once(site, django_capture_on_commit_callbacks):
    plant_privacy(site)
    tell("site", "first", days_ago=3)
    shown()

    with django_capture_on_commit_callbacks(execute=True):
        tell("site", "second", days_ago=0)

    assert "text second" in shown().get_text()


def test_ten_versions_cost_no_more_than_one(site, django_assert_max_num_queries, django_assert_num_queries):
    from django.core.cache import cache
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    plant_privacy(site)
    tell("site", "0", days_ago=100)
    cache.clear()
    with CaptureQueriesContext(connection) as one:
        shown()
    for number in range(1, 10):
        tell("site", str(number), days_ago=50 - number)
    cache.clear()

    with django_assert_num_queries(len(one)):
        shown()
    assert len(one) <= 8


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_the_page_names_every_cookie_and_note(site, language):
    plant_privacy(site)

    named = [code.get_text() for code in shown(language).select("#cookies code")]

    assert named == [name for kept in (*cookies(), *notes()) for name in kept.names]
    assert {"sessionid", "csrftoken", "messages", "django_language", "krok_contrast", "krok_text"} < set(
        named
    )


@pytest.fixture
def open_run(db):
    run = RunFactory(course=CourseFactory(code="OPIEK"), capacity=5)
    SessionFactory(run=run)
    return run


def test_no_other_cookie_is_ever_set(open_run, oksana):
    """On public pages, on the way to a place, at the display switches, signing in, in My Krok, leaving."""
    site = plant_site()
    site.tell_of(open_run.course)
    plant_privacy(site)
    plant_declaration(site)
    guest = Client()
    seen = set()

    def visit(address, data=None):
        answer = guest.get(address) if data is None else guest.post(address, data)
        seen.update(answer.cookies.keys())
        return answer

    book = f"/pl/book/{Run.objects.get().uuid}"
    for address in (
        "/",
        "/pl/",
        "/uk/kursy/opiek/",
        "/pl/prywatnosc/",
        "/pl/nothing/",
        f"{book}/",
        f"{book}/who/",
    ):
        visit(address)
    visit(f"{book}/who/", {"for_whom": "me"})
    visit(f"{book}/needs/")
    visit("/display/", {"contrast": "more", "text": "large", "next": "/pl/"})
    visit("/pl/account/sign-in/")
    visit("/accessibility/?lang=uk")
    guest.force_login(oksana.user)
    for address in ("/uk/my/", "/uk/my/details/", "/uk/my/pass/", "/uk/my/children/new/", "/leave/"):
        visit(address)

    assert seen <= {name for kept in cookies() for name in kept.names}
    assert {"sessionid", "csrftoken", "krok_contrast", "krok_text", "django_language"} <= seen
