"""Documents are given out as what they are, and private ones to those they are for."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage, storages
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, UploadedFile

from cms.models import Paper
from lms.people.models import Role
from tests.cms.uploads import files


def keep(name, content, *, collection=None):
    paper = Paper(title=name, collection=collection or Collection.get_first_root_node())
    paper.file.save(name, ContentFile(content if isinstance(content, bytes) else content.encode()))
    paper.save()
    return paper


@pytest.fixture(autouse=True)
def _documents_on_a_disk(monkeypatch, tmp_path):
    monkeypatch.setattr(Paper._meta.get_field("file"), "storage", FileSystemStorage(tmp_path))


@pytest.fixture
def private(site):
    """A collection of its own, in which a document lies."""
    collection = Collection.get_first_root_node().add_child(name="Dla pracowników")
    return keep("procedura.pdf", files.pdf(), collection=collection)


def restrict(paper, kind, *groups):
    restriction = CollectionViewRestriction.objects.create(collection=paper.collection, restriction_type=kind)
    restriction.groups.set(Group.objects.filter(name__in=groups))


def asked(paper, who=None):
    client = Client()
    if who:
        client.force_login(who.user)
    return client.get(paper.url)


@pytest.mark.parametrize(
    ("name", "content", "kind", "disposition"),
    [
        ("prawa.pdf", files.pdf(), "application/pdf", "inline"),
        ("lista.csv", "a;b", "text/csv", "attachment"),
        ("notatka.txt", files.PAGE, "text/plain", "attachment"),
        ("wniosek.docx", files.docx(), "application/", "attachment"),
    ],
)
def test_a_document_is_given_as_what_it_is_and_opens_nothing(site, name, content, kind, disposition):
    answer = asked(keep(name, content))

    assert answer.status_code == 200
    assert answer["Content-Type"].startswith(kind)
    assert answer["Content-Disposition"].startswith(disposition)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'"


def test_a_document_has_no_address_that_asks_nobody(site):
    paper = keep("prawa.pdf", files.pdf())

    assert Client().get(f"/media/{paper.file.name}").status_code == 404


def test_a_document_that_waits_for_its_last_fields_lies_with_the_private_ones(client, site, ewa):
    client.force_login(ewa.user)

    answer = client.post(
        reverse("wagtaildocs:add_multiple"),
        {"files[]": files.upload("procedura.pdf", files.pdf())},
        headers={"x-requested-with": "XMLHttpRequest"},
    )

    waiting = UploadedFile.objects.get(pk=answer.json()["uploaded_file_id"]).file
    assert not default_storage.exists(waiting.name)
    assert storages["private"].exists(waiting.name)


def test_a_document_for_those_who_sign_in_sends_strangers_to_the_door(private, oksana, ewa):
    restrict(private, CollectionViewRestriction.LOGIN)

    stranger = asked(private)

    assert stranger.status_code == 302
    assert "/account/sign-in/" in stranger.url
    assert stranger.url.endswith(f"?next={private.url}")
    assert [asked(private, who).status_code for who in (oksana, ewa)] == [200, 200]


def test_a_document_for_a_group_is_given_to_that_group_alone(private, oksana, irena, ewa):
    restrict(private, CollectionViewRestriction.GROUPS, Role.EDITOR, Role.TRANSLATOR)

    answers = [asked(private, who).status_code for who in (None, oksana, irena, ewa)]

    assert answers == [302, 302, 302, 200]


def test_administrators_say_who_may_read_what_lies_in_a_collection(client, private, ewa, pan_adam, anna):
    address = reverse("wagtailadmin_collections:set_privacy", args=[private.collection.pk])

    answers = []
    for who in (ewa, pan_adam, anna):
        client.force_login(who.user)
        answers.append(client.get(address).status_code)

    assert answers == [302, 302, 200]
