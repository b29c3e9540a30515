"""A stranger abroad checks a badge with tools of their own: openbadgeslib, and plain RSA."""

import base64
import json
from importlib.resources import files
from io import StringIO

import pytest
import time_machine
from cryptography.exceptions import InvalidSignature
from cryptography.fernet import Fernet
from django.core.management import call_command
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier, decode_encoded_list

from courses import certificates
from courses.badges import addresses, keys
from courses.badges.claiming import claim
from courses.badges.status import encoded
from courses.badges.withdrawing import take_back
from courses.models import SigningKey, StatusList
from tests.courses.badges.conftest import unpacked
from tests.factories.certificates import certified
from tests.factories.competences import CourseGivesFactory
from tests.factories.courses import CourseFactory
from tests.factories.people import PersonFactory


def verified(verifier, token):
    """What openbadgeslib makes of it: signature, structure, time, and the signed status list."""
    of_stranger = OB3Verifier(verifier.key_of(token))
    return of_stranger.verify(token, check_status=True, download=verifier.fetch)


def test_a_badge_is_genuine_by_anothers_library(badge, verifier):
    found = verified(verifier, badge.credential)

    assert found.achievement.name == "The guardian"
    assert found.issuer.name == "Miejski Ośrodek Pomocy Społecznej"
    assert found.expiration_date is not None


def test_a_badge_is_genuine_by_plain_rsa(badge, verifier):
    payload = verifier.check(badge.credential)

    assert payload["type"] == ["VerifiableCredential", "OpenBadgeCredential"]


def test_one_letter_changed_and_it_is_not(badge, verifier):
    header, payload, signature = badge.credential.split(".")
    forged = json.loads(unpacked(payload)) | {"name": "Doctor"}
    told = base64.urlsafe_b64encode(json.dumps(forged).encode()).rstrip(b"=").decode()

    with pytest.raises(InvalidSignature):
        verifier.check(f"{header}.{told}.{signature}")
    with pytest.raises(OB3VerificationError):
        verified(verifier, f"{header}.{told}.{signature}")


def test_a_badge_of_a_withdrawn_certificate_is_revoked_and_no_other_is(badge, verifier, course, mops):
    colleague = PersonFactory(with_sign_in=True)
    other = claim(certified(colleague, course=course, organiser=mops), by=colleague, has_name=False)

    certificates.revoke(badge.certificate, by=None)

    with pytest.raises(OB3VerificationError, match="revocation"):
        verified(verifier, badge.credential)
    assert verified(verifier, other.credential)


def test_one_issued_anew_takes_the_force_of_the_old_badge(badge, verifier, pan_adam):
    certificates.reissue(badge.certificate, reason="Literówka", by=pan_adam)

    with pytest.raises(OB3VerificationError, match="revocation"):
        verified(verifier, badge.credential)


def test_one_taken_back_counts_no_more_and_is_not_given_out(badge, verifier):
    token, address = badge.credential, verifier.parts(badge.credential)[1]["id"]
    assert verifier.fetch(address).decode() == token

    take_back(badge)

    with pytest.raises(OB3VerificationError, match="revocation"):
        verified(verifier, token)
    with pytest.raises(LookupError):
        verifier.fetch(address)


def test_past_its_time_it_is_not_accepted(badge, verifier):
    later = time_machine.travel(badge.certificate.expires_on.replace(year=2040), tick=False)

    with later, pytest.raises(OB3VerificationError):
        verified(verifier, badge.credential)


def test_the_key_is_changed_once_a_year_and_never_without_need(db):
    assert keys.rotate_when_due() is None
    first = keys.signing_key()
    assert keys.rotate_when_due() is None

    with time_machine.travel(first.valid_from + keys.SIGNS_FOR, tick=False):
        second = keys.rotate_when_due()
        assert keys.rotate_when_due() is None

    assert SigningKey.objects.filter(valid_until=None).get() == second


def test_the_private_half_is_closed_in_the_database(badge):
    assert "PRIVATE" not in badge.key.private
    assert set(badge.key.public) == {"kty", "n", "e", "alg", "use"}


