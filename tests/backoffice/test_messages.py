"""A coordinator sees what became of a message, and sends a failed one again; a code is nobody's to read."""

import pytest
from django.urls import reverse

from lms.messaging.models import Message


@pytest.fixture
def message(mops, oksana):
    return Message.objects.create(
        key="k",
        kind="place_confirmed",
        recipient=oksana,
        organisation=mops,
        address=oksana.email,
        language="uk",
        subject="Ваше місце",
        text="Чекаємо на вас.",
        status=Message.Status.FAILED,
        attempts=6,
        last_error="no such mailbox",
    )


def test_a_failed_message_is_queued_anew(client, pan_adam, message):
    client.force_login(pan_adam.user)

    page = client.get(reverse("message:inspect", args=[message.pk]))
    client.post(reverse("message:retry", args=[message.pk]))

    message.refresh_from_db()
    assert "no such mailbox" in page.content.decode()
    assert (message.status, message.attempts) == (Message.Status.QUEUED, 0)


def test_a_message_that_went_out_is_not_sent_twice(client, pan_adam, message):
    Message.objects.update(status=Message.Status.SENT)
    client.force_login(pan_adam.user)

    client.post(reverse("message:retry", args=[message.pk]))

    message.refresh_from_db()
    assert message.status == Message.Status.SENT


def test_messages_are_found_by_the_name_of_whom_they_are_to(client, pan_adam, message):
    client.force_login(pan_adam.user)

    found = client.get(reverse("message:index"), {"q": "szewczenko"})
    missed = client.get(reverse("message:index"), {"q": "kowalska"})

    assert list(found.context["object_list"]) == [message]
    assert list(missed.context["object_list"]) == []


def test_nobody_reads_a_code_for_signing_in_not_even_an_administrator(client, anna, message):
    Message.objects.update(
        kind="sign_in_code", subject="123456 to Twój kod", text="123456", organisation=None
    )
    client.force_login(anna.user)

    pages = [
        client.get(reverse("message:index")).content.decode(),
        client.get(reverse("message:inspect", args=[message.pk])).content.decode(),
    ]

    assert all("123456" not in page for page in pages)
