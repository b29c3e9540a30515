"""My competences: where I stand, what closes a gap, what I hand in and what my manager says of it."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from courses.competences.closing import ways_to_close
from courses.competences.standing import recalculate_for
from courses.models import Course, Evidence, Standing
from lms.messaging.models import Message
from lms.people.models import Role
from lms.people.roles import grant
from tests.factories.competences import (
    CourseGivesFactory,
    DutyFactory,
    EvidenceFactory,
    RequiredCompetenceFactory,
    TeamFactory,
)
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def krystyna(mops):
    person = PersonFactory(given_name="Krystyna", with_sign_in=True)
    grant(Role.MANAGER, to=person, at=mops)
    return person


@pytest.fixture
def tomasz(mops, krystyna):
    person = PersonFactory(given_name="Tomasz", with_sign_in=True)
    DutyFactory(person=person, organisation=mops, team=TeamFactory(organisation=mops, manager=krystyna))
    return person


def ask(person, **asked):
    return RequiredCompetenceFactory(profile=person.duties.get().profile, **asked)


def test_the_page_says_first_what_must_be_done_and_last_what_is_held(client, tomasz):
    held, missing = ask(tomasz), ask(tomasz)
    EvidenceFactory(person=tomasz, competence=held.competence)
    recalculate_for(tomasz)
    client.force_login(tomasz.user)

    my = client.get(address("competences")).context["my"]

    assert [mine.competence for mine in my.to_do] == [missing.competence]
    assert [mine.competence for mine in my.held] == [held.competence]
    assert (my.done, len(my.required)) == (1, 2)


def test_the_queries_do_not_grow_with_competences(client, tomasz):
    client.force_login(tomasz.user)
    client.get(address("competences"))
    counted = []
    for _number in range(2):
        for _more in range(2):
            rule = ask(tomasz)
            EvidenceFactory(person=tomasz, competence=rule.competence, expires_on=timezone.localdate())
            CourseGivesFactory(competence=rule.competence)
        recalculate_for(tomasz)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address("competences")).status_code == 200
        counted.append(len(asked))

    assert counted[0] == counted[1] <= 15


def test_what_is_handed_in_waits_for_the_manager_who_accepts_it(client, tomasz, krystyna):
    rule = ask(tomasz)
    client.force_login(tomasz.user)
    typed = {
        "kind": "supervision",
        "competence": rule.competence.pk,
        "words": "A group with Ms Nowak",
        "achieved_on": timezone.localdate().isoformat(),
        "hours": "2",
    }

    assert client.post(address("evidence_add"), typed).status_code == 302
    evidence = Evidence.objects.get()
    assert (evidence.minutes, evidence.decision) == (120, Evidence.Decision.WAITING)

    client.force_login(krystyna.user)
    assert list(client.get(address("evidence_reviews")).context["waiting"]) == [evidence]
    client.post(address("evidence_review", evidence.uuid), {"decision": "accept"})

    evidence.refresh_from_db()
    assert evidence.counts


def test_a_refusal_without_a_word_is_asked_for_one(client, tomasz, krystyna):
    evidence = EvidenceFactory(person=tomasz, waiting=True)
    client.force_login(krystyna.user)

    answer = client.post(address("evidence_review", evidence.uuid), {"decision": "refuse"})

    assert answer.status_code == 422
    assert "answer" in answer.context["form"].errors


def test_what_was_accepted_in_error_is_taken_back_with_a_reason_and_the_person_is_told(
    client, tomasz, krystyna, django_capture_on_commit_callbacks
):
    accepted = EvidenceFactory(
        person=tomasz, competence=ask(tomasz).competence, recorded_by=tomasz, reviewed_by=krystyna
    )
    recalculate_for(tomasz)
    client.force_login(krystyna.user)
    page = address("evidence_withdraw", accepted.uuid)

    assert address("evidence_review", accepted.uuid) in client.get(_person_page(tomasz)).content.decode()
    assert page in client.get(address("evidence_review", accepted.uuid)).content.decode()
    assert client.post(page, {"reason": " "}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(page, {"reason": "Another person's paper"})["Location"] == _person_page(tomasz)

    accepted.refresh_from_db()
    assert (accepted.decision, accepted.ended_reason) == ("withdrawn", "Another person's paper")
    assert (accepted.reviewed_by, accepted.words) == (krystyna, "A training elsewhere")
    assert Standing.objects.get(person=tomasz).state == Standing.State.MISSING
    assert "Another person's paper" in Message.objects.get(recipient=tomasz).text
    client.force_login(tomasz.user)
    assert "Another person&#x27;s paper" in client.get(address("competences")).content.decode()


def test_what_was_refused_is_put_right_and_sent_again_with_the_paper_from_before(client, tomasz, krystyna):
    rule = ask(tomasz)
    refused = EvidenceFactory(
        person=tomasz,
        competence=rule.competence,
        recorded_by=tomasz,
        document=ContentFile(b"%PDF-1.7", name="paper.pdf"),
        decision=Evidence.Decision.REFUSED,
        answer="Which book?",
    )
    client.force_login(tomasz.user)
    assert "Which book?" in client.get(address("evidence_again", refused.uuid)).content.decode()
    typed = {
        "kind": "external",
        "competence": rule.competence.pk,
        "words": "A course in Lublin",
        "achieved_on": timezone.localdate().isoformat(),
    }

    assert client.post(address("evidence_again", refused.uuid), typed).status_code == 302

    again = Evidence.objects.get(replaces=refused)
    assert (again.words, again.decision) == ("A course in Lublin", Evidence.Decision.WAITING)
    assert again.document.name != refused.document.name
    assert again.document.read() == b"%PDF-1.7"
    my = client.get(address("competences")).context["my"]
    assert (my.unsettled, my.settled) == ([again], [refused])
    assert client.get(address("evidence_again", refused.uuid)).status_code == 404
    for one in (again, refused):
        one.document.delete(save=False)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"kind": "external"}, "document"),
        ({"kind": "self_study"}, "hours"),
        ({"kind": "certificate"}, "kind"),
        ({"kind": "self_study", "hours": "1", "achieved_on": "2999-01-01"}, "achieved_on"),
        ({"kind": "self_study", "hours": "1", "expires_on": "1999-01-01"}, "expires_on"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(client, tomasz, typed, field):
    rule = ask(tomasz)
    client.force_login(tomasz.user)
    whole = {"competence": rule.competence.pk, "words": "A book", "achieved_on": "2026-01-02"}

    answer = client.post(address("evidence_add"), {**whole, **typed})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Evidence.objects.exists()


def test_what_is_left_empty_is_asked_for_in_plain_words(client, tomasz):
    ask(tomasz)
    client.force_login(tomasz.user)

    with translation.override("en"):
        page = client.post(reverse("learn:evidence_add"), {}).content.decode()

    assert "This field is required" not in page
    assert "---------" not in page
    for words in ("Choose what it was.", "Choose a competence.", "Say on which day.", "Training elsewhere"):
        assert words in page


def test_only_what_ones_own_role_asks_for_can_be_proved(client, tomasz):
    ask(tomasz)
    other = RequiredCompetenceFactory()
    client.force_login(tomasz.user)

    form = client.get(address("evidence_add")).context["form"]

    assert other.competence not in form.fields["competence"].queryset


def test_my_krok_tells_people_with_a_role_and_nobody_else(client, tomasz, oksana):
    ask(tomasz)
    recalculate_for(tomasz)
    link = f'href="{address("competences")}"'

    client.force_login(tomasz.user)
    assert link in client.get(reverse("my:home")).content.decode()
    client.force_login(oksana.user)
    assert link not in client.get(reverse("my:home")).content.decode()


def test_a_gap_is_closed_by_what_can_be_begun_today_and_never_by_a_confidential_course():
    rule = RequiredCompetenceFactory()
    later = CourseGivesFactory(competence=rule.competence, course__code="A")
    now = CourseGivesFactory(
        competence=rule.competence, course__code="B", course__form=Course.Form.SELF_PACED
    )
    CourseGivesFactory(competence=rule.competence, course__is_confidential=True)

    ways = ways_to_close([rule.competence_id])[rule.competence_id]

    assert [(way.course, way.is_open) for way in ways] == [(now.course, True), (later.course, False)]


def test_a_rule_that_is_changed_moves_everybody_who_has_the_role(tomasz, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        rule = ask(tomasz, due_days=0)
    assert Standing.objects.get(person=tomasz).state == Standing.State.MISSING

    with django_capture_on_commit_callbacks(execute=True):
        rule.until = timezone.localdate() - timedelta(days=1)
        rule.save()

    assert not Standing.objects.exists()


def address(name, *of):
    with translation.override("pl"):
        return reverse(f"learn:{name}", args=of)


def _person_page(person):
    return f"/pl/team/people/{person.uuid}/"
