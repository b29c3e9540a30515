"""What staff may change of their own account in the back office."""

from django.core.files.storage import default_storage
from django.urls import reverse
from wagtail.users.models import UserProfile

from tests.cms.uploads import files


def test_no_portrait_is_taken_for_nobody_looks_into_its_file(client, ewa):
    client.force_login(ewa.user)
    address = reverse("wagtailadmin_account")
    told = {
        "name_email-first_name": "Ewa",
        "name_email-last_name": "Szymańska",
        "avatar-avatar": files.upload("portret.jpg", files.picture("JPEG")),
    }

    page = client.get(address)
    client.post(address, told)

    assert page.status_code == 200
    assert b"avatar-avatar" not in page.content
    assert not UserProfile.get_for_user(ewa.user).avatar
    assert not default_storage.exists("avatar_images") or not default_storage.listdir("avatar_images")[1]
