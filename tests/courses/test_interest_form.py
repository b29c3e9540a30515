"""One short page behind the campaign: who I am, how it is safe to reach me, and that is all."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation

from cms.models import FosterCampaignPage
from courses.models import CandidatePath
from lms.people.models import InformationClause, Person
from tests.factories.people import InformationClauseFactory
from tests.factories.sessions import RunFactory, SessionFactory

TYPED = {
    "given_name": "Halina",
    "family_name": "Maj",
    "language": "pl",
    "phone": "600 100 200",
    "email": "Halina@Example.org",
    "call_when": "afternoon",
    "message": "Mamy wolny pokój.",
}


@pytest.fixture
def clause(db):
    return InformationClauseFactory(purpose=InformationClause.Purpose.CANDIDATE)


@pytest.fixture
def campaign(site, mops):
    pages = site.add(FosterCampaignPage, title="Zostań rodziną", lead="Porozmawiajmy.", organisation=mops)
    return pages[0]


@pytest.fixture
def address(campaign):
    with translation.override("pl"):
        return reverse("interest:ask", args=[campaign.translation_key])


@pytest.fixture
def send(client, address, clause):
    def sent(**changes):
        return client.post(address, {**TYPED, "clause": clause.pk, "accept": "on", **changes})

    return sent


def read(response):
    return BeautifulSoup(response.content, "html.parser")


def errors(response):
    return [link.get_text(" ", strip=True) for link in read(response).select(".error-summary__list a")]


def test_the_answers_open_a_path_and_a_page_says_what_happens_next(send, client, mops):
    response = send()

    path = CandidatePath.objects.get()
    assert path.organisation == mops
    assert str(path.person) == "Halina Maj"
    assert (path.email, path.phone, path.call_when) == ("halina@example.org", "600 100 200", "afternoon")
    assert not path.may_leave_message
    assert "Mamy wolny pokój." in path.message
    assert path.person.acceptances.count() == 1
    assert read(client.get(response.url)).h1


def test_a_name_in_cyrillic_is_as_good_as_one_in_latin_letters(send):
    send(given_name="Олена", family_name="Шевчук", language="uk")

    person = CandidatePath.objects.get().person
    assert (person.full_name, person.full_name_cyrillic) == ("Olena Shevchuk", "Олена Шевчук")


@pytest.mark.parametrize("left_out", ["phone", "email"])
def test_one_way_to_reach_is_enough(send, left_out):
    assert send(**{left_out: ""}).status_code == 302


def test_without_any_way_to_reach_the_page_says_so_and_keeps_what_was_typed(send):
    response = send(phone="", email="")

    (error,) = errors(response)
    assert error.startswith("Telefon")
    assert read(response).select_one("#id_phone")["aria-invalid"] == "true"
    assert read(response).select_one("textarea").text.strip() == "Mamy wolny pokój."
    assert not CandidatePath.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("given_name", ""),
        ("family_name", "H4lina!"),
        ("email", "halina"),
        ("phone", "sześćset"),
        ("language", "xx"),
        ("call_when", "at night"),
        ("message", "a" * 1001),
        ("accept", ""),
    ],
)
def test_every_slip_has_its_word_beside_the_field(send, field, typed):
    response = send(**{field: typed})

    assert len(errors(response)) == 1
    assert read(response).select(".field--error")
    assert not CandidatePath.objects.exists()


def test_before_a_clause_is_published_the_form_is_clear_all_the_same(client, address):
    response = client.get(address)
    assert not read(response).select("#id_accept")

    assert client.post(address, TYPED).status_code == 302
    assert CandidatePath.objects.exists()


def test_a_machine_that_fills_in_everything_is_thanked_and_forgotten(send):
    response = send(subject="Buy now")

    assert response.status_code == 302
    assert not CandidatePath.objects.exists()


def test_somebody_known_hears_the_same_as_a_stranger(send, oksana):
    known = send(given_name="Oksana", family_name="Shevchenko", email=oksana.email)
    unknown = send()

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert Person.objects.get(pk=oksana.pk).candidate_paths.count() == 0


def test_somebody_signed_in_is_not_asked_who_they_are(client, address, marta, clause):
    client.force_login(marta.user)
    page = read(client.get(address))
    assert "Marta Kowalska" in page.form.find_next("form", class_="interest").text
    assert page.select("#id_given_name") == []
    assert page.select_one("#id_email")["value"] == "marta@example.org"

    client.post(address, {"email": marta.email, "clause": clause.pk, "accept": "on"})

    assert CandidatePath.objects.get().person == marta


def test_after_many_forms_from_one_address_the_next_must_wait(send):
    answers = [send(family_name=f"Maj{'a' * number}").status_code for number in range(21)]

    assert answers[:20] == [302] * 20
    assert answers[20] == 429


def test_the_form_speaks_every_language_of_the_campaign(client, address):
    page = read(client.get(address))

    links = [link["href"] for link in page.select(".language-switch a")]
    assert links == [address.replace("/pl/", f"/{code}/") for code in ("pl", "uk", "en")]
    assert [client.get(link).status_code for link in links] == [200, 200, 200]


@pytest.mark.parametrize("change", [{"organisation": None}, {"has_form": False}, {"live": False}])
def test_there_is_no_form_without_somebody_who_answers(client, address, campaign, change):
    for name, value in change.items():
        setattr(campaign, name, value)
    campaign.save()

    assert client.get(address).status_code == 404


def test_the_thanks_invite_to_the_next_evenings(client, address, mops):
    evening = RunFactory(organiser=mops, course__candidate_stage="evening")
    SessionFactory(run=evening)
    SessionFactory(run__course__candidate_stage="")

    cards = read(client.get(f"{address}thanks/")).select(".run-card")

    assert len(cards) == 1
    assert str(evening.uuid) in cards[0].select_one(".button")["href"]
