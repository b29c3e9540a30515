"""How somebody new becomes known: an e-mail address, a name, and a code that proves the address.

The sign-in and the person are written before the code is sent, since the outbox writes to a person. Until
the code is confirmed they are harmless: no place, no child, no acceptance hangs on them, and nobody can
enter without reading that mailbox. What is never confirmed is removed by ``purge_unconfirmed``.
An unverified ``EmailAddress`` is the mark of such a sign-in; the first confirmed code verifies it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from lms.people.models import Person, User

if TYPE_CHECKING:
    from django.db.models import QuerySet

UNCONFIRMED_FOR = timedelta(days=1)


@transaction.atomic
def person_for_email(
    email: str,
    *,
    given_name: str,
    family_name: str,
    language: str,
    given_name_cyrillic: str = "",
    family_name_cyrillic: str = "",
    phone: str = "",
) -> Person:
    """The person who signs in with an address; somebody new becomes a person with a sign-in.

    Whoever signs in with the address already is returned as they are known, whatever name was typed now;
    whoever never confirmed it goes by what was typed last.
    A person whom the office wrote down with this address and name, and who never signed in, gets their
    sign-in here.
    """
    email = email.strip().lower()
    facts = {
        "given_name": given_name,
        "family_name": family_name,
        "given_name_cyrillic": given_name_cyrillic,
        "family_name_cyrillic": family_name_cyrillic,
        "language": language,
        "phone": phone,
    }
    if known := Person.objects.select_related("user").filter(user__email=email).first():
        return _retyped(known, facts) if unconfirmed().filter(person=known).exists() else known
    user, is_new = _sign_in_at(email)
    if not is_new and (asked_meanwhile := Person.objects.filter(user=user).first()):
        return asked_meanwhile
    written_down = Person.objects.filter(
        user=None, email__iexact=email, given_name__iexact=given_name, family_name__iexact=family_name
    ).first()
    if written_down and not written_down.is_child:
        return _give_sign_in(written_down, user)
    EmailAddress.objects.get_or_create(user=user, email=email, defaults={"primary": True})
    return Person.objects.create(user=user, email=email, **facts)


def _retyped(person: Person, facts: dict[str, str]) -> Person:
    for name, value in facts.items():
        setattr(person, name, value)
    person.save()
    return person


@transaction.atomic
def sign_in_for(email: str) -> User | None:
    """The sign-in of an address. One adult written down with it, who never signed in, gets theirs now.

    None for an address the house does not know, and for one that several people share.
    """
    email = email.strip().lower()
    if user := User.objects.filter(email=email).first():
        return user if user.is_active else None
    people = [
        person for person in Person.objects.filter(user=None, email__iexact=email)[:10] if not person.is_child
    ]
    if len(people) != 1:
        # Between the two looks another request may have given that person their sign-in.
        return User.objects.filter(email=email, is_active=True).first()
    user, is_new = _sign_in_at(email)
    if is_new:
        _give_sign_in(people[0], user)
    return user


def _sign_in_at(email: str) -> tuple[User, bool]:
    """The sign-in of an address and whether it is new; of two requests at once the second waits here."""
    user, is_new = User.objects.get_or_create(email=email)
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user, is_new


def _give_sign_in(person: Person, user: User) -> Person:
    person.user = user
    person.save(update_fields=["user"])
    return person


def unconfirmed() -> QuerySet[User]:
    """Sign-ins made by typing an address that nobody ever proved to be theirs."""
    return User.objects.filter(
        emailaddress__verified=False,
        last_login=None,
        is_staff=False,
        person__places=None,
        person__places_booked=None,
        person__appointments=None,
        person__appointments_booked=None,
        person__enrolments=None,
        person__guardianships_held=None,
        person__memberships=None,
        person__acceptances=None,
        person__candidate_paths=None,
    ).distinct()


def purge_unconfirmed(*, older_than: timedelta = UNCONFIRMED_FOR) -> int:
    """Remove those who typed an address and never confirmed it. Returns how many. Safe to repeat."""
    gone = unconfirmed().filter(person__created_at__lt=timezone.now() - older_than)
    ids = list(gone.values_list("pk", flat=True))
    for user_id in ids:
        with transaction.atomic():
            Person.objects.filter(user=user_id).delete()
            User.objects.filter(pk=user_id).delete()
    return len(ids)
