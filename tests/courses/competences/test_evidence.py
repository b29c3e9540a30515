"""Evidence comes from certificates, sessions, people and managers; what it says is never overwritten."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.competences import evidence as verbs
from courses.competences import reviewing
from courses.competences.errors import (
    AlreadyDecided,
    AlreadyReplaced,
    KnownElsewhere,
    NothingProved,
    NotYourTeam,
    OwnEvidence,
)
from courses.competences.evidence import (
    Claim,
    from_certificate,
    from_session,
    from_session_of_all,
    withdraw_of,
)
from courses.competences.leading import leads, managers_of, people_led_by
from courses.models import Certificate, Enrolment, Evidence, Standing
from courses.team.scope import members_of
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
from tests.factories.courses import CourseFactory, EnrolmentFactory
from tests.factories.people import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(mops):
    person = PersonFactory(given_name="Krystyna", with_sign_in=True)
    grant(Role.MANAGER, to=person, at=mops)
    return person


@pytest.fixture
def rule():
    return RequiredCompetenceFactory(valid_months=12)


@pytest.fixture
def tomasz(mops, manager, rule):
    """A family assistant in Krystyna's team, asked for one competence."""
    person = PersonFactory(given_name="Tomasz", with_sign_in=True)
    team = TeamFactory(organisation=mops, manager=manager)
    DutyFactory(person=person, profile=rule.profile, organisation=mops, team=team)
    return person


@pytest.fixture
def claim(rule):
    return Claim(
        kind="self_study",
        competence=rule.competence,
        achieved_on=timezone.localdate() - timedelta(days=3),
        words="A book on trauma",
        minutes=90,
    )


def test_a_certificate_proves_what_its_course_gives_for_as_long_as_the_shorter_of_the_two(tomasz, rule):
    given = CourseGivesFactory(competence=rule.competence, valid_months=24)
    certificate = _certificate(tomasz, given.course, expires_on=date(2027, 6, 30))

    first, second = from_certificate(certificate), from_certificate(certificate)

    assert first == second
    assert (first[0].achieved_on, first[0].expires_on) == (date(2026, 5, 4), date(2027, 6, 30))
    assert first[0].counts


def test_a_confidential_certificate_proves_nothing_that_a_manager_could_read(tomasz, rule):
    given = CourseGivesFactory(competence=rule.competence)
    certificate = _certificate(tomasz, given.course, statement={"is_confidential": True})

    assert from_certificate(certificate) == []


def test_a_revoked_certificate_counts_no_longer_and_stays_on_record(tomasz, rule):
    given = CourseGivesFactory(competence=rule.competence)
    certificate = _certificate(tomasz, given.course)
    [evidence] = from_certificate(certificate)

    assert withdraw_of(certificate, reason="Issued in error") == 1
    assert withdraw_of(certificate) == 0

    evidence.refresh_from_db()
    assert (evidence.decision, evidence.ended_reason) == ("withdrawn", "Issued in error")


def test_minutes_of_a_session_count_once_and_other_minutes_replace_them(tomasz, rule):
    course = CourseFactory(gives_certificate=False)
    CourseGivesFactory(course=course, competence=rule.competence)
    told = {"session_uuid": uuid4(), "course": course, "on": date(2026, 10, 1)}

    from_session(tomasz, minutes=90, **told)
    from_session(tomasz, minutes=90, **told)
    [put_right] = from_session(tomasz, minutes=60, **told)

    assert list(Evidence.objects.order_by("pk").values_list("minutes", "decision")) == [
        (90, "replaced"),
        (60, "accepted"),
    ]
    assert put_right.replaces.minutes == 90
    assert from_session(tomasz, minutes=0, **told) == []
    assert not Evidence.objects.accepted().exists()


def test_a_list_that_is_read_again_asks_once_for_all(tomasz, rule, django_assert_num_queries):
    course = CourseFactory(gives_certificate=False)
    CourseGivesFactory(course=course, competence=rule.competence)
    told = {"session_uuid": uuid4(), "course": course, "on": date(2026, 10, 1)}
    minutes_of = {tomasz: 90, PersonFactory(): 60, PersonFactory(): 30}
    assert len(from_session_of_all(minutes_of, **told)) == 3

    with CaptureQueriesContext(connection) as one:
        from_session_of_all({tomasz: 90}, **told)
    with django_assert_num_queries(len(one)):
        from_session_of_all(minutes_of, **told)

    assert Evidence.objects.count() == 3


