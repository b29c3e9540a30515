"""Signs that no address has, and that PostgreSQL takes for no text, lead nowhere and break nothing."""

import pytest


@pytest.mark.parametrize(
    "address",
    [
        "/%00",
        "/accessibility/?lang=%00",
        "/documents/1/a%00.pdf",
        "/l/%00",
        "/og/c29a173a-51ee-4a43-b7b1-7d480c6b07cd/a%00/x.png",
        "/pl/%00/",
        "/pl/a%00b/etr/",
        "/pl/kursy/?q=%00",
        "/pl/leaflets/a%00.pdf",
        "/pl/search/?q=a%00",
        "/pl/search/suggestions/?q=a%00",
    ],
)
def test_a_sign_that_is_none_breaks_nothing(client, site, address):
    assert client.get(address).status_code < 500
