import pytest

from attendance.sheets.layout import pages_of
from attendance.sheets.paper import sheet_pictures
from attendance.sheets.printing import sheet_to_sign
from tests.attendance.sheets.photographs import PENS, Shot, blank_page, hand, photograph, sign, tick
from tests.factories.people import PersonFactory
from tests.factories.sessions import PlaceFactory

GROUP = ("Halyna", "Iryna", "Kateryna", "Liudmyla", "Mariia", "Nataliia", "Olena", "Svitlana")


@pytest.fixture
def group(run):
    """Eight women with a seat, as the paper lists them."""
    people = [PersonFactory(given_name=name, family_name="Bondar") for name in GROUP]
    for person in people:
        PlaceFactory(run=run, person=person)
    return people


@pytest.fixture
def sheet(session, group, irena):
    return sheet_to_sign(session, by=irena)


@pytest.fixture
def photographed(sheet):
    """A photograph of a page on which the people named have put a cross and signed."""

    def take(*ticked, page=1, shot=None, seed=1, of=None, signs=True):
        printed = of or sheet
        random = hand(seed)
        pages = sheet_pictures(printed.statement, sheet=printed.uuid, ppi=200)
        picture = blank_page(pages[page - 1])
        rows = printed.statement["rows"]
        for position, row in enumerate(pages_of(len(rows) + printed.statement["blank_rows"])[page - 1]):
            if row < len(rows) and rows[row]["name"].split()[0] in ticked:
                pen = PENS[row % 5]
                tick(picture, number=page, position=position, pen=pen, shape="cross", random=random)
                if signs:
                    sign(picture, number=page, position=position, pen=pen, random=random)
        return photograph(picture, shot or Shot(turn=3, tilt=8, shadow=0.3), random=random)

    return take
