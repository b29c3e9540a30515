"""An e-mail says that a machine wrote it and where answers go; an SMS needs a gateway that exists."""

import pytest
from django.core import checks, mail
from django.core.exceptions import ImproperlyConfigured

from lms.messaging import delivery
from lms.messaging.models import Message
from lms.messaging.outbox import Paper
from tests.factories.people import PersonFactory

SENT_SMS = []


class RememberingGateway:
    """Stands for a provider's class."""

    def send(self, **sms):
        SENT_SMS.append(sms)


@pytest.fixture
def sms(code_for):
    SENT_SMS.clear()
    return code_for(PersonFactory(email="", phone="+48600100200"), key="sign_in_code:sms")


def test_an_email_carries_text_html_and_papers(oksana, code_for):
    message = code_for(
        oksana, attachments=[Paper(name="pass.pdf", content_type="application/pdf", content=b"%PDF")]
    )

    delivery.deliver(message.pk)

    sent = mail.outbox[0]
    assert "123456" in sent.body
    assert [alternative.mimetype for alternative in sent.alternatives] == ["text/html"]
    assert [tuple(paper) for paper in sent.attachments] == [("pass.pdf", b"%PDF", "application/pdf")]


def test_the_headers_keep_other_machines_quiet_and_tell_where_answers_go(oksana, code_for):
    message = code_for(oksana, reply_to="sekretariat@mops.wroclaw.pl")

    delivery.deliver(message.pk)

    sent = mail.outbox[0].message()
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent["Reply-To"] == "sekretariat@mops.wroclaw.pl"
    assert sent["Content-Language"] == "uk"
    assert sent["Message-ID"].endswith("@127.0.0.1>")


def test_a_gateway_gets_the_key_so_that_it_sends_once(sms, settings):
    settings.SMS_GATEWAY = f"{__name__}.RememberingGateway"

    delivery.deliver(sms.pk)

    assert [{"phone": "+48600100200", "text": sms.text, "idempotency_key": sms.key}] == SENT_SMS


def test_the_demonstration_records_the_sms_and_sends_nothing(sms):
    delivery.deliver(sms.pk)

    sms.refresh_from_db()
    assert sms.status == Message.Status.SENT


def test_without_a_gateway_the_sms_has_failed_at_once_and_says_what_to_do(sms, settings):
    settings.SMS_GATEWAY = ""

    delivery.deliver(sms.pk)

    sms.refresh_from_db()
    assert (sms.status, sms.attempts) == (Message.Status.FAILED, 1)
    assert "call this person" in sms.last_error


def test_the_recording_gateway_refuses_to_work_in_a_real_house(sms, settings):
    settings.DEMO = False

    delivery.deliver(sms.pk)

    sms.refresh_from_db()
    assert sms.status == Message.Status.QUEUED
    assert ImproperlyConfigured.__name__ in sms.last_error


def test_a_real_house_whose_messages_go_nowhere_does_not_pass_its_check(settings):
    settings.DEMO = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

    found = {problem.id for problem in checks.run_checks(include_deployment_checks=True)}

    assert {"messaging.E001", "messaging.E002"} <= found


def test_a_real_house_with_a_mail_server_passes(settings):
    settings.DEMO = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.SMS_GATEWAY = ""

    found = {problem.id for problem in checks.run_checks(include_deployment_checks=True)}

    assert not {"messaging.E001", "messaging.E002"} & found
