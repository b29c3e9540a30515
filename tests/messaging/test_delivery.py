"""A message goes out once: one worker claims it, a dead worker's claim runs out, failures wait longer."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from lms.messaging import delivery
from lms.messaging.channels import channel_for
from lms.messaging.channels.email import EmailChannel
from lms.messaging.models import Message
from lms.messaging.tasks import deliver_due_messages, deliver_message


@pytest.fixture
def message(oksana, code_for):
    return code_for(oksana)


@pytest.fixture
def failing_server(monkeypatch):
    def fail(channel, message):
        raise SMTPServerDisconnected("Connection unexpectedly closed")

    monkeypatch.setattr(EmailChannel, "send", fail)


def test_a_due_message_is_sent_and_marked(message):
    assert delivery.deliver(message.pk)

    message.refresh_from_db()
    assert message.status == Message.Status.SENT
    assert message.sent_at is not None
    assert message.claimed_until is None
    assert [sent.to for sent in mail.outbox] == [["oksana@example.org"]]


def test_the_task_may_come_twice_and_the_message_goes_out_once(message):
    deliver_message(message.pk)
    deliver_message(message.pk)
    deliver_due_messages()

    assert len(mail.outbox) == 1


def test_a_task_for_a_message_that_is_gone_does_nothing(db):
    assert not delivery.deliver(12345)


def test_two_workers_cannot_hold_the_same_message(message):
    first = delivery._claim(message.pk)
    second = delivery._claim(message.pk)

    assert first is not None
    assert second is None


def test_the_claim_of_a_dead_worker_runs_out_and_another_sends(message):
    assert delivery._claim(message.pk)

    assert delivery.deliver_due() == 0
    with time_machine.travel(timezone.now() + delivery.LEASE + timedelta(seconds=1)):
        assert delivery.deliver_due() == 1

    message.refresh_from_db()
    assert (message.status, message.attempts) == (Message.Status.SENT, 2)


def test_a_worker_that_was_too_slow_does_not_undo_what_the_next_one_did(message):
    slow = delivery._claim(message.pk)
    with time_machine.travel(timezone.now() + delivery.LEASE + timedelta(seconds=1)):
        delivery.deliver(message.pk)

    delivery._try_later(slow, "timed out")

    message.refresh_from_db()
    assert message.status == Message.Status.SENT


def test_a_second_copy_after_a_crash_bears_the_same_message_id(message):
    channel_for(message).send(message)
    channel_for(message).send(message)

    first, second = (sent.message()["Message-ID"] for sent in mail.outbox)
    assert first == second


def test_a_failure_waits_and_is_tried_again(message, failing_server):
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        assert not delivery.deliver(message.pk)

    message.refresh_from_db()
    assert message.status == Message.Status.QUEUED
    assert "Connection unexpectedly closed" in message.last_error
    assert now + timedelta(seconds=24) <= message.not_before <= now + timedelta(seconds=36)
    assert not Message.objects.due().exists()


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 30), (2, 120), (3, 480), (4, 1920), (5, 7680)])
def test_every_wait_is_longer_than_the_one_before_and_never_quite_the_same(attempts, seconds):
    waits = {delivery.delay_after(attempts).total_seconds() for _ in range(20)}

    assert len(waits) > 1
    assert all(0.8 * seconds <= wait <= 1.2 * seconds for wait in waits)


def test_after_six_attempts_the_message_has_failed_and_says_why(message, failing_server):
    moment = timezone.now()
    for _ in range(8):
        moment += timedelta(hours=4)
        with time_machine.travel(moment):
            delivery.deliver_due()

    message.refresh_from_db()
    assert (message.status, message.attempts) == (Message.Status.FAILED, delivery.MAX_ATTEMPTS)
    assert "Connection unexpectedly closed" in message.last_error


def test_a_message_that_kills_its_worker_every_time_is_given_up(message):
    Message.objects.filter(pk=message.pk).update(
        status=Message.Status.CLAIMED,
        attempts=delivery.MAX_ATTEMPTS,
        claimed_until=timezone.now() - timedelta(seconds=1),
    )

    assert delivery.deliver_due() == 0

    message.refresh_from_db()
    assert message.status == Message.Status.FAILED
    assert mail.outbox == []


def test_a_mailbox_that_does_not_exist_is_not_tried_again(message, monkeypatch):
    def refuse(self, *args, **kwargs):
        raise SMTPRecipientsRefused({"oksana@example.org": (550, b"No such user here")})

    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", refuse)

    delivery.deliver(message.pk)

    message.refresh_from_db()
    assert (message.status, message.attempts) == (Message.Status.FAILED, 1)
    assert message.last_error == "550 No such user here"


def test_what_was_taken_back_is_not_sent(message):
    Message.objects.filter(pk=message.pk).update(status=Message.Status.WITHDRAWN)

    delivery.deliver(message.pk)

    assert mail.outbox == []


def test_a_code_that_was_sent_is_not_kept_in_a_real_house(message, settings):
    settings.DEMO = False

    delivery.deliver(message.pk)

    message.refresh_from_db()
    assert "123456" in mail.outbox[0].body
    assert (message.text, message.html) == ("", "")
