import pytest
from bs4 import BeautifulSoup
from django.template import engines
from django.utils import translation

from cms.blocks.lists import KINDS


@pytest.fixture
def block():
    """A block as a page has it, by the name it is stored under."""

    def named(name):
        made = KINDS[name]()
        made.set_name(name)
        return made

    return named


@pytest.fixture
def shown(block):
    """What readers see of a block with this value, as they read in ``language``."""

    def render(name, value, *, language="pl", **context):
        with translation.override(language):
            made = block(name)
            return BeautifulSoup(made.render(made.normalize(value), context=context), "html.parser")

    return render


@pytest.fixture
def written():
    """A template's text, rendered in a language."""

    def render(text, *, language="pl", **context):
        with translation.override(language):
            return BeautifulSoup(engines["django"].from_string(text).render(context), "html.parser")

    return render
