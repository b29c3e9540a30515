from contextlib import suppress

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail.users.models import UserProfile

from lms.people.models import Role
from lms.people.roles import grant
from tests.factories.people import PersonFactory


def colleague(role, organisation, **names):
    person = PersonFactory(with_sign_in=True, **names)
    grant(role, to=person, at=organisation)
    return person


@pytest.fixture
def bozena(mops):
    """A moderator, who reads English."""
    person = colleague(
        Role.MODERATOR,
        mops,
        given_name="Bożena",
        family_name="Adamska",
        email="bozena@example.org",
        language="en",
    )
    UserProfile.objects.create(user=person.user, preferred_language="en")
    return person


@pytest.fixture
def yuliia(mops):
    """A translator, who reads Ukrainian."""
    return colleague(
        Role.TRANSLATOR,
        mops,
        given_name="Yuliia",
        family_name="Kovalenko",
        email="yuliia@example.org",
        language="uk",
    )


@pytest.fixture
def page(site):
    """A published page of information, in Polish alone."""
    return site.add_information(languages=("pl",))[0]


def typed(page, **changes):
    """What the form of the editor sends for a page of information."""
    given = {
        "title": page.title,
        "slug": page.slug,
        "lead": page.lead,
        "body": [
            ("section", {"heading": block.value["heading"], "text": rich_text(block.value["text"].source)})
            for block in page.body
        ],
        "easy_read": [],
        "sign_video": "",
        "seo_title": "",
        "search_description": page.search_description,
        "go_live_at": "",
        "expire_at": "",
        "comments": inline_formset([]),
    } | changes
    for field in ("body", "easy_read"):
        given[field] = streamfield(given[field])
    return nested_form_data({name: value for name, value in given.items() if value is not None})


def edit(client, who, page, action="", **changes):
    """Type into the editor as somebody, and press a button: "publish", "submit", or just save."""
    client.force_login(who.user)
    words = typed(page, **changes)
    if action:
        words[f"action-{action}"] = "yes"
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), words)


def decide(client, who, page, action, comment=""):
    """Approve what waits, or send it back, as the buttons of the editor do."""
    client.force_login(who.user)
    state = Page.objects.get(pk=page.pk).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return client.post(address, {"comment": comment})


def fresh(page):
    """The page as the database has it, without what earlier requests left on the object."""
    with suppress(AttributeError):
        del page.current_workflow_state
    return type(page).objects.get(pk=page.pk)
