"""Who wrote, who published, what was changed between two versions, and who has locked a page."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Page

from tests.cms.editing.conftest import decide, edit, fresh


@pytest.fixture
def told(client, page, ewa, bozena):
    """A page that Ewa changed and Bożena published."""
    page.save_revision(user=bozena.user).publish(user=bozena.user)
    edit(client, ewa, page, "submit", lead="Nowe słowa.")
    decide(client, bozena, page, "approve")
    return page


def shown(client, who, name, *arguments):
    client.force_login(who.user)
    return client.get(reverse(name, args=arguments))


@pytest.mark.parametrize("reader", ["ewa", "yuliia", "bozena", "anna"])
def test_the_history_of_a_page_says_who_wrote_and_who_published(client, told, reader, request):
    answer = shown(client, request.getfixturevalue(reader), "wagtailadmin_pages:history", told.pk)

    rows = [row.get_text(" ", strip=True) for row in BeautifulSoup(answer.content, "html.parser")("tr")]
    assert any("Ewa Mazur" in row or "ewa@" in row for row in rows)
    assert any("Bożena Adamska" in row or "bozena@" in row for row in rows)


@pytest.mark.parametrize("reader", ["ewa", "yuliia", "bozena", "anna"])
def test_two_versions_are_compared_word_by_word(client, told, reader, request):
    first, last = told.revisions.order_by("pk").first(), told.revisions.order_by("pk").last()

    answer = shown(
        client,
        request.getfixturevalue(reader),
        "wagtailadmin_pages:revisions_compare",
        told.pk,
        first.pk,
        last.pk,
    )

    page = BeautifulSoup(answer.content, "html.parser")
    assert "Zadzwoń" in page.select_one(".comparison .deletion").get_text()
    assert "Nowe słowa" in page.select_one(".comparison .addition").get_text()


@pytest.mark.parametrize("report", ["site_history", "workflow", "locked_pages", "aging_pages"])
def test_reports_are_for_those_who_work_on_pages(client, told, report, ewa, bozena, anna, pan_adam):
    name = f"wagtailadmin_reports:{report}"

    opened = {who.given_name: shown(client, who, name) for who in (ewa, bozena, anna)}
    refused = shown(client, pan_adam, name)

    assert opened["Anna"].status_code == opened["Bożena"].status_code == 200
    assert report == "locked_pages" or opened["Ewa"].status_code == 200
    assert "Kontakt" not in refused.content.decode()


def test_the_report_of_the_site_says_who_published_what(client, told, bozena):
    answer = shown(client, bozena, "wagtailadmin_reports:site_history")

    rows = [row.get_text(" ", strip=True) for row in BeautifulSoup(answer.content, "html.parser")("tr")]
    assert any("Kontakt" in row and ("Bożena" in row or "bozena@" in row) for row in rows)


def lock(client, who, page, name="lock"):
    client.force_login(who.user)
    return client.post(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]))


def test_a_page_that_a_moderator_locked_is_changed_by_nobody_else(client, page, ewa, bozena, anna):
    lock(client, bozena, page)

    edit(client, ewa, page, lead="Mimo wszystko.")
    edit(client, anna, page, "publish", lead="Mimo wszystko.")

    assert fresh(page).locked_by == bozena.user
    assert fresh(page).lead == "Zadzwoń."


def test_whoever_locked_may_go_on_writing(client, page, bozena):
    lock(client, bozena, page)

    edit(client, bozena, page, lead="W spokoju.")

    assert fresh(page).get_latest_revision_as_object().lead == "W spokoju."


def test_an_editor_neither_locks_nor_unlocks(client, page, ewa, bozena):
    lock(client, ewa, page)
    assert not fresh(page).locked

    lock(client, bozena, page)
    lock(client, ewa, page, "unlock")
    assert fresh(page).locked


@pytest.mark.parametrize("who", ["bozena", "anna"])
def test_another_moderator_or_an_administrator_opens_a_lock_that_was_forgotten(client, page, who, request):
    Page.objects.filter(pk=page.pk).update(locked=True)

    lock(client, request.getfixturevalue(who), page, "unlock")

    assert not fresh(page).locked


def test_a_moderator_brings_back_an_earlier_version(client, told, bozena):
    first = told.revisions.order_by("pk").first()
    client.force_login(bozena.user)

    answer = client.get(reverse("wagtailadmin_pages:revisions_revert", args=[told.pk, first.pk]))

    assert answer.status_code == 200
    assert b"Zadzwo\xc5\x84." in answer.content
