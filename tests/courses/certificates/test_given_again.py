"""A certificate withdrawn by mistake comes back under a new number; the withdrawn one stays withdrawn."""

import pytest
import time_machine
from django.urls import reverse

from courses import certificates
from courses.badges.claiming import claim
from courses.certificates.errors import AnotherCounts, CourseNotCompleted, NotWithdrawn, ReasonMissing
from courses.certificates.reminders import remind_of_expiry
from courses.models import Badge, Evidence
from lms.messaging.models import Message
from tests.factories.certificates import certified, facts_of
from tests.factories.competences import CourseGivesFactory
from tests.factories.courses import CourseFactory

REASON = "Pomylono dwie osoby"


@pytest.fixture
def revoked(oksana, mops, pan_adam):
    """Revoked by mistake, with what it proved and the badge its holder had of it."""
    course = CourseFactory(code="OPIEK", valid_months=12)
    CourseGivesFactory(course=course)
    certificate = certified(oksana, course=course, organiser=mops)
    claim(certificate, by=oksana, has_name=False)
    return certificates.revoke(certificate, reason="Wydane niewłaściwej osobie", by=pan_adam)


def test_it_has_a_new_number_and_names_whose_place_it_takes_why_and_by_whom(revoked, pan_adam, mops):
    newer = certificates.give_again(revoked, reason=f" {REASON} ", by=pan_adam)

    revoked.refresh_from_db()
    assert newer.holds
    assert newer.number != revoked.number
    assert (newer.restores, newer.reason, newer.issued_by) == (revoked, REASON, pan_adam)
    assert (newer.organiser, newer.expires_on) == (mops, revoked.expires_on)
    assert (revoked.status, revoked.superseded_by, revoked.successor) == ("revoked", None, newer)


def test_its_holder_reads_why_and_which_one_counts(client, revoked, pan_adam, oksana):
    newer = certificates.give_again(revoked, reason=REASON, by=pan_adam)

    letter = Message.objects.get(key__contains=newer.number)
    assert revoked.number in letter.text
    assert REASON in letter.text
    client.force_login(oksana.user)
    page = client.get(reverse("learn:certificates:show", args=[revoked.number]))
    assert reverse("learn:certificates:show", args=[newer.number]) in page.content.decode()


def test_whoever_checks_the_withdrawn_one_reads_that_and_nothing_more(client, revoked, pan_adam):
    address = reverse("courses:verify", args=[revoked.number])
    before = client.get(address).context["rows"]

    newer = certificates.give_again(revoked, reason=REASON, by=pan_adam)

    page = client.get(address)
    assert page.context["certificate"].standing == "revoked"
    assert page.context["rows"] == before
    assert newer.number not in page.content.decode()
    assert client.get(reverse("courses:verify", args=[newer.number])).context["certificate"].holds


def test_it_proves_what_the_other_did_and_a_new_badge_may_be_asked_for(revoked, pan_adam, oksana):
    newer = certificates.give_again(revoked, reason=REASON, by=pan_adam)

    assert [one.certificate for one in Evidence.objects.accepted()] == [newer]
    assert [one.decision for one in revoked.evidence.all()] == ["withdrawn"]
    assert not Badge.objects.held().exists()
    again = claim(newer, by=oksana, has_name=False)
    assert again.index != revoked.badges.get().index


def test_it_comes_back_once_and_only_where_nothing_else_counts(revoked, pan_adam):
    newer = certificates.give_again(revoked, reason=REASON, by=pan_adam)

    with pytest.raises(AnotherCounts):
        certificates.give_again(revoked, reason=REASON, by=pan_adam)
    with pytest.raises(NotWithdrawn):
        certificates.give_again(newer, reason=REASON, by=pan_adam)

    certificates.revoke(newer, reason="Jednak nie", by=pan_adam)
    with pytest.raises(AnotherCounts):
        certificates.give_again(revoked, reason=REASON, by=pan_adam)
    assert certificates.give_again(newer, reason=REASON, by=pan_adam).restores == newer


def test_nobody_gets_it_without_a_reason_or_without_the_course(revoked, pan_adam):
    with pytest.raises(ReasonMissing):
        certificates.give_again(revoked, reason=" ", by=pan_adam)

    revoked.enrolment.result = "not_completed"
    revoked.enrolment.save()
    with pytest.raises(CourseNotCompleted):
        certificates.give_again(revoked, reason=REASON, by=pan_adam)


def test_what_was_renewed_meanwhile_needs_no_renewal(revoked, pan_adam, oksana, mops):
    again = certificates.give_again(revoked, reason=REASON, by=pan_adam)
    with time_machine.travel(again.expires_on, tick=False):
        renewal = certified(oksana, course=revoked.enrolment.course, organiser=mops)
        put_right = certificates.reissue(again, reason="Literówka", by=pan_adam)

    renewal.refresh_from_db()
    assert renewal.renews == put_right
    assert remind_of_expiry(put_right.expires_on) == 0


def test_an_organisation_with_another_code_gives_its_old_certificates_anew(oksana, mops, pan_adam):
    certificate = certified(oksana, course=CourseFactory(), organiser=mops)
    mops.code = "MCPS"
    mops.save()

    newer = certificates.reissue(certificate, reason="Literówka", by=pan_adam)

    assert (newer.organiser, newer.number.split("-")[0]) == (mops, "MCPS")
    assert certificates.revoke(newer, reason="Pomyłka", by=pan_adam).status == "revoked"
    assert certificates.issue(certificate.enrolment, facts=facts_of(mops)).number.split("-")[2] == "00003"
