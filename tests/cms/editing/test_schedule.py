"""A page appears and leaves at the hour that was set, once, whatever happens to its neighbours."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from cms.tasks import follow_schedules
from lms.celery import app
from tests.cms.editing.conftest import fresh

NOW = timezone.now()
EARLIER, LATER = NOW - timedelta(hours=1), NOW + timedelta(hours=1)


@pytest.fixture
def page(site):
    page = site.add_information(languages=("pl",))[0]
    page.save_revision().publish()
    return page


def plan(page, *, by=None, **fields):
    """Publish a version at an hour, as an editor would have yesterday."""
    for name, value in fields.items():
        setattr(page, name, value)
    revision = page.save_revision(approved_go_live_at=fields.get("go_live_at"), user=by)
    if "go_live_at" not in fields:
        revision.publish()
    return page


def test_the_worker_looks_every_minute():
    planned = app.conf.beat_schedule["publish and take down pages"]

    assert planned["task"] == follow_schedules.name
    assert planned["schedule"].minute == set(range(60))


def test_a_version_that_is_due_is_published_and_readers_see_it_at_once(
    client, page, ewa, django_capture_on_commit_callbacks
):
    plan(page, lead="Od dziś.", go_live_at=EARLIER, by=ewa.user)
    client.get("/pl/kontakt/")

    with django_capture_on_commit_callbacks(execute=True):
        follow_schedules()

    assert "Od dziś." in client.get("/pl/kontakt/").content.decode()
    entry = PageLogEntry.objects.get(page=page.pk, action="wagtail.publish.scheduled")
    assert entry.revision.user == ewa.user


def test_a_version_that_is_not_due_stays_a_secret(client, page):
    plan(page, lead="Od jutra.", go_live_at=LATER)

    follow_schedules()

    assert fresh(page).lead == "Zadzwoń."


def test_a_page_that_has_expired_is_taken_down_and_forgotten_by_the_cache(
    client, page, django_capture_on_commit_callbacks
):
    assert client.get("/pl/kontakt/").status_code == 200
    Page.objects.filter(pk=page.pk).update(expire_at=EARLIER)

    with django_capture_on_commit_callbacks(execute=True):
        follow_schedules()

    assert client.get("/pl/kontakt/").status_code == 404
    assert fresh(page).expired


def test_looking_twice_changes_nothing_more(page):
    plan(page, lead="Od dziś.", go_live_at=EARLIER)

    follow_schedules()
    follow_schedules()

    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish.scheduled").count() == 1


def test_one_page_that_cannot_be_published_does_not_hold_up_the_others(page, site, caplog):
    broken = plan(page, slug="drugi", go_live_at=EARLIER - timedelta(hours=1))
    other = site.add_information(languages=("pl",), title="Drugi", slug="drugi")[0]
    plan(other, lead="Od dziś.", go_live_at=EARLIER)

    follow_schedules()

    assert fresh(other).lead == "Od dziś."
    assert f"Page {broken.pk} could not follow its schedule" in caplog.text


def test_what_is_due_is_published_even_when_the_cache_is_empty(page):
    plan(page, lead="Od dziś.", go_live_at=EARLIER)
    cache.clear()

    follow_schedules()

    assert fresh(page).lead == "Od dziś."
