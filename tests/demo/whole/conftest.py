"""The whole demonstration, loaded once for all these stories and taken away with the last of them."""

import pytest
from django.db import transaction

from lms.demo.seed import seed


@pytest.fixture(scope="package")
def _seeded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        seed()
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _demonstration(_seeded, db):
    """Every story leaves it as it was."""
