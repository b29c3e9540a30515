"""Editors and translators write and submit; moderators publish, or say what should change."""

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.urls import reverse
from wagtail.models import PageLogEntry, Workflow, WorkflowPage, WorkflowState
from wagtail.users.models import UserProfile

from cms.editors import after_migrating
from lms.messaging.models import Message
from tests.cms.editing.conftest import decide, edit, fresh
from tests.factories.courses import CourseFactory

BUTTONS = {"action-publish", "action-submit"}


def buttons(client, who, page):
    client.force_login(who.user)
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    form = BeautifulSoup(answer.content, "html.parser")
    return {button["name"] for button in form.select("footer button[name]")} & BUTTONS


def letters():
    return {message.recipient.given_name: message for message in Message.objects.order_by("pk")}


def test_whoever_writes_may_submit_and_only_moderators_and_administrators_publish(
    client, page, ewa, yuliia, bozena, anna
):
    offered = {person.given_name: buttons(client, person, page) for person in (ewa, yuliia, bozena, anna)}

    assert offered == {
        "Ewa": {"action-submit"},
        "Yuliia": {"action-submit"},
        "Bożena": BUTTONS,
        "Anna": BUTTONS,
    }


@pytest.mark.parametrize("writer", ["ewa", "yuliia"])
def test_a_publish_button_pressed_without_the_right_only_saves(client, page, writer, request):
    edit(client, request.getfixturevalue(writer), page, "publish", lead="Nowe słowa.")

    assert fresh(page).lead == "Zadzwoń."
    assert fresh(page).get_latest_revision_as_object().lead == "Nowe słowa."


def test_a_page_that_was_submitted_waits_for_a_moderator_who_is_told_in_her_language(
    client, page, ewa, bozena, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks():
        edit(client, ewa, page, "submit", lead="Nowe słowa.")

    assert fresh(page).current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS
    assert fresh(page).lead == "Zadzwoń."
    assert set(letters()) == {"Bożena"}
    message = letters()["Bożena"]
    assert (message.kind, message.language) == ("moderation_asked", "en")
    assert message.subject == "A page waits for you: Kontakt"
    assert "Sent by Ewa Mazur." in message.text
    assert f"/admin/pages/{page.pk}/edit/" in message.text


def test_while_it_waits_its_editor_cannot_change_it_under_the_moderators_eyes(client, page, ewa, bozena):
    edit(client, ewa, page, "submit", lead="Nowe słowa.")

    edit(client, ewa, page, lead="Jeszcze nowsze.")
    edit(client, bozena, page, lead="Poprawione.")

    assert fresh(page).get_latest_revision_as_object().lead == "Poprawione."


def test_an_approved_page_is_published_and_its_editor_is_told(client, page, ewa, bozena, mailoutbox):
    edit(client, ewa, page, "submit", lead="Nowe słowa.")

    decide(client, bozena, page, "approve", comment="Dziękuję!")

    assert fresh(page).lead == "Nowe słowa."
    told = letters()["Ewa"]
    assert told.kind == "moderation_approved"
    assert "Dziękuję!" in told.text
    assert [mail.subject for mail in mailoutbox] == []


def test_a_page_sent_back_keeps_its_words_and_says_what_to_change(client, page, ewa, bozena):
    edit(client, ewa, page, "submit", lead="Nowe słowa.")

    decide(client, bozena, page, "reject", comment="Krótsze zdania, proszę.")
    edit(client, ewa, page, "submit", lead="Słowa.")

    assert fresh(page).lead == "Zadzwoń."
    told = letters()["Ewa"]
    assert told.kind == "moderation_returned"
    assert "Krótsze zdania, proszę." in told.text
    assert fresh(page).current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS
    assert Message.objects.filter(kind="moderation_asked").count() == 2


def test_whoever_writes_cannot_approve(client, page, ewa, yuliia):
    edit(client, ewa, page, "submit", lead="Nowe słowa.")

    decide(client, ewa, page, "approve")
    decide(client, yuliia, page, "approve")

    assert fresh(page).lead == "Zadzwoń."


def test_a_small_centre_without_a_moderator_has_its_administrator(client, page, ewa, anna):
    edit(client, ewa, page, "submit", lead="Nowe słowa.")

    decide(client, anna, page, "approve")

    assert fresh(page).lead == "Nowe słowa."
    assert Message.objects.filter(kind="moderation_asked").get().recipient == anna


def test_what_a_moderator_does_not_want_by_mail_is_not_sent(client, page, ewa, bozena):
    UserProfile.objects.filter(user=bozena.user).update(submitted_notifications=False)

    edit(client, ewa, page, "submit", lead="Nowe słowa.")

    assert not Message.objects.exists()


def test_a_confidential_course_is_not_named_in_a_mail(client, site, ewa, bozena):
    page = site.tell_of(CourseFactory(confidential=True, title="Czas dla siebie"))
    page.save_revision()
    page.get_workflow().start(page, ewa.user)

    message = letters()["Bożena"]

    assert message.subject == "A page waits for you"
    assert "Czas dla siebie" not in message.text + message.html


def test_there_is_one_workflow_for_every_page_and_an_administrators_change_to_it_stays(site):
    assert [workflow.name for workflow in Workflow.objects.all()] == ["Moderacja"]
    assert {home.get_workflow().name for home in site.homes.values()} == {"Moderacja"}

    Workflow.objects.update(name="Dwie pary oczu")
    WorkflowPage.objects.all().delete()
    after_migrating(list(apps.get_app_configs())[-1])

    assert [workflow.name for workflow in Workflow.objects.all()] == ["Dwie pary oczu"]
    assert site.homes["pl"].get_workflow() is None


def test_the_log_says_who_wrote_and_who_published(client, page, ewa, bozena):
    edit(client, ewa, page, "submit", lead="Nowe słowa.")
    decide(client, bozena, page, "approve")

    who = dict(PageLogEntry.objects.filter(page=page.pk).values_list("action", "user__email"))

    assert who["wagtail.edit"] == who["wagtail.workflow.start"] == "ewa@example.org"
    assert who["wagtail.publish"] == who["wagtail.workflow.approve"] == "bozena@example.org"
