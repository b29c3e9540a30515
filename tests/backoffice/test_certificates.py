"""Editors word the papers and see them before anybody gets one; coordinators put right what went wrong."""

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.certificates import bulk, revoke
from courses.models import Certificate, CertificateTemplate
from tests.factories.certificates import CertificateTemplateFactory, certified
from tests.factories.courses import CourseFactory, EnrolmentFactory


@pytest.fixture
def desk_of_ewa(client, ewa):
    client.force_login(ewa.user)
    return client


@pytest.fixture
def desk_of_adam(client, pan_adam):
    client.force_login(pan_adam.user)
    return client


@pytest.fixture
def certificate(oksana, mops):
    """The certificate of a course that the centre stands behind."""
    return certified(oksana, course=CourseFactory(organiser=mops), organiser=mops)


def typed(**changes):
    words = {
        f"{name}_{code}": ""
        for name in ("title", "states", "body", "signatory_role")
        for code in ("pl", "uk", "en")
    }
    return words | {
        "course": "",
        "languages": "pl_uk",
        "signatory": "",
        "title_pl": "Zaświadczenie",
        "title_uk": "Посвідчення",
        **changes,
    }


def faults(desk, **changes):
    """What is told beside which field."""
    page = desk.post(reverse("certificatetemplate:add"), typed(**changes))
    assert page.status_code == 200
    return page.context["form"].errors


def test_an_editor_writes_a_template_and_sees_the_paper(desk_of_ewa, ewa):
    desk_of_ewa.post(reverse("certificatetemplate:add"), typed(body_pl="Ważne do {expires}"))

    template = CertificateTemplate.objects.get()
    picture = desk_of_ewa.get(reverse("certificatetemplate:picture", args=[template.pk]))
    page = desk_of_ewa.get(reverse("certificatetemplate:inspect", args=[template.pk]))
    assert template.made_by == ewa
    assert picture.content.startswith(b"\x89PNG")
    assert page.status_code == 200


def test_the_paper_is_shown_before_anything_is_saved(desk_of_ewa):
    answer = desk_of_ewa.post(reverse("certificatetemplate:add"), typed(look="1"))

    assert answer["Content-Type"] == "application/pdf"
    assert not CertificateTemplate.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field", "told"),
    [
        ({"title_uk": " "}, "title_uk", ""),
        ({"body_pl": "PESEL {pesel}"}, "body_pl", "{pesel}"),
        ({"body_uk": "Вітаємо 🎉"}, "body_uk", "🎉"),
        ({"signatory": "Anna {Lis}"}, "signatory", "{Lis}"),
        ({"states_pl": "Zaświadcza się { że"}, "states_pl", ""),
        ({"body_pl": "Zdanie.\n" * 70, "body_uk": "Речення.\n" * 60}, "body_pl", ""),
        ({"languages": "tlh"}, "languages", ""),
    ],
    ids=["no name", "placeholder", "sign", "signatory", "bracket", "second page", "language"],
)
def test_each_fault_is_told_beside_its_field_and_nothing_typed_is_lost(desk_of_ewa, changes, field, told):
    errors = faults(desk_of_ewa, **changes)

    assert list(errors) == [field]
    assert told.casefold() in str(errors[field]).casefold()
    assert not CertificateTemplate.objects.exists()


def test_two_templates_for_the_same_papers_are_not_taken(desk_of_ewa):
    CertificateTemplateFactory()

    assert list(faults(desk_of_ewa)) == ["languages"]


def test_a_changed_template_leaves_the_papers_it_made_alone(desk_of_ewa, oksana, mops):
    template = CertificateTemplateFactory()
    certificate = certified(oksana, course=CourseFactory(), organiser=mops)

    desk_of_ewa.post(reverse("certificatetemplate:edit", args=[template.pk]), typed(title_pl="Dyplom"))

    listed = desk_of_ewa.get(reverse("certificatetemplate:index"))
    (current,) = listed.context["object_list"]
    certificate.refresh_from_db()
    assert (current.title_pl, current.version) == ("Dyplom", 2)
    assert certificate.template.title_pl == "Zaświadczenie"


def test_a_coordinator_says_why_a_certificate_is_withdrawn(desk_of_adam, certificate):
    address = reverse("certificate:revoke", args=[certificate.pk])

    assert desk_of_adam.post(address, {"reason": ""}).status_code == 422
    desk_of_adam.post(address, {"reason": "Wydane przez pomyłkę"})

    certificate.refresh_from_db()
    assert certificate.revoked_reason == "Wydane przez pomyłkę"


def test_a_coordinator_issues_one_anew(desk_of_adam, certificate):
    answer = desk_of_adam.post(reverse("certificate:reissue", args=[certificate.pk]), {"reason": "Literówka"})

    newer = Certificate.objects.valid().get()
    assert answer.url == reverse("certificate:inspect", args=[newer.pk])
    assert newer.supersedes == certificate


def test_a_coordinator_gives_one_again_that_was_withdrawn_by_mistake(desk_of_adam, certificate, pan_adam):
    address = reverse("certificate:again", args=[certificate.pk])
    too_soon = desk_of_adam.post(address, {"reason": "Pomyłka"})
    revoke(certificate, reason="Wydane przez pomyłkę", by=pan_adam)
    page = desk_of_adam.get(reverse("certificate:inspect", args=[certificate.pk]))

    answer = desk_of_adam.post(address, {"reason": "Pomylono dwie osoby"})

    newer = Certificate.objects.valid().get()
    shown = desk_of_adam.get(answer.url).content.decode()
    assert (too_soon.status_code, page.context["again_address"]) == (422, address)
    assert (newer.restores, newer.issued_by) == (certificate, pan_adam)
    assert (certificate.number in shown, "Pomylono dwie osoby" in shown) == (True, True)
    assert not desk_of_adam.get(reverse("certificate:inspect", args=[certificate.pk])).context[
        "again_address"
    ]


def test_a_coordinator_has_what_is_missing_issued_for_their_own(desk_of_adam, mops, fundacja, monkeypatch):
    asked = []
    monkeypatch.setattr(bulk.current_app, "send_task", lambda _name, args, **_: asked.append(args[0]))
    own, others = (
        EnrolmentFactory(
            course=CourseFactory(organiser=organiser), result="completed", ended_at=timezone.now()
        )
        for organiser in (mops, fundacja)
    )

    page = desk_of_adam.get(reverse("certificate:missing"))
    desk_of_adam.post(reverse("certificate:missing"))

    assert page.context["people"] == 1
    assert asked == [[own.pk]]
    assert others.pk not in asked[0]
