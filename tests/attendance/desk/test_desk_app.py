"""Desk on a trainer's phone: installable, opened without a network, and holding nothing of anybody itself."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from PIL import Image

from attendance.desk.files import kept_files, modules_behind, reader_files, version_of

if TYPE_CHECKING:
    from lms.people.models import Person

pytestmark = pytest.mark.django_db
LANGUAGES = ("pl", "uk", "en")


@pytest.fixture
def irenas_phone(irena: Person) -> Client:
    phone = Client()
    phone.force_login(irena.user)
    return phone


def at(name: str, language: str = "pl") -> str:
    with override(language):
        return reverse(f"desk:{name}")


def house_of(script: str) -> dict[str, object]:
    found = re.search(r"const HOUSE = ({.*?\n});", script, re.DOTALL)
    assert found
    house: dict[str, object] = json.loads(found[1])
    return house


# --- the shell ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shell_is_the_same_for_a_stranger_and_for_the_trainer(
    client: Client, irenas_phone: Client, language: str
) -> None:
    def without_nonces(page: str) -> str:
        return re.sub(r'nonce="[^"]*"', "", page)

    stranger = client.get(at("app", language)).content.decode()
    trainer = irenas_phone.get(at("app", language)).content.decode()

    assert without_nonces(stranger) == without_nonces(trainer)


def test_the_shell_lets_the_reader_of_codes_run_and_no_inline_script(client: Client) -> None:
    answer = client.get(at("app"))

    policy = answer["Content-Security-Policy"]
    assert "'wasm-unsafe-eval'" in policy
    assert "'unsafe-inline'" not in policy
    assert "worker-src 'self'" in policy
    assert "manifest-src 'self'" in policy


def test_the_shell_sets_no_cookie_unless_it_is_asked_for_a_token(client: Client) -> None:
    assert "csrftoken" not in client.get(at("app")).cookies
    assert "csrftoken" in client.get(at("app"), {"token": ""}).cookies


def test_a_counted_phrase_stands_in_each_form_of_the_language(client: Client) -> None:
    forms = {
        language: re.findall(
            r'data-words="waiting">(.*?)</template>', client.get(at("app", language)).content.decode()
        )
        for language in LANGUAGES
    }

    assert re.findall(r'data-form="(\w+)" data-sample="(\d)"', forms["uk"][0]) == [
        ("one", "1"),
        ("few", "2"),
        ("many", "5"),
    ]
    assert re.findall(r'data-form="(\w+)" data-sample="(\d)"', forms["en"][0]) == [
        ("one", "1"),
        ("other", "2"),
    ]


# --- the manifest ------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manifest_opens_desk_in_its_language(client: Client, language: str) -> None:
    answer = client.get(at("manifest", language))

    told = answer.json()
    assert answer["Content-Type"] == "application/manifest+json"
    assert (told["lang"], told["start_url"], told["scope"]) == (
        language,
        f"/{language}/desk/",
        f"/{language}/desk/",
    )
    assert told["display"] == "standalone"


def test_every_icon_of_the_manifest_has_the_size_it_says(client: Client) -> None:
    icons = client.get(at("manifest")).json()["icons"]

    drawn = {}
    for icon in icons:
        file = finders.find(icon["src"].removeprefix("/static/"))
        with Image.open(str(file)) as picture:
            drawn[icon["purpose"], icon["sizes"]] = "{}x{}".format(*picture.size)
    assert drawn == {(purpose, size): size for purpose, size in drawn}
    assert set(drawn) == {
        ("any", "192x192"),
        ("any", "512x512"),
        ("maskable", "192x192"),
        ("maskable", "512x512"),
    }


def test_desk_points_to_its_manifest(irenas_phone: Client) -> None:
    page = irenas_phone.get(at("today", "uk")).content.decode()

    assert '<link rel="manifest" href="/uk/desk/manifest.webmanifest">' in page


# --- the service worker ------------------------------------------------------------------------


def test_the_service_worker_may_serve_desk_and_nothing_else(client: Client) -> None:
    answer = client.get(at("service_worker", "uk"))

    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == "/uk/desk/"
    assert house_of(answer.content.decode())["scope"] == "/uk/desk/"
    assert "no-store" in answer["Cache-Control"]


def test_it_draws_the_pages_that_the_phone_can_draw_and_no_others(client: Client) -> None:
    house = house_of(client.get(at("service_worker")).content.decode())
    meeting = "/pl/desk/6a1f0c1e-7c1a-4d0e-9d2b-0a4a4a1c9e11/"

    def draws(path: str) -> bool:
        return bool(re.search(str(house["drawn"]), path))

    assert all(draws(path) for path in ("/pl/desk/", "/pl/desk/app/", meeting, meeting + "scan/"))
    assert not any(
        draws(path) for path in (meeting + "close/", meeting + "sheet.pdf", "/pl/desk/devices/", "/pl/my/")
    )


def test_it_keeps_every_module_that_the_phone_may_need() -> None:
    needed = {f"/static/{name}" for name in modules_behind("krok/desk/app.js")}

    assert needed <= {*kept_files(), *reader_files()}
    assert "/static/krok/desk/vault.js" in kept_files()
    assert "/static/vendor/barcode-detector/zxing_reader.wasm" in reader_files()
    assert not set(kept_files()) & set(reader_files())


def test_everything_it_keeps_is_there() -> None:
    missing = [
        file for file in (*kept_files(), *reader_files()) if not finders.find(file.removeprefix("/static/"))
    ]

    assert missing == []


def test_a_changed_word_makes_another_version() -> None:
    assert version_of("<p>All sent.</p>") != version_of("<p>Everything sent.</p>")
    assert version_of("<p>All sent.</p>") == version_of("<p>All sent.</p>")


def test_it_is_written_for_browsers_that_know_no_modules_there(client: Client) -> None:
    modern = client.get(at("service_worker")).content.decode()
    plain = client.get(at("service_worker"), {"plain": ""}).content.decode()

    assert modern.startswith("import ")
    assert "import " not in plain
    assert "sendNow" not in plain
