"""The keys that sign badges: one at a time, changed yearly, their public halves published for good."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import jwt
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from jwt.algorithms import RSAAlgorithm

from courses.models import SigningKey

if TYPE_CHECKING:
    from collections.abc import Mapping

ALGORITHM = "RS256"
"""What every verifier of Open Badges 3.0 must understand (§ 8.2, JSON Web Token Proof Format)."""
BITS = 2048
SIGNS_FOR = timedelta(days=365)


def signing_key() -> SigningKey:
    """The key of today, made when there is none yet."""
    return SigningKey.objects.filter(valid_until=None).first() or _make()


@transaction.atomic
def rotate(*, is_compromised: bool = False) -> SigningKey:
    """End the key of today and begin another. What the old one signed stays verifiable.

    One that fell into wrong hands is published no more, and nothing it signed counts any longer:
    ``courses.badges.claiming.sign_anew`` signs those badges again.
    """
    now = timezone.now()
    old = SigningKey.objects.select_for_update().filter(valid_until=None)
    old.update(valid_until=now, compromised_at=now if is_compromised else None)
    return _make()


def rotate_when_due() -> SigningKey | None:
    """Change the key once a year. Safe to repeat; makes none where nobody ever asked for a badge."""
    due = SigningKey.objects.filter(valid_until=None, valid_from__lte=timezone.now() - SIGNS_FOR)
    return rotate() if due.exists() else None


def sign(payload: Mapping[str, Any], *, key: SigningKey, kind: str = "JWT") -> str:
    """A compact JWS whose header says by which key it was signed, and where that key is to be read."""
    secret = serialization.load_pem_private_key(_cipher().decrypt(key.private.encode()), password=None)
    headers = {"kid": address_of(key), "typ": kind}
    return jwt.encode(dict(payload), secret, algorithm=key.algorithm, headers=headers)  # type: ignore[arg-type]


def address_of(key: SigningKey) -> str:
    """Where anybody reads the public half (a JWK)."""
    return settings.SITE_ADDRESS + reverse("badges:key", args=[key.kid])


def _make() -> SigningKey:
    pair = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    public = json.loads(RSAAlgorithm.to_jwk(pair.public_key()))
    kid = _thumbprint(public)
    pem = pair.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    key, _is_new = SigningKey.objects.get_or_create(
        valid_until=None,
        defaults={
            "kid": kid,
            "algorithm": ALGORITHM,
            "public": {"kty": "RSA", "n": public["n"], "e": public["e"], "alg": ALGORITHM, "use": "sig"},
            "private": _cipher().encrypt(pem).decode(),
            "valid_from": timezone.now(),
        },
    )
    return key


def _thumbprint(jwk: Mapping[str, str]) -> str:
    """The name of a key follows from the key itself (RFC 7638)."""
    members = json.dumps({"e": jwk["e"], "kty": "RSA", "n": jwk["n"]}, separators=(",", ":"), sort_keys=True)
    return base64.urlsafe_b64encode(hashlib.sha256(members.encode()).digest()).rstrip(b"=").decode()


def _cipher() -> MultiFernet:
    """A cipher from the secret key; older secrets still open what they closed."""
    secrets = [str(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    closed_with = [hashlib.sha256(f"signing key of badges:{secret}".encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(secret)) for secret in closed_with])
