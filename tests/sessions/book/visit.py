"""What a visitor types and reads on the way to a place."""

import re

from django.urls import reverse
from django.utils import timezone

from lms.messaging.models import Message
from lms.people.models import Guardianship

NEWCOMER = {
    "given_name": "Iryna",
    "family_name": "Bondarenko",
    "given_name_cyrillic": "Ірина",
    "family_name_cyrillic": "Бондаренко",
    "email": "iryna@example.org",
    "language": "en",
}
CHILD = {
    "given_name": "Marko",
    "family_name": "Bondarenko",
    "birth_day": "27",
    "birth_month": "3",
    "birth_year": str(timezone.localdate().year - 9),
    "basis": Guardianship.Basis.PARENT,
}


def at(step, run):
    return reverse(f"book:{step}", args=[run.uuid])


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).replace("&#x27;", "’")


def last_code():
    return re.search(r"\b\d{6}\b", Message.objects.filter(kind="sign_in_code").latest("pk").text)[0]


def book_as_newcomer(client, run, **answers):
    """Answer everything and stop before the code."""
    client.post(at("contact", run), NEWCOMER | answers)
    return client.post(at("check", run))
