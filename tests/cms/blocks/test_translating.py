"""A translator finds every word of every block beside the original, and the page comes back whole."""

import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from cms.blocks import TEXT_BLOCKS
from cms.models import InformationPage
from tests.factories.files import PaperFactory, PictureFactory, VideoFactory


@pytest.fixture
def page(site):
    """A Polish page with one of every block, in the words of their examples."""
    PictureFactory()
    VideoFactory()
    PaperFactory()
    course = site.tell_of()
    body = [(name, block.get_preview_value()) for name, block in TEXT_BLOCKS]
    for _name, value in body:
        if "courses" in value:
            value["courses"] = [course]
        if "picture" in value:
            value["picture"].contextual_alt_text, value["picture"].decorative = "Rzeka", False
    made = site.add(InformationPage, languages=("pl",), title="Wszystko", lead="Razem.", body=body)[0]
    made.save_revision().publish()
    return InformationPage.objects.get(pk=made.pk)


@pytest.fixture
def translation(page):
    source, _made = TranslationSource.update_or_create_from_instance(page)
    uk = Locale.objects.get(language_code="uk")
    made = Translation.objects.create(source=source, target_locale=uk)
    for segment in StringSegment.objects.filter(source=source).select_related("string", "context"):
        StringTranslation.objects.create(
            translation_of=segment.string, locale=uk, context=segment.context, data=f"«{segment.string.data}»"
        )
    return made


def test_the_translation_has_the_same_blocks_with_their_words_translated(page, translation):
    translation.save_target(publish=True)

    twin = page.get_translation(translation.target_locale).specific
    by_kind = {block.block_type: block.value for block in twin.body}
    assert [block.block_type for block in twin.body] == [block.block_type for block in page.body]
    assert by_kind["table"]["table"].caption.startswith("«")
    assert by_kind["table"]["table"].row_data[1]["values"][0].startswith("«")
    assert by_kind["image"]["picture"].contextual_alt_text == "«Rzeka»"
    assert by_kind["story"]["name"].startswith("«")
    assert by_kind["contact_cards"]["contacts"][0]["name"].startswith("«")
    assert by_kind["contact_card"]["phone"] == "71 784 96 06"


def test_the_translators_page_opens_with_all_of_it(client, anna, page, translation):
    translation.save_target(publish=True)
    twin = page.get_translation(translation.target_locale)
    client.force_login(anna.user)

    response = client.get(reverse("wagtailadmin_pages:edit", args=[twin.pk]))

    assert response.status_code == 200
    assert "Rzeka" in response.content.decode()
