"""What should stand after any sequence of bookings: a plain model in memory, without a database."""

from dataclasses import dataclass

from sessions.errors import ChildcareFull, ParticipantBusy
from sessions.models import Place

PEOPLE = 6
CHILDCARE = 2
ORDINARY = Place.ORDINARY_RANK


@dataclass
class Party:
    """People who asked together, in the order of their numbers; ``with_child`` need a place in childcare."""

    number: int
    people: list[int]
    with_child: set[int]
    rank: int = ORDINARY

    @property
    def turn(self):
        return (self.rank, self.number)

    @property
    def children(self):
        return len(self.with_child & set(self.people))


class Expected:
    """Who is seated, asked, waiting and hoping in one run, as the rules say."""

    def __init__(self, capacity, *, is_approved):
        self.capacity = capacity
        self.is_approved = is_approved
        self.last_number = 0
        self.seated = {}
        self.asked = []
        self.queue = []
        self.hoping = []

    @property
    def offered(self):
        return [person for party in self.asked for person in party.people]

    @property
    def waiting(self):
        return [
            person for party in sorted(self.queue, key=lambda party: party.turn) for person in party.people
        ]

    @property
    def busy(self):
        return set(self.seated) | set(self.offered)

    @property
    def holders(self):
        hoping = [person for party in self.hoping for person in party.people]
        return [*self.seated, *self.offered, *self.waiting, *hoping]

    @property
    def free(self):
        return self.capacity - len(self.busy)

    @property
    def childcare_left(self):
        return CHILDCARE - sum(self.seated.values()) - sum(party.children for party in self.asked)

    def in_turn(self):
        return sorted(self.queue, key=lambda party: party.turn)

    def number(self, people, with_child):
        party = Party(self.last_number + 1, list(people), set(with_child))
        self.last_number += len(people)
        return party

    def in_the_way(self, party, busy_elsewhere):
        """What keeps a party that fits from its seats."""
        if party.children > self.childcare_left:
            return ChildcareFull
        return ParticipantBusy if busy_elsewhere & set(party.people) else None

    def seat(self, party):
        self.seated |= {person: int(person in party.with_child) for person in party.people}

    def serve(self, busy_elsewhere, newcomers=None):
        for party in self.in_turn():
            if self.free < len(party.people):
                return
            if self.in_the_way(party, busy_elsewhere):
                continue
            self.queue.remove(party)
            if party is newcomers:
                self.seat(party)
            else:
                self.asked.append(party)

    def forget(self, person):
        self.seated.pop(person, None)
        for parties in (self.asked, self.queue, self.hoping):
            for party in list(parties):
                if person in party.people:
                    if party.people[0] == person and len(party.people) > 1:
                        party.number += 1
                    party.people.remove(person)
                if not party.people:
                    parties.remove(party)
