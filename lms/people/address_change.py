"""Changing one's e-mail address: a code sent to the new one proves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.models import EmailAddress
from allauth.core.internal.cryptokit import compare_user_code
from django.db import transaction

from lms.people.models import Person, User
from lms.people.signals import code_made

if TYPE_CHECKING:
    from django.http import HttpRequest

KEPT_AS = "address_change"


class AddressTaken(Exception):
    """Somebody else signs in with this address."""


class AddressChange(AbstractCodeVerificationProcess):
    """A change under way; its state lives in the session."""

    def __init__(self, request: HttpRequest, person: Person, state: dict[str, Any]) -> None:
        self.request = request
        self.person = person
        super().__init__(
            max_attempts=app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS,
            timeout=app_settings.LOGIN_BY_CODE_TIMEOUT,
            state=state,
            user=person.user,
        )

    @classmethod
    def begin(cls, request: HttpRequest, person: Person, email: str) -> AddressChange:
        """Send a code to the new address. Whether somebody has it already is told only to who can read it."""
        change = cls(request, person, cls.initial_state(user=person.user, email=email.lower()))
        change.send()
        change.persist()
        return change

    @classmethod
    def under_way(cls, request: HttpRequest, person: Person) -> AddressChange | None:
        """The change begun in this session, unless its code ran out."""
        state = request.session.get(KEPT_AS)
        change: AddressChange | None = cls(request, person, state).abort_if_invalid() if state else None
        return change

    @property
    def email(self) -> str:
        return str(self.state["email"])

    def is_right(self, code: str) -> bool:
        return compare_user_code(actual=code, expected=self.code)

    def send(self) -> None:
        self.state["code"] = get_adapter().generate_login_code()
        code_made.send(sender=type(self), person=self.person, code=self.state["code"], email=self.email)

    def persist(self) -> None:
        self.request.session[KEPT_AS] = self.state

    def abort(self) -> None:
        self.request.session.pop(KEPT_AS, None)

    def finish(self) -> None:
        """Sign in with the new address from now on. Raises AddressTaken."""
        self.abort()
        change_address(self.person, self.email)


@transaction.atomic
def change_address(person: Person, email: str) -> None:
    """The person signs in with, and is written to at, a proved address. Raises AddressTaken."""
    user = person.user
    if user is None or User.objects.exclude(pk=user.pk).filter(email=email).exists():
        raise AddressTaken
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    user.email = email
    user.save(update_fields=["email"])
    person.email = email
    person.save(update_fields=["email"])
