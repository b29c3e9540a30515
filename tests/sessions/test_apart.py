"""One record that fails is told to the log, and the others have their turn."""

import pytest

from lms.people.models import Organisation
from sessions.apart import each_apart
from tests.factories.people import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_the_others_have_their_turn_and_the_log_knows(caplog):
    first, broken, last = (OrganisationFactory() for _each in range(3))
    seen = []

    def do(organisation):
        if organisation == broken:
            raise ValueError("no")
        seen.append(organisation)
        return organisation == last

    done = each_apart(do, Organisation.objects.order_by("pk"))

    assert seen == [first, last]
    assert done == 1
    assert f"{broken.pk} was passed over" in caplog.text
