"""A message is written with its cause, once, in the reader's language; a dead broker loses nothing."""

import logging
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone, translation
from kombu.exceptions import OperationalError

from lms.messaging import outbox
from lms.messaging.models import Message
from lms.messaging.outbox import Paper
from lms.messaging.tasks import deliver_message
from lms.people.signals import code_made
from tests.factories.people import PersonFactory


@pytest.fixture
def handed_over(monkeypatch):
    """The ids that were given to the broker."""
    ids = []
    monkeypatch.setattr(deliver_message, "apply_async", lambda args, **_options: ids.append(args[0]))
    return ids


def test_a_message_disappears_with_the_cause_that_was_rolled_back(oksana, code_for):
    def cause_that_fails():
        with transaction.atomic():
            code_for(oksana)
            raise LookupError

    with pytest.raises(LookupError):
        cause_that_fails()

    assert not Message.objects.exists()


def test_the_worker_hears_of_a_message_only_when_its_cause_is_committed(
    oksana, code_for, handed_over, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        message = code_for(oksana)
        before_the_end = list(handed_over)

    assert before_the_end == []
    assert handed_over == [message.pk]


def test_the_same_key_is_written_once_and_keeps_its_first_words(oksana, code_for):
    first = code_for(oksana)

    again = outbox.write("sign_in_code", to=oksana, key=first.key, context={"code": "654321"})

    assert again == first
    assert "123456" in again.text
    assert Message.objects.count() == 1


def test_a_message_for_later_waits_for_its_hour(
    oksana, code_for, handed_over, django_capture_on_commit_callbacks
):
    tomorrow = timezone.now() + timedelta(days=1)

    with django_capture_on_commit_callbacks(execute=True):
        message = code_for(oksana, not_before=tomorrow)

    assert message.not_before == tomorrow
    assert handed_over == []
    assert not Message.objects.due().exists()


def test_the_reader_gets_her_own_language_whatever_the_sender_speaks(oksana, marta, run):
    with translation.override("en"):
        for reader in (oksana, marta):
            outbox.write(
                "place_cancelled",
                to=reader,
                key=f"place_cancelled:{reader.pk}",
                context={"run": run, "by_organiser": False, "reason": ""},
            )

    in_ukrainian, in_polish = Message.objects.order_by("pk")
    assert in_ukrainian.language == "uk"
    assert "Тимчасовий опікун" in in_ukrainian.subject
    assert in_polish.language == "pl"
    assert "Opiekun tymczasowy" in in_polish.subject


def test_papers_go_with_the_message(oksana, code_for):
    message = code_for(
        oksana, attachments=[Paper(name="pass.pdf", content_type="application/pdf", content=b"%PDF")]
    )

    paper = message.attachments.get()
    assert (paper.name, paper.content_type, bytes(paper.content)) == ("pass.pdf", "application/pdf", b"%PDF")


def test_a_person_with_a_phone_only_gets_an_sms(code_for):
    phone_only = PersonFactory(email="", phone="+48600100200")

    message = code_for(phone_only)

    assert (message.channel, message.address) == (Message.Channel.SMS, "+48600100200")
    assert "123456" in message.text
    assert "\n" not in message.text
    assert message.html == ""


def test_nothing_is_written_to_somebody_without_an_address(code_for):
    assert code_for(PersonFactory(email="", phone="")) is None


def test_a_code_goes_to_the_address_that_was_typed(oksana):
    code_made.send(sender=None, person=oksana, code="112233", email="new@example.org")

    message = Message.objects.get()
    assert message.address == "new@example.org"
    assert "112233" in message.text
    assert "112233" not in message.subject


def test_answers_go_to_whoever_organises_unless_that_would_tell_too_much(oksana, run, code_for):
    run.organiser.email = "kladki@example.org"
    run.organiser.save()

    open_letter = code_for(oksana, key="open", on_behalf_of=run.organiser_id)
    run.visibility = run.Visibility.CONFIDENTIAL
    neutral = outbox.write(
        "place_waiting", to=oksana, key="neutral", context={"run": run}, on_behalf_of=run.organiser_id
    )

    assert open_letter.reply_to == "kladki@example.org"
    assert neutral.reply_to == ""


def test_what_no_longer_holds_is_taken_back_as_far_as_it_is_not_on_its_way(oksana, code_for):
    queued = code_for(oksana, key="session_reminder:7:two_days")
    other = code_for(oksana, key="session_reminder:8:two_days")
    sent = code_for(oksana, key="session_reminder:7:moved")
    Message.objects.filter(pk=sent.pk).update(status=Message.Status.SENT)

    taken_back = outbox.withdraw("session_reminder:7:")

    assert taken_back == 1
    for message in (queued, other, sent):
        message.refresh_from_db()
    assert [queued.status, other.status, sent.status] == ["withdrawn", "queued", "sent"]


def test_a_dead_broker_breaks_no_request_and_loses_no_message(
    oksana, code_for, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    asked = []

    def refuse(args, **options):
        asked.append(args)
        raise OperationalError("Connection refused")

    monkeypatch.setattr(deliver_message, "apply_async", refuse)

    with caplog.at_level(logging.WARNING), django_capture_on_commit_callbacks(execute=True):
        first = code_for(oksana, key="sign_in_code:1")
        second = code_for(oksana, key="sign_in_code:2")

    assert len(asked) == 1, "the second message does not wait for the dead broker again"
    assert "No answer from the broker" in caplog.text
    assert set(Message.objects.due()) == {first, second}
