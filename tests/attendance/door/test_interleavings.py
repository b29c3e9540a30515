"""Two phones, no signal, wrong clocks, letters lost and sent again: what is known in the end is the same.

What a phone does is drawn once, told in the simplest way, and then told again in every other way.
"""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attendance.codes.passes import pass_of
from attendance.door import clock
from attendance.door.checkin import note_batch
from attendance.door.events import DoorEvent, WalkInWords
from attendance.models import Attendance, Contradiction, Scan, WalkIn
from lms.people.models import Person
from tests.attendance.conftest import START
from tests.factories.people import PersonFactory
from tests.factories.sessions import PlaceFactory

Act, Method = Scan.Act, Scan.Method
PHONES = ("phone-1", "phone-2")
WALK_IN = UUID(int=7)
WRONG_CLOCKS = st.integers(-500_000, 500_000).filter(lambda minutes: abs(minutes) != 1)
"""By how many minutes. A single one is as good as right: it may go by while a letter is on its way."""
EXCUSES = st.sampled_from(["", "health", "family"])


@pytest.fixture
def people(session, oksana, danylo):
    """Three with a seat, one of them a child who is handed over."""
    session.run.course.is_handed_over = True
    session.run.course.save()
    people = [oksana, PersonFactory(), danylo]
    for person in people:
        PlaceFactory(run=session.run, person=person)
        pass_of(person)
    return people


@st.composite
def days(draw):
    """What happens at two doors: who, which act, when, by which hand; numbered as each phone counts."""
    happened = sorted(draw(st.lists(st.integers(-30, 130), min_size=1, max_size=10)))
    day, counts = [], dict.fromkeys(PHONES, 0)
    for number, minute in enumerate(happened, start=1):
        phone = draw(st.sampled_from(PHONES))
        counts[phone] += 1
        act = draw(st.sampled_from([Act.ENTER, Act.ENTER, Act.LEAVE, Act.EXCUSE, Act.MARK_ABSENT, Act.ANNUL]))
        stated = draw(st.none() | st.integers(0, 120)) if act in {Act.ENTER, Act.LEAVE} else None
        day.append(
            {
                "number": number,
                "phone": phone,
                "sequence": counts[phone],
                "minute": minute,
                "act": act,
                "who": draw(st.integers(0, 3)),
                "by_name": stated is not None or draw(st.booleans()),
                "stated": stated,
                "guardian": draw(st.booleans()),
                "excuse": draw(EXCUSES) if act == Act.EXCUSE else "",
                "annuls": draw(st.integers(1, len(happened))) if act == Act.ANNUL else None,
            }
        )
    return day


def told(facts, *, people, skew=timedelta()):
    """One thing of the day as its phone tells it; by its own clock, put right as the letter arrives."""
    is_walk_in = facts["who"] == len(people) and facts["annuls"] is None
    person = None if is_walk_in or facts["annuls"] else people[facts["who"] % len(people)]
    by_name = facts["by_name"] or is_walk_in
    shown = START + timedelta(minutes=facts["minute"]) + skew
    sent_at = START + timedelta(hours=4) + skew
    now = START + timedelta(hours=4)
    return DoorEvent(
        event_id=UUID(int=1000 + facts["number"]),
        device=facts["phone"],
        sequence=facts["sequence"],
        happened_at=clock.corrected(shown, by=clock.skew(sent_at=sent_at, now=now), now=now),
        device_at=shown,
        act=facts["act"],
        method=Method.LIST if by_name else Method.CAMERA,
        code=person.passes.get().secret if person and not by_name else "",
        person=WALK_IN if is_walk_in else person.uuid if person and by_name else None,
        walk_in=WalkInWords(name="Halyna Koval") if is_walk_in else None,
        annuls=UUID(int=1000 + facts["annuls"]) if facts["annuls"] else None,
        stated_at=None if facts["stated"] is None else START + timedelta(minutes=facts["stated"]),
        guardian=people[0].uuid if facts["guardian"] else None,
        excuse=facts["excuse"],
    )


def known():
    facts = (
        "person__uuid", "place", "status", "excuse", "method", "minutes", "units", "arrived_at", "left_at",
    )  # fmt: skip
    asked = Contradiction.objects.filter(settled_at=None).values_list("person__uuid", "kind")
    return sorted([*Attendance.objects.values_list(*facts), *asked], key=str)


def start_again():
    Attendance.objects.all().delete()
    Contradiction.objects.all().delete()
    Scan.objects.all().delete()
    WalkIn.objects.all().delete()
    Person.objects.filter(uuid=WALK_IN).delete()


@given(
    day=days(),
    skews=st.tuples(WRONG_CLOCKS, WRONG_CLOCKS),
    chance=st.randoms(use_true_random=False),
)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_it_is_told_the_attendance_and_the_questions_are_the_same(
    session, people, irena, pan_adam, day, skews, chance
):
    """Each phone is of somebody else, who may undo what the other noted only if a coordinator agrees."""
    of_whom = dict(zip(PHONES, (irena, pan_adam), strict=True))
    with transaction.atomic():
        for facts in day:
            note_batch([told(facts, people=people)], session=session, by=of_whom[facts["phone"]], units=())
        in_order = known()
        start_again()

        ahead = {phone: timedelta(minutes=skew) for phone, skew in zip(PHONES, skews, strict=True)}
        letters = [told(facts, people=people, skew=ahead[facts["phone"]]) for facts in day]
        letters += chance.choices(letters, k=3)
        chance.shuffle(letters)
        while letters:
            phone = letters[0].device
            of_one = [letter for letter in letters if letter.device == phone][: chance.randint(1, 4)]
            note_batch(of_one, session=session, by=of_whom[phone], units=())
            for letter in of_one:
                letters.remove(letter)
        in_pieces = known()

        assert in_pieces == in_order
        assert Scan.objects.count() == len(day)
        transaction.set_rollback(True)


@given(day=days(), jumps=st.lists(st.integers(-40, 40), min_size=10, max_size=10))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_clock_that_jumps_does_not_undo_the_order_of_its_phone(session, people, irena, day, jumps):
    events = [
        replace(
            told(facts | {"phone": "phone-1", "sequence": facts["number"]}, people=people),
            happened_at=START + timedelta(minutes=facts["minute"] + jump),
        )
        for facts, jump in zip(day, jumps, strict=False)
    ]
    with transaction.atomic():
        note_batch(events, session=session, by=irena, units=())
        at_once = known()
        start_again()
        for event in reversed(events):
            note_batch([event], session=session, by=irena, units=())

        assert known() == at_once
        transaction.set_rollback(True)
