"""One rule says where somebody stands with a competence on a day: told once, read here as a table."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.competences.months import months_later
from courses.competences.rule import URGENCY, Answer, Asked, Proof, answer, most_urgent
from courses.models import Standing

State = Standing.State
TODAY = date(2026, 11, 23)
YEARLY = Asked(due_on=date(2026, 3, 1), valid_months=12, window_days=60, grace_days=30)

TABLE = [
    # achieved on, says it ends on, under way, state, held until, due on
    ("held for a year, far from its end", "2026-06-01", None, False, "held", "2027-06-01", "2027-06-01"),
    ("the day before the window opens", "2026-01-23", None, False, "held", "2027-01-23", "2027-01-23"),
    ("the first day of the window", "2026-01-22", None, False, "lapsing", "2027-01-22", "2027-01-22"),
    ("the last day of all", "2025-11-23", None, False, "lapsing", "2026-11-23", "2026-11-23"),
    ("lapsed yesterday, in grace", "2025-11-22", None, False, "grace", "2026-11-22", "2026-12-22"),
    ("the last day of grace", "2025-10-24", None, False, "grace", "2026-10-24", "2026-11-23"),
    ("grace is over", "2025-10-23", None, False, "lapsed", "2026-10-23", "2026-11-22"),
    ("a course does not mend it", "2025-10-23", None, True, "lapsed", "2026-10-23", "2026-11-22"),
    ("the document ends before the role's months", "2026-06-01", "2026-12-01", False, "lapsing", "2026-12-01",
     "2026-12-01"),
    ("the role's months end before the document", "2025-01-10", "2030-01-01", False, "lapsed", "2026-01-10",
     "2026-03-01"),
    ("proved tomorrow is not proved today", "2026-11-24", None, False, "missing", None, "2026-03-01"),
    ("never proved, and overdue", None, None, False, "missing", None, "2026-03-01"),
    ("never proved, and on the way", None, None, True, "in_progress", None, "2026-03-01"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("achieved", "ends", "under_way", "state", "held_until", "due_on"),
    [row[1:] for row in TABLE],
    ids=[row[0] for row in TABLE],
)
def test_where_somebody_stands(achieved, ends, under_way, state, held_until, due_on):
    proofs = [Proof(achieved_on=_day(achieved), expires_on=_day(ends))] if achieved else []

    found = answer(YEARLY, proofs, today=TODAY, is_under_way=under_way)

    assert found == Answer(
        state=State(state),
        level_held=1 if state in Standing.VALID else 0,
        held_until=_day(held_until),
        due_on=_day(due_on),
        is_under_way=under_way,
    )


def test_it_is_not_yet_due_until_the_day_is_over():
    asked = Asked(due_on=TODAY)

    assert answer(asked, [], today=TODAY).state is State.NOT_YET_DUE
    assert answer(asked, [], today=TODAY + timedelta(days=1)).state is State.MISSING


def test_what_lapsed_before_leaves_the_days_that_a_new_role_gives():
    old = Proof(achieved_on=date(2015, 1, 1))
    asked = Asked(due_on=date(2026, 12, 1), valid_months=12, grace_days=30)

    assert answer(asked, [old], today=TODAY) == Answer(
        State.NOT_YET_DUE, held_until=date(2016, 1, 1), due_on=date(2026, 12, 1)
    )
    assert answer(asked, [old], today=date(2026, 12, 2)).state is State.LAPSED
    assert answer(asked, [old], today=TODAY, is_under_way=True).state is State.IN_PROGRESS


def test_what_is_held_for_good_has_no_day():
    found = answer(Asked(due_on=TODAY), [Proof(achieved_on=date(2001, 1, 1))], today=TODAY)

    assert found == Answer(state=State.HELD, level_held=1)


def test_a_lower_level_is_seen_and_is_not_enough():
    asked = Asked(due_on=date(2026, 1, 1), level=3)

    found = answer(asked, [Proof(achieved_on=date(2026, 5, 1), level=2)], today=TODAY)

    assert (found.state, found.level_held) == (State.MISSING, 2)


def test_hours_add_up_while_they_are_valid_together():
    """Twenty hours of supervision in any twelve months."""
    asked = Asked(due_on=date(2026, 1, 1), minutes=1200, valid_months=12, window_days=0)
    spring = Proof(achieved_on=date(2026, 3, 10), minutes=600)
    autumn = Proof(achieved_on=date(2026, 9, 1), minutes=600)

    assert answer(asked, [spring], today=TODAY).state is State.MISSING
    assert answer(asked, [spring, autumn], today=TODAY).held_until == date(2027, 3, 10)
    later = answer(asked, [spring, autumn], today=date(2027, 3, 11))
    assert (later.state, later.level_held) == (State.LAPSED, 0)


def test_hours_that_were_never_valid_together_never_added_up():
    asked = Asked(due_on=date(2026, 1, 1), minutes=1200, valid_months=12)
    apart = [
        Proof(achieved_on=date(2024, 1, 1), minutes=600),
        Proof(achieved_on=date(2026, 1, 1), minutes=600),
    ]

    assert answer(asked, apart, today=TODAY).state is State.MISSING


def test_what_nobody_asks_for_is_told_only_where_something_was_proved():
    proof = Proof(achieved_on=date(2026, 1, 1), expires_on=date(2026, 2, 1))

    assert answer(None, [], today=TODAY) is None
    assert answer(None, [proof], today=TODAY) == Answer(State.LAPSED, held_until=date(2026, 2, 1))


def test_the_most_urgent_of_several_rules_stands():
    held, missing = Answer(State.HELD), Answer(State.MISSING, due_on=TODAY)

    assert most_urgent([held, missing]) is missing
    assert set(URGENCY) == set(State)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("9999-12-01", 2, "9999-12-31"),
    ],
)
def test_months_end_where_the_month_ends(day, months, later):
    assert months_later(_day(day), months) == _day(later)


DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
ASKED = st.builds(
    Asked,
    due_on=DAYS,
    level=st.integers(1, 3),
    minutes=st.sampled_from([0, 60, 600]),
    valid_months=st.none() | st.integers(1, 60),
    window_days=st.integers(0, 120),
    grace_days=st.integers(0, 120),
)
PROOFS = st.lists(
    st.builds(
        lambda day, days, level, minutes: Proof(
            achieved_on=day,
            expires_on=None if days is None else day + timedelta(days=days),
            level=level,
            minutes=minutes,
        ),
        day=DAYS,
        days=st.none() | st.integers(0, 900),
        level=st.integers(1, 3),
        minutes=st.sampled_from([0, 30, 60, 600]),
    ),
    max_size=5,
)


@given(asked=ASKED, proofs=PROOFS, one_more=PROOFS.filter(bool), today=DAYS)
def test_more_evidence_never_makes_it_worse(asked, proofs, one_more, today):
    before = answer(asked, proofs, today=today)
    after = answer(asked, [*proofs, *one_more], today=today)

    order = (State.MISSING, State.LAPSED, State.GRACE, State.NOT_YET_DUE, State.LAPSING, State.HELD)
    assert order.index(after.state) >= order.index(before.state)
    assert after.level_held >= before.level_held


@given(asked=ASKED, proofs=PROOFS, today=DAYS, days=st.integers(1, 500))
def test_time_alone_never_makes_it_better(asked, proofs, today, days):
    """Of evidence there is today: nothing new is proved, so nothing new is held."""
    known = [proof for proof in proofs if proof.achieved_on <= today]

    now = answer(asked, known, today=today).state
    then = answer(asked, known, today=today + timedelta(days=days)).state

    order = (State.HELD, State.LAPSING, State.NOT_YET_DUE, State.GRACE, State.LAPSED, State.MISSING)
    assert order.index(then) >= order.index(now)


@given(asked=ASKED, proofs=PROOFS, today=DAYS, under_way=st.booleans())
def test_each_answer_says_when_something_must_be_done(asked, proofs, today, under_way):
    found = answer(asked, proofs, today=today, is_under_way=under_way)

    if found.state in Standing.VALID:
        assert found.held_until is None or found.held_until >= today
        assert found.level_held >= asked.level
        assert found.due_on == found.held_until
    else:
        spared = found.held_until + timedelta(days=asked.grace_days) if found.held_until else asked.due_on
        assert found.held_until is None or found.held_until < today
        assert found.due_on == max(asked.due_on, spared)
        assert (found.state in {State.NOT_YET_DUE, State.GRACE}) <= (today <= found.due_on)
        assert (found.state in {State.MISSING, State.LAPSED}) <= (today > found.due_on)


def _day(text):
    return date.fromisoformat(text) if text else None
