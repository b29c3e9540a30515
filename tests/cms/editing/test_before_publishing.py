"""Before a page is published its publisher sees what readers may stumble over; then it is up to them."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.models import Locale, Page, PageLogEntry, WorkflowState
from wagtail.test.utils.form_data import rich_text
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from cms.editing.preview_checks import WORDS
from cms.models import InformationPage
from tests.cms.editing.conftest import decide, edit, fresh, typed

BAD = [("section", {"heading": "Dla kogo", "text": rich_text("<p><a href='https://a.org'>here</a></p>")})]
GOOD = [("section", {"heading": "Dla kogo", "text": rich_text("<p>Dla wszystkich.</p>")})]


@pytest.fixture
def page(site):
    page = site.add_information(search_description="Jak nas znaleźć.")[0]
    page.save_revision().publish()
    return page


def address(page, way="publish"):
    return reverse("editing:before_publishing", args=[page.pk, way])


def remarks(response):
    page = BeautifulSoup(response.content, "html.parser")
    return [remark.get_text(strip=True) for remark in page.select(".krok-remark__message")]


def test_a_page_without_remarks_is_published_at_once(client, page, bozena):
    answer = edit(client, bozena, page, "publish", lead="Nowe słowa.", body=GOOD)

    assert answer.url == reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    assert fresh(page).lead == "Nowe słowa."


def test_a_page_with_remarks_waits_for_a_second_word_and_nothing_typed_is_lost(client, page, bozena):
    answer = edit(client, bozena, page, "publish", lead="Nowe słowa.", body=BAD)
    shown = client.get(answer.url)

    assert answer.url == address(page)
    assert remarks(shown) == ["A link does not say where it leads."]
    assert fresh(page).lead == "Zadzwoń."
    assert fresh(page).get_latest_revision_as_object().lead == "Nowe słowa."
    back = BeautifulSoup(shown.content, "html.parser").select_one(".krok-deeds a")
    assert back["href"] == reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_warnings_never_block(client, page, bozena):
    edit(client, bozena, page, "publish", lead="Nowe słowa.", body=BAD)

    answer = client.post(address(page))

    assert answer.url == reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    assert fresh(page).lead == "Nowe słowa."
    published = PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish").order_by("pk")
    assert published.last().user == bozena.user


def test_a_new_page_is_not_seen_by_anyone_before_the_second_word(client, site, bozena, ewa):
    home = site.homes["pl"]
    new = InformationPage(title="Nowa", slug="nowa", lead="Od dziś.")
    client.force_login(bozena.user)
    words = typed(new, body=BAD) | {"action-publish": "yes"}

    answer = client.post(reverse("wagtailadmin_pages:add", args=["cms", "informationpage", home.pk]), words)

    page = InformationPage.objects.get(slug="nowa")
    assert answer.url == address(page)
    assert not page.live
    assert client.get("/pl/nowa/").status_code == 404

    client.post(answer.url)

    assert client.get("/pl/nowa/").status_code == 200


def test_a_page_with_an_hour_set_is_published_then(client, page, bozena):
    edit(client, bozena, page, "publish", lead="Jutro.", body=BAD, go_live_at="2126-01-01 08:00")

    client.post(address(page))

    assert fresh(page).lead == "Zadzwoń."
    assert fresh(page).scheduled_revision is not None


def test_whoever_may_not_publish_cannot_do_it_here_either(client, page, ewa, pan_adam):
    edit(client, ewa, page, lead="Nowe słowa.", body=BAD)

    for visitor in (ewa, pan_adam):
        client.force_login(visitor.user)
        assert client.get(address(page)).status_code == 302
        assert client.post(address(page)).url == reverse("wagtailadmin_home")
        assert client.post(address(page, "approve")).url == reverse("wagtailadmin_home")

    assert fresh(page).lead == "Zadzwoń."


def test_a_page_that_somebody_locked_stays_as_it_is(client, page, bozena, anna):
    edit(client, bozena, page, "publish", lead="Nowe słowa.", body=BAD)
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=anna.user)

    client.post(address(page))

    assert fresh(page).lead == "Zadzwoń."


def approve_in_the_editor(client, who, page, comment=""):
    client.force_login(who.user)
    draft = fresh(page).get_latest_revision_as_object()
    words = typed(draft) | {"action-workflow-action": "true", "workflow-action-name": "approve"}
    if comment:
        words["workflow-action-extra-data"] = f'{{"comment": "{comment}"}}'
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), words)


def test_a_moderator_who_approves_sees_the_remarks_too_and_her_comment_is_kept(client, page, ewa, bozena):
    edit(client, ewa, page, "submit", lead="Nowe słowa.", body=BAD)

    answer = approve_in_the_editor(client, bozena, page, comment="Popraw link następnym razem.")

    assert answer.url == address(page, "approve")
    assert fresh(page).lead == "Zadzwoń."

    client.post(answer.url)

    assert fresh(page).lead == "Nowe słowa."
    state = WorkflowState.objects.get()
    assert state.status == WorkflowState.STATUS_APPROVED
    assert state.current_task_state.comment == "Popraw link następnym razem."


def test_a_good_page_is_approved_at_once(client, page, ewa, bozena):
    edit(client, ewa, page, "submit", lead="Nowe słowa.", body=GOOD)

    approve_in_the_editor(client, bozena, page)

    assert fresh(page).lead == "Nowe słowa."


def test_what_was_decided_meanwhile_is_not_decided_again(client, page, ewa, bozena, anna):
    edit(client, ewa, page, "submit", lead="Nowe słowa.", body=BAD)
    answer = approve_in_the_editor(client, bozena, page)
    decide(client, anna, page, "reject")

    client.force_login(bozena.user)
    client.post(answer.url)

    assert fresh(page).lead == "Zadzwoń."


@pytest.fixture
def english(page, django_capture_on_commit_callbacks):
    """The page, on its way into English."""
    with django_capture_on_commit_callbacks(execute=True):
        page.get_translations().get(locale__language_code="en").delete()
        translate_object(page, [Locale.objects.get(language_code="en")])
    return InformationPage.objects.get(translation_key=page.translation_key, locale__language_code="en")


def test_a_page_sent_for_translation_is_a_draft(english):
    assert not english.live


def test_an_untranslated_translation_is_published_on_a_second_word_alone(
    client, english, bozena, django_capture_on_commit_callbacks
):
    client.force_login(bozena.user)

    answer = client.post(reverse("wagtailadmin_pages:edit", args=[english.pk]), {"action": "publish"})

    assert answer.url == address(english, "translation")
    said = remarks(client.get(answer.url))
    assert any("still in the language it was translated from" in message for message in said)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(answer.url)

    assert fresh(english).live


def test_a_translator_is_shown_the_way_to_the_moderator(client, english, yuliia, bozena):
    client.force_login(yuliia.user)

    editor = client.get(reverse("wagtailadmin_pages:edit", args=[english.pk])).content.decode()
    refused = client.post(reverse("wagtailadmin_pages:edit", args=[english.pk]), {"action": "publish"})
    answer = client.post(address(english, "submit"))

    assert address(english, "submit") in editor
    assert refused.url == reverse("wagtailadmin_home")
    assert answer.status_code == 302
    assert fresh(english).workflow_in_progress
    assert not fresh(english).live


def test_synchronising_translations_publishes_nothing_for_those_who_may_not(
    client, page, english, yuliia, django_capture_on_commit_callbacks
):
    source = Translation.objects.get().source
    address = reverse("wagtail_localize:update_translations", args=[source.pk])
    client.force_login(yuliia.user)

    asked = client.get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(address, {"publish_translations": "on"})

    assert "publish_translations" not in asked
    assert done.status_code == 302
    assert not fresh(english).live


def test_a_moderator_may_synchronise_and_publish_in_one_go(
    client, english, bozena, django_capture_on_commit_callbacks
):
    address = reverse("wagtail_localize:update_translations", args=[Translation.objects.get().source_id])
    client.force_login(bozena.user)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"publish_translations": "on"})

    assert fresh(english).live


def test_the_checks_stand_beside_the_editor(client, page, ewa, pan_adam):
    edit(client, ewa, page, body=BAD)

    editor = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    beside = client.get(reverse("editing:checks", args=[page.pk]))
    client.force_login(pan_adam.user)
    refused = client.get(reverse("editing:checks", args=[page.pk]))

    assert f'data-krok-checks="{reverse("editing:checks", args=[page.pk])}"' in editor
    assert remarks(beside) == ["Z tekstu linku nie wynika, dokąd prowadzi."]
    assert refused.url == reverse("wagtailadmin_home")


def test_the_preview_brings_wagtails_own_checker(client, page, ewa):
    client.force_login(ewa.user)
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    client.post(preview, typed(page))

    shown = client.get(preview).content.decode()

    assert "wagtail-userbar" in shown
    assert "video-caption" in shown
    assert set(ContentCheckerItem.axe_run_only) <= set(WORDS)
    assert "wagtail-userbar" not in client.get("/pl/kontakt/").content.decode()
