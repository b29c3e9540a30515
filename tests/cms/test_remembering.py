"""Pages are rendered once for all strangers, and never a moment out of date."""

import re
from contextlib import suppress
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils import timezone

from cms import remembering
from cms.models import HouseFacts
from cms.remembering import keep_until, version
from sessions.models import Run
from tests.factories.sessions import PlaceFactory, RunFactory, SessionFactory

ADDRESS = "/pl/kursy/opiek/"


@pytest.fixture
def page(site, django_capture_on_commit_callbacks):
    from tests.factories.courses import CourseFactory

    page = site.tell_of(CourseFactory(code="OPIEK", title="Opiekun"))
    SessionFactory(run=RunFactory(course=page.course, capacity=10))
    cache.clear()
    return page


def nonces(response):
    return set(re.findall(r'nonce="([^"]+)"', response.content.decode()))


def test_the_second_stranger_costs_no_query(page, django_assert_num_queries):
    first = Client().get(ADDRESS)

    with django_assert_num_queries(0):
        second = Client().get(ADDRESS)

    assert second.status_code == 200
    assert re.sub(rb'nonce="[^"]+"', b"", second.content) == re.sub(rb'nonce="[^"]+"', b"", first.content)


def test_every_reader_gets_a_nonce_of_their_own_that_the_policy_names(page):
    answers = [Client().get(ADDRESS) for _reader in range(3)]

    assert len(set().union(*map(nonces, answers))) == 3
    for answer in answers:
        (nonce,) = nonces(answer)
        assert f"'nonce-{nonce}'" in answer["Content-Security-Policy"]


def test_whoever_has_the_page_already_is_told_so_and_keeps_its_policy(page):
    first = Client().get(ADDRESS)

    again = Client().get(ADDRESS, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert "Content-Security-Policy" not in again


def test_a_page_is_sent_small_to_a_browser_that_can_unpack_it(page):
    import gzip

    packed = Client().get(ADDRESS, headers={"accept-encoding": "gzip, br"})

    assert packed["Content-Encoding"] == "gzip"
    assert "Opiekun" in gzip.decompress(packed.content).decode()
    assert len(packed.content) * 2 < len(Client().get(ADDRESS).content)


def test_what_an_editor_publishes_is_seen_at_once(page, django_capture_on_commit_callbacks):
    Client().get(ADDRESS)

    with django_capture_on_commit_callbacks(execute=True):
        page.lead = "Nowy początek."
        page.save_revision().publish()

    assert "Nowy początek." in Client().get(ADDRESS).content.decode()


def test_a_draft_is_not_seen(page, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page.lead = "Tylko szkic."
        page.save_revision()

    assert "Tylko szkic." not in Client().get(ADDRESS).content.decode()


def test_a_seat_taken_is_a_seat_less_on_the_page(page, django_capture_on_commit_callbacks):
    before = Client().get(ADDRESS).content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        run = Run.objects.get()
        Run.objects.filter(pk=run.pk).update(seats_taken=9)
        PlaceFactory(run=run)
    after = Client().get(ADDRESS).content.decode()

    assert "10 " in before
    assert before != after


def test_a_change_that_is_rolled_back_makes_nothing_stale(page, django_capture_on_commit_callbacks):
    known = version()

    with django_capture_on_commit_callbacks(execute=True), suppress(ZeroDivisionError), transaction.atomic():
        PlaceFactory(run=Run.objects.get())
        raise ZeroDivisionError

    assert version() == known


def test_a_page_rendered_while_something_changed_is_not_kept(page, monkeypatch):
    from cms import remembering, views

    def rendered_while_a_seat_was_taken(request, path):
        response = serve_fresh(request, path)
        remembering._new_version()
        return response

    serve_fresh = views.serve_fresh
    monkeypatch.setattr(views, "serve_fresh", rendered_while_a_seat_was_taken)
    Client().get(ADDRESS)
    monkeypatch.undo()

    request = Client().get(ADDRESS).wsgi_request
    assert request._csp_nonce
    assert hasattr(request, "_wagtail_route_for_request")


def test_a_reader_with_a_sign_in_is_never_served_from_memory(page, marta, client):
    Client().get(ADDRESS)
    client.force_login(marta.user)

    mine = client.get(ADDRESS)
    strangers = Client().get(ADDRESS)

    assert hasattr(mine.wsgi_request, "_wagtail_route_for_request")
    assert "ETag" not in mine
    assert mine.content != strangers.content


def test_contrast_and_text_size_are_remembered_apart(page):
    plain, larger = Client(), Client()
    larger.cookies["krok_text"] = "larger"
    plain.get(ADDRESS)

    first, second = larger.get(ADDRESS), larger.get(ADDRESS)

    assert b'data-text="larger"' in first.content
    assert b'data-text="larger"' in second.content
    assert b"data-text" not in plain.get(ADDRESS).content


def test_searches_are_not_kept(site):
    Client().get("/pl/kursy/?q=opiekun")

    again = Client().get("/pl/kursy/?q=opiekun")

    assert hasattr(again.wsgi_request, "_wagtail_route_for_request")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("", {"hx-target": "made-up-{}"}),
        ("", {"host": "testserver:{}"}),
        ("?free={}", {}),
        ("?q=%20&free=on{}", {}),
        ("?form={}&form=group", {}),
    ],
)
def test_nobody_fills_the_memory_by_making_things_up(site, monkeypatch, asked, told):
    kept, keep = set(), cache.set
    monkeypatch.setattr(cache, "set", lambda key, *rest, **how: (kept.add(key), keep(key, *rest, **how)))

    for number in range(1, 5):
        headers = {name: value.format(number) for name, value in told.items()}
        Client().get(f"/pl/kursy/{asked.format(number)}", headers=headers)

    assert len([key for key in kept if key.startswith("public:page:")]) <= 1


def test_no_cookie_is_set_for_a_stranger(page):
    assert not Client().get(ADDRESS).cookies


def test_the_alert_of_the_house_is_on_every_page_at_once(site, django_capture_on_commit_callbacks):
    Client().get("/uk/kursy/")

    with django_capture_on_commit_callbacks(execute=True):
        HouseFacts.objects.create(alert_uk="Сьогодні ми працюємо до 14:00.")

    assert "Сьогодні ми працюємо до 14:00." in Client().get("/uk/kursy/").content.decode()


@pytest.mark.parametrize("seconds", [120, 30])
def test_a_page_is_kept_while_what_the_clock_says_in_it_is_true(seconds):
    request, later = SimpleNamespace(), timezone.now() + timedelta(seconds=seconds)

    keep_until(request, later)
    keep_until(request, later + timedelta(hours=1))

    assert request.true_until == later
    assert remembering._kept_for(request) == pytest.approx(min(60, seconds), abs=1)


def test_a_page_whose_words_are_untrue_by_now_is_not_kept():
    request = SimpleNamespace(true_until=timezone.now() - timedelta(seconds=1))

    assert remembering._kept_for(request) == 0
