"""A leaflet has one short code for good, in all its languages, and no other leaflet has it."""

from cms.leaflets.codes import ALPHABET, printed_address, scanned_address
from cms.models import LeafletPage


def test_a_leaflet_has_six_signs_that_nobody_misreads(leaflet):
    assert len(leaflet.code) == 6
    assert set(leaflet.code) <= set(ALPHABET)
    assert not set(ALPHABET) & set("01OILUAE")


def test_all_languages_share_the_code(leaflet):
    codes = set(LeafletPage.objects.values_list("code", flat=True))

    assert codes == {leaflet.code}


def test_the_code_stays_when_the_leaflet_is_published_again(leaflet):
    leaflet.title = "Opiekun tymczasowy"
    leaflet.save_revision().publish()

    assert LeafletPage.objects.get(pk=leaflet.pk).code == leaflet.code


def test_a_copy_of_a_leaflet_has_a_code_of_its_own(leaflet):
    copy = leaflet.copy(update_attrs={"slug": "kopia"})

    assert copy.specific.code not in {"", leaflet.code}
    assert copy.get_latest_revision_as_object().code == copy.specific.code


def test_the_polish_paper_leaves_the_language_to_the_phone(settings):
    settings.SITE_ADDRESS = "https://krok.example.org"

    assert scanned_address("BCD234", language="pl") == "https://krok.example.org/l/BCD234"
    assert scanned_address("BCD234", language="uk") == "https://krok.example.org/l/BCD234?lang=uk"
    assert printed_address("BCD234") == "krok.example.org/l/BCD234"
