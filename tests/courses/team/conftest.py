"""Krystyna leads one team: Tomasz, who must hold first aid. Another team has another manager."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.competences.standing import recalculate_for
from lms.people.models import Role
from lms.people.roles import grant
from tests.factories.competences import (
    CompetenceFactory,
    DutyFactory,
    EvidenceFactory,
    RequiredCompetenceFactory,
    RoleProfileFactory,
    TeamFactory,
)
from tests.factories.people import PersonFactory


def manager_at(organisation, **names):
    person = PersonFactory(with_sign_in=True, language="pl", **names)
    grant(Role.MANAGER, to=person, at=organisation)
    return person


@pytest.fixture
def krystyna(mops):
    return manager_at(mops, given_name="Krystyna", family_name="Jabłońska")


@pytest.fixture
def team(mops, krystyna):
    return TeamFactory(organisation=mops, name="Assistants", manager=krystyna)


@pytest.fixture
def first_aid():
    return CompetenceFactory(title="First aid")


@pytest.fixture
def profile(first_aid):
    profile = RoleProfileFactory(title="Family assistant")
    RequiredCompetenceFactory(profile=profile, competence=first_aid, valid_months=12)
    return profile


@pytest.fixture
def joins(team, profile):
    """Somebody joins the team: ``joins(held=30)`` has proved everything asked, for 30 more days."""

    def join(*, held=None, into=team, as_=profile, **names):
        duty = DutyFactory(
            person=PersonFactory(**names), profile=as_, organisation=into.organisation, team=into
        )
        grant(Role.ASSISTANT, to=duty.person, at=into.organisation)
        if held is not None:
            until = timezone.localdate() + timedelta(days=held)
            for rule in as_.requirements.all():
                EvidenceFactory(
                    person=duty.person,
                    competence=rule.competence,
                    achieved_on=until - timedelta(days=300),
                    expires_on=until,
                )
        recalculate_for(duty.person)
        return duty.person

    return join


@pytest.fixture
def tomasz(joins):
    return joins(given_name="Tomasz", family_name="Wójcik", language="pl")
