"""A translator may lead a link elsewhere, but nowhere an editor could not."""

import json
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from wagtail_localize.models import OverridableSegment, SegmentOverride

from cms.models import InformationPage
from tests.cms.translations.test_board import translated

OURS = "https://example.org/"


@pytest.fixture
def translation(site):
    (page,) = site.add_information(title="Poczta", slug="poczta", languages=("pl",))
    page = InformationPage.objects.get(pk=page.pk)
    text = f'<p>Tu jest <a href="{OURS}">urząd</a>.</p>'
    call = {"title": "", "text": "", "label": "Dalej", "address": OURS, "kind": "next"}
    page.body = json.dumps(
        [
            {"type": "section", "value": {"heading": "Urząd", "text": text}},
            {"type": "cta", "value": call},
        ]
    )
    page.save_revision().publish()
    return translated(InformationPage.objects.get(pk=page.pk), into="uk")


def lead_elsewhere(client, translation, address):
    answers = set()
    for segment in OverridableSegment.objects.filter(source=translation.source):
        answer = client.put(
            reverse("wagtail_localize:edit_override", args=[translation.pk, segment.pk]),
            urlencode({"value": address}),
            content_type="application/x-www-form-urlencoded",
        )
        answers.add(answer.status_code)
    return answers


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
    ],
)
def test_a_link_that_runs_a_program_is_not_kept(client, ewa, translation, address):
    client.force_login(ewa.user)

    assert lead_elsewhere(client, translation, address) == {400}
    assert not SegmentOverride.objects.exists()


@pytest.mark.parametrize(
    "address", ["https://example.org/uk/", "mailto:a@example.org", "tel:+48717823500", "7"]
)
def test_a_link_in_the_readers_language_is_kept(client, ewa, translation, address):
    client.force_login(ewa.user)

    assert lead_elsewhere(client, translation, address) == {201}
    assert {one.data for one in SegmentOverride.objects.all()} == {address}
