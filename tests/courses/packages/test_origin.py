"""Packages run on an origin of their own: nothing of the house is there, and nothing of theirs here."""

from __future__ import annotations

import pytest
from django.test import Client

from courses.models import Launch
from courses.packages import checks
from courses.packages.unpacking import kept_as
from tests.courses.packages import making
from tests.factories.packages import HOUSE, make_package, make_registration, open_for

THERE = "localhost:8000"


@pytest.fixture
def registration(db):
    return make_registration()


@pytest.fixture
def opened(registration):
    return open_for(registration)


@pytest.fixture
def there():
    return Client(headers={"host": THERE})


def test_a_token_opens_the_player_and_the_files_of_one_version(opened, there):
    other = make_package(titles=("Other",))

    player = there.get(f"/packages/{opened.token}/")
    page = there.get(f"/packages/{opened.token}/content/unit1.html")

    assert player.status_code == page.status_code == 200
    assert page["Content-Type"] == "text/html"
    assert b"Bread" in b"".join(page.streaming_content)
    assert kept_as(other.versions.get(), "unit1.html") != kept_as(
        opened.launch.registration.version, "unit1.html"
    )


@pytest.mark.parametrize(
    "path",
    [
        "content/",
        "content/none.html",
        "content/../unit1.html",
        "content/%2e%2e/unit1.html",
        "content//etc/passwd",
        "none",
    ],
)
def test_what_is_not_in_the_version_is_not_there(opened, there, path):
    assert there.get(f"/packages/{opened.token}/{path}").status_code == 404


@pytest.mark.parametrize("token", ["x", "a" * 32, "%00", "x" * 3000])
def test_nobody_guesses_a_token(db, there, token):
    assert there.get(f"/packages/{token}/").status_code == 404


def test_only_a_hash_of_the_token_is_kept(opened):
    assert opened.token not in str(Launch.objects.values().get())


@pytest.mark.parametrize(
    "path", ["/", "/pl/", "/pl/my/", "/admin/", "/api/v1/openapi.json", "/demo/", "/account/login/"]
)
def test_no_page_of_the_house_is_on_the_packages_host(db, there, path):
    answer = there.get(path)

    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize("path", ["", "content/unit1.html", "begin", "xapi/about"])
def test_nothing_of_a_package_is_on_a_host_of_the_house(opened, client, path):
    assert (
        client.get(
            f"/packages/{opened.token}/{path}", headers={"host": "127.0.0.1:8000"}, follow=True
        ).status_code
        == 404
    )


def test_no_cookie_is_set_or_read_there(opened, there):
    answers = [there.get(f"/packages/{opened.token}/{path}") for path in ("", "begin", "content/unit.js")]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert not any(answer.cookies for answer in answers)
    assert all("Cookie" not in answer.get("Vary", "") for answer in answers)


def test_content_is_fenced_in(opened, there):
    policy = there.get(f"/packages/{opened.token}/content/unit1.html")["Content-Security-Policy"]
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))

    assert rules["connect-src"] == "'self' data: blob:"
    assert rules["frame-ancestors"] == f"'self' {HOUSE}"
    assert rules["form-action"] == "'self'"
    assert rules["sandbox"] == "allow-scripts allow-same-origin allow-forms"
    assert "http" not in policy.replace(HOUSE, "")


def test_content_opened_in_a_window_of_its_own_is_refused(opened, there):
    headers = {"sec-fetch-dest": "document"}

    for path in ("", "content/unit1.html"):
        assert there.get(f"/packages/{opened.token}/{path}", headers=headers).status_code == 404


def test_content_installs_no_worker(opened, there):
    answer = there.get(f"/packages/{opened.token}/content/unit.js", headers={"service-worker": "script"})

    assert answer.status_code == 404


def test_a_film_can_be_wound_and_is_asked_for_once(opened, there):
    address = f"/packages/{opened.token}/content/unit.js"
    whole = there.get(address)
    part = there.get(address, headers={"range": "bytes=5-9"})

    assert (part.status_code, len(b"".join(part.streaming_content))) == (206, 5)
    assert there.get(address, headers={"if-none-match": whole["ETag"]}).status_code == 304


