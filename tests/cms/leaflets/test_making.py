"""A leaflet from a page in one click: the editor finds it open, filled in, its QR leading to the page."""

import json

import pytest
from django.urls import reverse

from cms.leaflets.making import NoLibrary, NotForPaper, leaflet_from
from cms.leaflets.paper import pictures_of
from cms.models import Activity, InformationPage, LeafletIndexPage, LeafletPage
from tests.factories.courses import CourseFactory

TEXT = "<p>Zadzwoń.</p>"
BODY = [
    ("section", {"heading": "Dla kogo", "text": TEXT}),
    (
        "questions",
        {"heading": "Pytania", "questions": [{"question": "Ile to kosztuje?", "answer": "<p>Nic.</p>"}]},
    ),
    (
        "promises",
        {"heading": "", "promises": [{"icon": "lock", "title": "W zaufaniu", "text": "Zawsze."}] * 2},
    ),
    ("reassurance", {"title": "Nie wiesz?", "text": TEXT, "phone": "71 784 96 06"}),
    (
        "contact_cards",
        {"heading": "Kontakt", "contacts": [{"name": "Program", "languages": [], "office": ""}]},
    ),
    ("story", {"text": "Bałam się.", "name": "Ołena", "about": "mama", "picture": {"image": None}}),
    ("upcoming_runs", {"heading": "Terminy", "number": 3}),
    (
        "table",
        {
            "table": {
                "columns": [{"type": "text", "heading": "Dzień"}, {"type": "text", "heading": "Godziny"}],
                "rows": [{"values": ["Poniedziałek", "8.00–15.00"]}],
                "caption": "Kiedy",
            },
            "note": "",
        },
    ),
]


@pytest.fixture
def page(leaflets):
    """A page of every kind of block, published in Polish."""
    raw = [{"type": kind, "value": value} for kind, value in BODY]
    (page,) = leaflets.site.add_information(languages=("pl",), body=raw)
    return InformationPage.objects.get(pk=page.pk)


@pytest.fixture
def desk(client, ewa):
    client.force_login(ewa.user)
    return client


def press(client, page):
    return client.post(reverse("make_leaflet", args=[page.pk]))


def test_title_lead_and_goal_come_from_the_page(page, ewa):
    leaflet = leaflet_from(page, by=ewa.user)

    assert (leaflet.title, leaflet.lead, leaflet.leads_to_id) == (page.title, page.lead, page.pk)
    assert leaflet.get_parent().specific == LeafletIndexPage.objects.get(locale__language_code="pl")
    assert leaflet.owner == ewa.user


def test_it_is_a_draft_that_nobody_sees(page, ewa, client):
    leaflet = leaflet_from(page, by=ewa.user)

    assert not leaflet.live
    assert len(leaflet.code) == 6
    assert leaflet.editions.count() == 0
    assert client.get(leaflet.url).status_code == 404


def test_of_its_body_comes_what_can_be_printed(page, ewa):
    leaflet = leaflet_from(page, by=ewa.user)

    kinds = [block.block_type for block in LeafletPage.objects.get(pk=leaflet.pk).body]
    texts = json.dumps(leaflet.body.get_prep_value(), ensure_ascii=False)
    assert kinds == ["section", "section", "section", "callout", "contact_card", "quotation", "section"]
    assert all(word in texts for word in ("Ile to kosztuje?", "W zaufaniu", "71 784 96 06", "8.00–15.00"))


def test_the_draft_can_be_published_as_it_is(page, ewa):
    leaflet = leaflet_from(page, by=ewa.user)

    leaflet.save_revision().publish()

    assert leaflet.editions.get().number == 1


def test_it_belongs_to_the_activity_of_the_page(leaflets, ewa):
    activity = Activity.objects.create(number=3, name="Opieka")
    course = CourseFactory(title="Opiekun")
    course.activities.add(activity)

    leaflet = leaflet_from(leaflets.site.tell_of(course), by=ewa.user)

    assert leaflet.activity == activity


def test_a_long_lead_is_cut_at_a_word(leaflets, ewa):
    (page,) = leaflets.site.add_information(languages=("pl",), lead="opieka " * 57)

    lead = leaflet_from(page, by=ewa.user).lead

    assert len(lead) <= 400
    assert lead.endswith("opieka…") or len(page.lead) <= 400


def test_two_leaflets_of_one_page_stand_side_by_side(page, ewa):
    slugs = {leaflet_from(page, by=ewa.user).slug for _time in range(2)}

    assert len(slugs) == 2


def test_a_confidential_course_becomes_no_leaflet(leaflets, ewa):
    quiet = leaflets.site.tell_of(CourseFactory(confidential=True))

    with pytest.raises(NotForPaper):
        leaflet_from(quiet, by=ewa.user)


def test_without_a_library_there_is_nowhere_to_put_it(site, ewa):
    (page,) = site.add_information(languages=("pl",))

    with pytest.raises(NoLibrary):
        leaflet_from(page, by=ewa.user)


def test_one_press_of_the_button_opens_the_draft_in_the_editor(desk, page):
    editor = desk.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    address = reverse("make_leaflet", args=[page.pk])

    response = press(desk, page)

    leaflet = LeafletPage.objects.get()
    assert f'data-w-action-url-value="{address}"' in editor.content.decode()
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[leaflet.pk])
    assert desk.get(response["Location"]).status_code == 200


def test_the_button_is_only_where_it_works(desk, leaflet, page):
    def offered(on):
        editor = desk.get(reverse("wagtailadmin_pages:edit", args=[on.pk])).content.decode()
        return reverse("make_leaflet", args=[on.pk]) in editor

    assert offered(page)
    assert not offered(leaflet)
    assert not offered(leaflets_index())


def leaflets_index():
    return LeafletIndexPage.objects.get(locale__language_code="pl")


def test_who_may_not_add_leaflets_makes_none(client, page, pan_adam):
    client.force_login(pan_adam.user)

    press(client, page)

    assert not LeafletPage.objects.exists()


def test_looking_makes_nothing(desk, page):
    assert desk.get(reverse("make_leaflet", args=[page.pk])).status_code == 405


def test_without_a_library_the_editor_is_told_what_to_do(desk, site):
    (page,) = site.add_information(languages=("pl",))

    response = press(desk, page)

    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert not LeafletPage.objects.exists()


@pytest.mark.parametrize("size", ["a4", "a5", "folded"])
def test_an_editor_looks_at_the_paper_before_it_is_published(desk, page, ewa, size):
    leaflet = leaflet_from(page, by=ewa.user)
    view = reverse("wagtailadmin_pages:view_draft", args=[leaflet.pk])

    seen = desk.get(view, {"mode": f"paper-{size}"}).content.decode()

    assert 'src="data:image/png;base64,' in seen
    assert 'class="callout' not in seen


def test_an_editor_is_told_what_is_too_long_and_what_cannot_be_printed(desk, leaflets):
    text = "<p>" + "Sąd wyznacza opiekuna. " * 40 + "😀</p>"
    body = [{"type": "section", "value": {"heading": f"Część {n}", "text": text}} for n in range(20)]
    leaflet = leaflets.publish(languages=("pl",), body=body)["pl"]
    view = reverse("wagtailadmin_pages:view_draft", args=[leaflet.pk])

    seen = desk.get(view, {"mode": "paper-folded"}).content.decode()

    assert seen.count("callout--warning") == 2
    assert "😀" in seen


def test_a_leaflet_never_saved_can_be_looked_at(leaflets):
    page = LeafletPage(title="Nowa", lead="Nowa.", locale=leaflets.index.locale)

    assert len(pictures_of(page, format="a4")) == 1
