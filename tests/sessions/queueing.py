"""How people come to a full run and give their seats back, told in one word each."""

from lms.messaging.models import Message
from sessions.booking import Needs, Wish, cancel_place, take_places
from sessions.models import Place
from tests.factories.people import GuardianshipFactory, PersonFactory
from tests.factories.sessions import RunFactory


def book(*people, run, **needs):
    wishes = [Wish(person, Needs(**needs)) for person in people]
    return take_places(wishes, in_run=run, booked_by=people[0])


def family(size):
    mother = PersonFactory()
    return [mother, *(GuardianshipFactory(carer=mother).child for _child in range(size - 1))]


def status_of(place):
    return Place.objects.get(pk=place.pk).status


def full_run(**facts):
    """A run of one seat, that is taken, and the place that takes it."""
    run = RunFactory(capacity=1, **facts)
    return run, book(PersonFactory(), run=run)[0]


def give_back(place):
    cancel_place(place, by=None, by_organiser=True)


def kinds_told(person):
    return list(Message.objects.filter(recipient=person).order_by("pk").values_list("kind", flat=True))
