"""A cookie that somebody has bent opens nothing, and breaks nothing."""

import pytest
from django.test import Client

from lms.web.visits import SessionStore

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("bent", ['"\\000aaaaaaaaaaaa"', "a" * 5000, "../../etc/passwd", "éééééééé"])
def test_a_bent_cookie_is_nobodys(bent):
    page = Client().get("/pl/account/sign-in/", headers={"cookie": f"sessionid={bent}"})

    assert page.status_code == 200


def test_a_sign_in_is_found_again_under_its_key(client, oksana):
    client.force_login(oksana.user)

    kept = SessionStore(session_key=client.session.session_key)

    assert kept["_auth_user_id"] == str(oksana.user.pk)