def test_the_player_is_told_where_the_learner_left_off(opened, there):
    save = f"/packages/{opened.token}/save"
    data = {"cmi": {"core": {"lesson_status": "incomplete", "lesson_location": "3"}}}
    there.post(save, {"unit": "I1", "sequence": 1, "data": data}, content_type="application/json")

    told = there.get(f"/packages/{opened.token}/begin").json()

    assert told["states"] == {"I1": data}
    assert told["learner"] == {
        "id": opened.launch.registration.uuid.hex,
        "name": opened.launch.registration.enrolment.person.given_name,
    }


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"unit": "I1", "sequence": 1, "data": {"cmi": {}}}, 200),
        ({"unit": "I9", "sequence": 1, "data": {}}, 400),
        ({"unit": "I1", "sequence": 0, "data": {}}, 400),
        ({"unit": "I1", "sequence": True, "data": {}}, 400),
        ({"unit": "I1", "sequence": 10**12, "data": {}}, 400),
        ({"unit": "I1", "data": {}}, 400),
        ({"unit": "I1", "sequence": 1, "data": []}, 400),
        ({"unit": "I1", "sequence": 1, "data": {"a": "\0"}}, 400),
        ({"unit": "I1", "sequence": 1, "data": {"a": "x" * 590_000}}, 413),
        ({"unit": "I1", "sequence": 1, "data": {"a": "x" * 700_000}}, 413),
        ('{"unit": "I1", "sequence": 1, "data": {"a": NaN}}', 400),
        ('{"unit": "I1", "sequence": 1, "data": {"a": 1e999}}', 400),
        ({"unit": "I1", "sequence": 1, "data": {"a": "\ud800"}}, 400),
        ({"sequencing": "\0"}, 400),
        ({"sequencing": "\udfff"}, 400),
        ([], 400),
        ("[" * 50_000, 400),
        ("no json", 400),
    ],
)
def test_what_a_hostile_package_sends_is_answered_and_nothing_more(opened, there, sent, status):
    answer = there.post(f"/packages/{opened.token}/save", sent, content_type="application/json")

    assert answer.status_code == status


def test_another_origin_cannot_save(opened, there):
    answer = there.post(
        f"/packages/{opened.token}/save",
        {"unit": "I1", "sequence": 1, "data": {}},
        content_type="application/json",
        headers={"origin": "https://elsewhere.example.org"},
    )

    assert answer.status_code == 403


def test_with_a_star_each_registration_has_a_host_of_its_own(registration, settings):
    settings.PACKAGES_ORIGIN = "https://*.packages.example.org"
    settings.ALLOWED_HOSTS = ["*"]
    opened = open_for(registration)
    path = f"/packages/{opened.token}/"
    own, other = registration.uuid.hex[:20], "0" * 20

    assert Client(headers={"host": f"{own}.packages.example.org"}).get(path).status_code == 200
    assert Client(headers={"host": f"{other}.packages.example.org"}).get(path).status_code == 404


@pytest.mark.parametrize(
    ("origin", "found"),
    [
        ("", ["courses.W001"]),
        ("https://packages.example.org", []),
        ("https://*.packages.example.org", []),
        ("http://packages.example.org", ["courses.E002"]),
        ("https://packages.example.org/here", ["courses.E002"]),
        ("https://krok.example.org", ["courses.E001"]),
        ("https://*.example.org", ["courses.E001"]),
    ],
)
def test_a_check_says_where_packages_would_run(settings, origin, found):
    settings.SITE_ADDRESS = "https://krok.example.org"
    settings.PACKAGES_ORIGIN = origin

    assert [problem.id for problem in checks.packages_run_elsewhere(None)] == found


def test_hostile_content_is_taken_since_it_can_do_no_harm(db):
    """What a program does cannot be told by looking at it; where it runs can be chosen."""
    assert make_package(script=making.HOSTILE % {"house": HOUSE}).versions.count() == 1
