"""A stranger who checks a badge: their own reading of the standard, and our public addresses."""

import base64
import json
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from courses.badges.claiming import claim
from tests.factories.certificates import certified
from tests.factories.courses import CourseFactory


@pytest.fixture
def course(db):
    return CourseFactory(code="OPIEK", title_pl="Opiekun", title_en="The guardian", valid_months=24)


@pytest.fixture
def certificate(oksana, mops, course):
    return certified(oksana, course=course, organiser=mops)


@pytest.fixture
def badge(certificate, oksana):
    return claim(certificate, by=oksana, has_name=False)


def unpacked(part):
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


class Verifier:
    """Reads a badge with the standard library and plain RSA; the house is asked as by any stranger."""

    def __init__(self, client):
        self.client = client

    def fetch(self, address):
        answer = self.client.get(urlsplit(address).path, secure=True)
        if answer.status_code != 200:
            raise LookupError(address)
        return answer.content

    def parts(self, token):
        header, payload, _signature = token.split(".")
        return json.loads(unpacked(header)), json.loads(unpacked(payload))

    def key_of(self, token):
        """The public key that the header names, as PEM."""
        jwk = json.loads(self.fetch(self.parts(token)[0]["kid"]))
        numbers = (int.from_bytes(unpacked(jwk[name])) for name in ("e", "n"))
        public = rsa.RSAPublicNumbers(*numbers).public_key()
        return public.public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def check(self, token):
        """The payload of a token whose signature is right; raises InvalidSignature otherwise."""
        signed, _dot, signature = token.rpartition(".")
        public = serialization.load_pem_public_key(self.key_of(token))
        public.verify(unpacked(signature), signed.encode(), padding.PKCS1v15(), hashes.SHA256())
        return self.parts(token)[1]


@pytest.fixture
def verifier(client):
    return Verifier(client)
