"""A number in a text can be called, and an address written to."""

import pytest

from cms.templatetags.contacts import contacts, phone_address


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("Zadzwoń: 71 784 96 06.", 'Zadzwoń: <a class="nowrap" href="tel:+48717849606">71 784 96 06</a>.'),
        ("tel. 71 78 22 322", 'tel. <a class="nowrap" href="tel:+48717822322">71 78 22 322</a>'),
        ("pisz: a.b@example.org!", 'pisz: <a href="mailto:a.b@example.org">a.b@example.org</a>!'),
        ("53-611 Wrocław, 7.30–15.30, pokój 316, dzwoń 112", None),
        ('<a href="tel:+48717849606">71 784 96 06</a>', None),
    ],
)
def test_phones_and_addresses_become_links_and_nothing_else_does(text, linked):
    assert contacts(text) == (linked or text)


def test_a_short_number_is_called_as_it_is():
    assert phone_address("112") == "tel:112"