def test_a_session_of_a_course_with_a_certificate_proves_nothing_by_itself(tomasz, rule):
    given = CourseGivesFactory(competence=rule.competence)

    assert (
        from_session(tomasz, session_uuid=uuid4(), course=given.course, minutes=90, on=timezone.localdate())
        == []
    )


def test_what_somebody_hands_in_counts_after_the_review_and_they_are_told(
    tomasz, manager, claim, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        evidence = verbs.hand_in(tomasz, claim)
    assert Standing.objects.get(person=tomasz).state == Standing.State.IN_PROGRESS

    with django_capture_on_commit_callbacks(execute=True):
        reviewing.accept(evidence, by=manager)

    standing = Standing.objects.get(person=tomasz)
    assert standing.state == Standing.State.HELD
    assert Message.objects.filter(kind="evidence_reviewed", recipient=tomasz).count() == 1
    evidence.refresh_from_db()
    assert (evidence.reviewed_by, evidence.reviewed_at is None) == (manager, False)


def test_a_second_decision_changes_nothing(tomasz, manager, claim):
    evidence = verbs.hand_in(tomasz, claim)
    reviewing.refuse(evidence, by=manager, answer="Which book?")

    with pytest.raises(AlreadyDecided):
        reviewing.accept(evidence, by=manager)

    evidence.refresh_from_db()
    assert (evidence.decision, evidence.answer) == ("refused", "Which book?")


def test_what_was_refused_is_handed_in_anew_and_both_stay(tomasz, manager, claim):
    refused = verbs.hand_in(tomasz, claim)
    reviewing.refuse(refused, by=manager, answer="Which book?")

    again = verbs.hand_in(tomasz, claim, replaces=refused)
    reviewing.accept(again, by=manager)

    decisions = Evidence.objects.order_by("pk").values_list("decision", flat=True)
    assert list(decisions) == ["refused", "accepted"]


def test_an_accepted_correction_takes_the_place_of_what_it_corrects(tomasz, manager, claim):
    first = verbs.hand_in(tomasz, claim)
    reviewing.accept(first, by=manager)

    better = verbs.hand_in(tomasz, claim, replaces=first)
    first.refresh_from_db()
    assert first.counts
    reviewing.accept(better, by=manager)

    first.refresh_from_db()
    assert first.decision == Evidence.Decision.REPLACED


def test_only_one_takes_the_place_of_another_unless_it_was_taken_back(tomasz, manager, claim):
    refused = verbs.hand_in(tomasz, claim)
    reviewing.refuse(refused, by=manager, answer="Which book?")
    again = verbs.hand_in(tomasz, claim, replaces=refused)

    with pytest.raises(AlreadyReplaced):
        verbs.hand_in(tomasz, claim, replaces=refused)
    with pytest.raises(AlreadyReplaced):
        verbs.hand_in(manager, claim, replaces=again)

    reviewing.withdraw(again, by=tomasz, reason="Wrong day")
    assert verbs.hand_in(tomasz, claim, replaces=refused).replaces == refused


@pytest.mark.parametrize(("kind", "missing"), [("external", "document"), ("supervision", "minutes")])
def test_each_kind_needs_its_proof(tomasz, claim, kind, missing):
    bare = Claim(
        kind=kind, competence=claim.competence, achieved_on=claim.achieved_on, words="A course in Lublin"
    )

    with pytest.raises(NothingProved, match=missing):
        verbs.hand_in(tomasz, bare)


def test_a_document_is_kept_under_a_name_that_says_nothing(tomasz, claim):
    paper = SimpleUploadedFile("tomasz-zaswiadczenie.pdf", b"%PDF-1.7")

    evidence = verbs.hand_in(tomasz, Claim(**{**vars(claim), "document": paper}))

    assert "tomasz" not in evidence.document.name
    assert evidence.document.name.endswith(".pdf")
    evidence.document.delete(save=False)


def test_nobody_reviews_their_own_or_that_of_another_team(tomasz, manager, mops, claim):
    stranger = PersonFactory(with_sign_in=True)
    grant(Role.MANAGER, to=stranger, at=mops)
    DutyFactory(person=manager, organisation=mops)
    own = EvidenceFactory(person=manager, competence=claim.competence, waiting=True)
    evidence = verbs.hand_in(tomasz, claim)

    with pytest.raises(NotYourTeam):
        reviewing.accept(evidence, by=stranger)
    with pytest.raises(OwnEvidence):
        reviewing.accept(own, by=manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=own.pk).update(
            decision="accepted", reviewed_by=manager, reviewed_at=timezone.now()
        )


def test_a_manager_who_saw_it_done_says_so_and_it_counts_at_once(tomasz, manager, claim):
    seen = Claim(**{**vars(claim), "kind": "observation", "minutes": 0})

    evidence = verbs.observe(tomasz, seen, by=manager)

    assert (evidence.counts, evidence.reviewed_by) == (True, manager)
    with pytest.raises(NotYourTeam):
        verbs.observe(manager, seen, by=tomasz)


def test_leading_ends_with_the_managers_role(tomasz, manager):
    assert leads(manager, tomasz)
    assert managers_of(tomasz) == [manager]

    manager.memberships.update(ends_on=timezone.localdate() - timedelta(days=1), starts_on=date(2026, 1, 1))

    assert not leads(manager, tomasz)
    assert managers_of(tomasz) == []


def test_whoever_works_outside_any_team_is_led_by_nobody_until_they_have_one(manager, mops, rule):
    alone = PersonFactory()
    duty = DutyFactory(person=alone, profile=rule.profile, organisation=mops, team=None)
    before = leads(manager, alone), managers_of(alone)

    duty.team = TeamFactory(organisation=mops, manager=manager)
    duty.save()

    assert before == (False, [])
    assert (leads(manager, alone), managers_of(alone)) == (True, [manager])


def test_the_grid_shows_exactly_those_whom_a_manager_leads(tomasz, manager, mops, rule):
    DutyFactory(profile=rule.profile, organisation=mops, team=None)
    DutyFactory(profile=rule.profile, organisation=mops, team=TeamFactory(organisation=mops, manager=None))
    DutyFactory(person=manager, profile=rule.profile, organisation=mops, team=TeamFactory(manager=manager))

    assert list(members_of(manager.user)) == list(people_led_by(manager)) == [tomasz]


def test_what_waits_is_taken_back_by_its_person_and_what_counts_only_by_the_manager(tomasz, manager, claim):
    waiting, counted = verbs.hand_in(tomasz, claim), verbs.hand_in(tomasz, claim)
    reviewing.accept(counted, by=manager)

    assert reviewing.withdraw(waiting, by=tomasz, reason="Wrong day").decision == "withdrawn"
    with pytest.raises(NotYourTeam):
        reviewing.withdraw(counted, by=tomasz, reason="Wrong day")
    assert reviewing.withdraw(counted, by=manager, reason="A forged paper").decision == "withdrawn"
    assert Message.objects.filter(recipient=tomasz, key__startswith="evidence_withdrawn").count() == 1


def test_what_a_certificate_proves_is_put_right_there(tomasz, manager, rule):
    given = CourseGivesFactory(competence=rule.competence)
    [proved] = from_certificate(_certificate(tomasz, given.course))

    with pytest.raises(KnownElsewhere):
        reviewing.withdraw(proved, by=manager, reason="In error")


def _certificate(person, course, *, statement=None, expires_on=None):
    ended = timezone.make_aware(timezone.datetime(2026, 5, 4, 12))
    enrolment = EnrolmentFactory(
        person=person, course=course, result=Enrolment.Result.COMPLETED, ended_at=ended
    )
    return Certificate.objects.create(
        enrolment=enrolment,
        organiser=OrganisationFactory(),
        number=f"MOPS-2026-{enrolment.pk}",
        statement=statement or {},
        expires_on=expires_on,
    )
