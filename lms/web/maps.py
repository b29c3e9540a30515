"""Where a map opens for whoever asks for it. None is drawn on our pages: nobody learns who reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from decimal import Decimal

MAP_ADDRESS = "https://www.openstreetmap.org/"


def map_of(address: str) -> str:
    """The search for a street and number."""
    return f"{MAP_ADDRESS}search?{urlencode({'query': address})}"


def map_at(latitude: Decimal, longitude: Decimal) -> str:
    """A needle on the very spot."""
    return f"{MAP_ADDRESS}?{urlencode({'mlat': latitude, 'mlon': longitude})}#map=18/{latitude}/{longitude}"
