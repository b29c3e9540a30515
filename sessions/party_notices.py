"""What people who asked together are told: one message to each reader, naming all it is about.

Written in the transaction of its cause, in the reader's language, and never twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from lms.messaging import outbox
from sessions.links import link_to
from sessions.notices import recipients_of
from sessions.queries import sessions_ahead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lms.people.models import Person
    from sessions.models import Offer, Place, Run


def tell_applied(party: Sequence[Place]) -> None:
    _tell_party("place_applied", party, key=str(party[0].uuid), sessions=sessions_ahead(party[0].run))


def tell_refused(party: Sequence[Place], *, reason: str) -> None:
    """With the words of whoever decided."""
    _tell_party("place_refused", party, key=str(party[0].uuid), reason=reason)


def tell_offered(offer: Offer, party: Sequence[Place]) -> None:
    """What, when, where, and until when to answer, with an address that works without signing in."""
    sessions = sessions_ahead(offer.run)
    for reader, places in _readers(party):
        address = link_to(offer, language=reader.language)
        _write(
            "place_offered",
            places,
            to=reader,
            key=str(offer.uuid),
            offer=offer,
            sessions=sessions,
            seats=len(party),
            answer_address=address,
            # A confidential message is a link and nothing else; this one must lead to the question.
            link=address,
        )


def tell_expired(offer: Offer, party: Sequence[Place]) -> None:
    _tell_party("offer_expired", party, key=str(offer.uuid), offer=offer)


def tell_queue_closed(party: Sequence[Place]) -> int:
    """Returns 1 when there was somebody to tell who had not been told before, otherwise 0."""
    return int(_tell_party("queue_closed", party, key=f"{party[0].run.uuid}:{party[0].party}"))


def tell_goes_ahead(place: Place) -> None:
    key = str(place.uuid)
    _tell_party("run_goes_ahead", [place], key=key, sessions=sessions_ahead(place.run))


def tell_decision_due(run: Run, *, to: Person) -> None:
    """A coordinator hears once of each decision day."""
    outbox.write(
        "decision_due",
        to=to,
        on_behalf_of=run.organiser_id,
        key=f"decision_due:{run.uuid}:{run.decision_on}:{to.pk}",
        context={
            "run": run,
            "edit_address": settings.SITE_ADDRESS + reverse("run:inspect", args=[run.pk]),
        },
    )


def _tell_party(kind: str, party: Sequence[Place], *, key: str, **context: Any) -> bool:
    """Whether anybody was told now who had not been told before."""
    told = [_write(kind, places, to=reader, key=key, **context) for reader, places in _readers(party)]
    return any(told)


def _readers(party: Sequence[Place]) -> list[tuple[Person, list[Place]]]:
    """Who reads, each with the places it is about."""
    readers: dict[int, tuple[Person, list[Place]]] = {}
    for place in party:
        for reader in recipients_of(place):
            readers.setdefault(reader.pk, (reader, []))[1].append(place)
    return list(readers.values())


def _write(kind: str, places: Sequence[Place], *, to: Person, key: str, **context: Any) -> bool:
    whole_key = f"{kind}:{key}:{to.pk}"
    if outbox.is_written(whole_key):
        return False
    place = places[0]
    message = outbox.write(
        kind,
        to=to,
        on_behalf_of=place.run.organiser_id,
        key=whole_key,
        context={
            "run": place.run,
            "place": place,
            "people": [each.person for each in places],
            **context,
        },
    )
    return message is not None
