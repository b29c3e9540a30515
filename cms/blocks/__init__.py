"""The pieces an editor builds a page of: each a class here and a template in ``templates/cms/blocks/``."""

from __future__ import annotations

from cms.blocks.base import ICONS, SHORT_TEXT_FEATURES, TEXT_FEATURES
from cms.blocks.lists import CAMPAIGN_BLOCKS, EASY_BLOCKS, HOME_BLOCKS, LEAFLET_BLOCKS, TEXT_BLOCKS

__all__ = [
    "CAMPAIGN_BLOCKS",
    "EASY_BLOCKS",
    "HOME_BLOCKS",
    "ICONS",
    "LEAFLET_BLOCKS",
    "SHORT_TEXT_FEATURES",
    "TEXT_BLOCKS",
    "TEXT_FEATURES",
]