def test_everything_a_badge_refers_to_is_there(badge, verifier):
    payload = verifier.check(badge.credential)
    achievement = payload["credentialSubject"]["achievement"]

    issuer = json.loads(verifier.fetch(payload["issuer"]["id"]))
    assert issuer["name"] == payload["issuer"]["name"]
    assert json.loads(verifier.fetch(achievement["id"]))["name"] == achievement["name"]
    assert verifier.fetch(achievement["image"]["id"]).startswith(b"<svg")
    assert verifier.fetch(payload["evidence"][0]["id"])


def test_an_issuer_with_another_code_still_stands_behind_what_it_signed(badge, verifier, mops):
    mops.code = "MCPS"
    mops.save()
    payload = verifier.check(badge.credential)
    achievement = payload["credentialSubject"]["achievement"]["id"]

    assert json.loads(verifier.fetch(payload["issuer"]["id"]))["id"] == payload["issuer"]["id"]
    assert json.loads(verifier.fetch(achievement))["id"] == achievement
    assert verified(verifier, badge.credential)


def test_it_names_the_european_skills_that_its_course_gives(certificate, oksana, verifier):
    skill = "http://data.europa.eu/esco/skill/0005c151-5b5a-4a66-8aac-60e734beb1ab"
    for esco_uri in (skill, "http://data.europa.eu/esco/isced-f/0923", ""):
        CourseGivesFactory(
            course=certificate.enrolment.course,
            competence__title_en=f"Skill {esco_uri[-4:]}",
            competence__esco_uri=esco_uri,
        )

    badge = claim(certificate, by=oksana, has_name=False)

    found = verified(verifier, badge.credential).achievement
    assert [(one.target_name, one.target_url, one.target_framework) for one in found.alignments] == [
        ("Skill b1ab", skill, "ESCO"),
        ("Skill 0923", "http://data.europa.eu/esco/isced-f/0923", "ESCO"),
    ]
    told = json.loads(verifier.fetch(found.id))["alignment"]
    assert [one.get("targetType") for one in told] == ["ceasn:Competency", None]
    known = json.loads((files("openbadgeslib.ob3.contexts") / "ob-v3p0-context-3.0.3.json").read_text())
    assert {term for one in told for term in one} <= set(known["@context"]["Alignment"]["@context"])


def test_after_the_key_was_changed_what_was_signed_before_stands_until_withdrawn(
    badge, verifier, oksana, mops
):
    call_command("rotate_badge_key", stdout=StringIO())

    new, old = SigningKey.objects.all()
    newer = claim(certified(oksana, course=CourseFactory(), organiser=mops), by=oksana, has_name=False)
    assert (badge.key, old.valid_until is None) == (old, False)
    assert (newer.key, new.valid_until) == (new, None)
    assert verified(verifier, badge.credential)
    assert verified(verifier, newer.credential)

    certificates.revoke(badge.certificate, by=None)
    with pytest.raises(OB3VerificationError, match="revocation"):
        verified(verifier, badge.credential)
    assert verified(verifier, newer.credential)


def test_a_list_whose_key_nobody_can_open_any_more_is_signed_by_the_key_of_today(badge, verifier):
    SigningKey.objects.update(private=Fernet(Fernet.generate_key()).encrypt(b"").decode())
    call_command("rotate_badge_key", stdout=StringIO())

    status = verifier.fetch(addresses.of_status_list(badge.status_list)).decode()

    assert verifier.check(status)["credentialSubject"]["statusPurpose"] == "revocation"
    assert verifier.parts(status)[0]["kid"] == keys.address_of(keys.signing_key())


def test_the_command_ends_a_key_in_wrong_hands_and_signs_its_badges_anew(badge, verifier):
    token, told = badge.credential, StringIO()

    call_command("rotate_badge_key", "--compromised", stdout=told)

    badge.refresh_from_db()
    assert "1 badges" in told.getvalue()
    with pytest.raises(LookupError):
        verifier.check(token)
    assert verified(verifier, badge.credential)


def test_the_bits_of_the_list_are_read_by_anothers_library():
    bits = decode_encoded_list(encoded([0, 9, StatusList.SIZE - 1]))

    assert len(bits) * 8 == StatusList.SIZE
    assert (bits[0], bits[1], bits[-1]) == (0b1000_0000, 0b0100_0000, 0b0000_0001)
