"""How django-allauth behaves in this house: who enters, by what, and what is said to them."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lms.people.models import Person, Role
from lms.people.roles import BACK_OFFICE, has_role
from lms.people.signals import code_made
from lms.web.qr import qr_svg

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.http import HttpRequest

CODE_MAIL = "account/email/login_code"


class AccountAdapter(DefaultAccountAdapter):
    """Participants enter by a code and never have a password; staff may have one, with a second factor."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _(
            "This code is not right. Look for the newest message from us and type its six digits."
        ),
        "too_many_login_attempts": _("You have tried too many times. Wait a few minutes, then try again."),
        "rate_limited": _("You have tried too many times. Wait a few minutes, then try again."),
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "incorrect_password": _("The password is not right."),
        "account_inactive": _("This sign-in has been closed. Please call us."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up here: people become known when they take a place or are given a role."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Give codes to the outbox, which writes in the reader's language."""
        person = Person.objects.filter(user__email=email.lower()).first()
        if template_prefix != CODE_MAIL or person is None:
            super().send_mail(template_prefix, email, context)
            return
        code_made.send(sender=type(self), person=person, code=context["code"], email=email)

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """A visitor's session may be short-lived; that of somebody signed in lasts as settings say."""
        request.session.set_expiry(None)
        super().login(request, user)

    def format_email_subject(self, subject: str) -> str:
        return subject

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To where the work is: the back office, the Desk, the team, or My Krok."""
        if has_role(request.user, *BACK_OFFICE):
            return reverse("wagtailadmin_home")
        if has_role(request.user, Role.TRAINER, Role.THERAPIST):
            return reverse("desk:today")
        if has_role(request.user, Role.MANAGER):
            return reverse("my_team:grid")
        return reverse("my:home")


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Single sign-on opens the sign-ins that exist; it makes no new ones."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor: its secrets are encrypted at rest, and its QR is drawn here."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right. Open the app and type the code it shows now."),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: AbstractBaseUser, kind: Authenticator.Type) -> str:
        """The name suggested for a new passkey."""
        number = Authenticator.objects.filter(user_id=user.pk, type=kind).count() + 1
        return gettext("My passkey") if number == 1 else gettext("My passkey %(number)d") % {"number": number}

    def build_totp_svg(self, url: str) -> str:
        return qr_svg(url)


def _cipher() -> MultiFernet:
    """A cipher from the secret key; older keys still open what they closed."""
    secrets = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    keys = [hashlib.sha256(f"second factor:{secret}".encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])
