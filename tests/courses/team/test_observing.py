"""Krystyna saw Tomasz do it well: she writes it down, and it counts at once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from courses.models import Evidence
from lms.privacy.models import AuditEntry
from tests.factories.competences import CompetenceFactory, RequiredCompetenceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def opens(client, krystyna):
    client.force_login(krystyna.user)
    return client


def test_what_was_seen_counts_at_once_and_is_logged(opens, tomasz, krystyna, first_aid):
    typed = {"competence": first_aid.pk, "words": "At a meeting", "achieved_on": _day().isoformat()}

    assert opens.post(_page(tomasz), typed).status_code == 302

    seen = Evidence.objects.get(person=tomasz)
    assert (seen.kind, seen.counts, seen.reviewed_by, seen.words) == (
        "observation",
        True,
        krystyna,
        "At a meeting",
    )
    assert AuditEntry.objects.filter(action="created", subject=tomasz).exists()


def test_only_what_the_role_asks_for_is_offered_and_no_hours(opens, tomasz, profile, first_aid):
    RequiredCompetenceFactory(profile=profile, minutes=600)
    CompetenceFactory()

    assert list(opens.get(_page(tomasz)).context["form"].fields["competence"].queryset) == [first_aid]


def test_what_is_missing_is_said_and_nothing_is_written(opens, tomasz, first_aid):
    tomorrow = timezone.localdate() + timedelta(days=1)

    answer = opens.post(_page(tomasz), {"competence": first_aid.pk, "achieved_on": tomorrow.isoformat()})

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"words", "achieved_on"}
    assert not Evidence.objects.exists()


def test_an_administrator_sees_the_team_and_observes_nobody(client, anna, tomasz, opens):
    person_page = _page(tomasz, "person")
    assert _page(tomasz) in opens.get(person_page).content.decode()

    client.force_login(anna.user)

    assert _page(tomasz) not in client.get(person_page).content.decode()
    assert client.get(_page(tomasz)).status_code == 404


def _day():
    return timezone.localdate() - timedelta(days=1)


def _page(person, name="observe"):
    with translation.override("pl"):
        return reverse(f"my_team:{name}", args=[person.uuid])
