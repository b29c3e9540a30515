"""Attendance follows from the log of the door, whatever order and however often the log arrives."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attendance.door.derive import Derived, derive
from attendance.models import Scan
from tests.attendance.conftest import START

END = START + timedelta(hours=2)
Act, Verdict = Scan.Act, Scan.Verdict
ENTER, LEAVE, EXCUSE, ABSENT, ANNUL = Act.ENTER, Act.LEAVE, Act.EXCUSE, Act.MARK_ABSENT, Act.ANNUL


def at(minutes):
    return START + timedelta(minutes=minutes)


def entry(
    number, act, minutes, *, stated=None, annuls=None, device="phone-1", verdict=Verdict.NOTED, **facts
):
    return Scan(
        event_id=UUID(int=number),
        device=device,
        act=act,
        verdict=verdict,
        person_id=1,
        happened_at=at(minutes),
        stated_at=None if stated is None else at(stated),
        annuls_event=None if annuls is None else UUID(int=annuls),
        **facts,
    )


def known(*rows):
    log = [
        entry(number, act, minutes, **(further[0] if further else {}))
        for number, (act, minutes, *further) in enumerate(rows, start=1)
    ]
    return derive(log, starts_at=START, ends_at=END)


def told(derived):
    came = derived.arrived_at and (derived.arrived_at - START) // timedelta(minutes=1)
    left = derived.left_at and (derived.left_at - START) // timedelta(minutes=1)
    return derived.status, derived.minutes, came, left


@pytest.mark.parametrize(
    ("minutes", "status", "earned"),
    [(-30, "present", 120), (0, "present", 120), (10, "present", 120), (11, "late", 109), (130, "late", 0)],
)
def test_ten_minutes_are_forgiven_and_the_eleventh_is_late(minutes, status, earned):
    assert told(known((ENTER, minutes))) == (status, earned, minutes, None)


@pytest.mark.parametrize(("minutes", "status", "earned"), [(110, "present", 120), (109, "left_early", 109)])
def test_going_ten_minutes_before_the_end_is_not_early(minutes, status, earned):
    assert told(known((ENTER, 0), (LEAVE, minutes))) == (status, earned, 0, minutes)


def test_the_time_between_leaving_and_coming_back_is_not_earned():
    assert told(known((ENTER, 0), (LEAVE, 30), (ENTER, 50))) == ("present", 100, 0, None)


def test_stepping_out_for_a_moment_at_the_start_is_not_counted_twice():
    assert told(known((ENTER, 0), (LEAVE, 3), (ENTER, 7))) == ("present", 116, 0, None)


def test_whoever_was_seen_only_going_was_there_from_the_start():
    assert told(known((LEAVE, 60))) == ("left_early", 60, 0, 60)


def test_the_earliest_of_several_scans_is_the_coming():
    assert told(known((ENTER, 20), (ENTER, 5))) == ("present", 120, 5, None)


def test_what_the_trainer_states_overrides_what_the_door_saw():
    assert told(known((ENTER, 25), (ENTER, 30, {"stated": 0}))) == ("present", 120, 0, None)
    assert told(known((ENTER, 0), (ENTER, 30, {"stated": 20}))) == ("late", 100, 20, None)
    assert told(known((ENTER, 0), (LEAVE, 60), (LEAVE, 90, {"stated": 80}))) == ("left_early", 80, 0, 80)


def test_an_excuse_gives_no_minutes_and_coming_after_all_ends_it():
    assert told(known((EXCUSE, -60))) == ("excused", 0, None, None)
    assert told(known((EXCUSE, -60), (ENTER, 0))) == ("present", 120, 0, None)
    assert told(known((ENTER, 0), (ABSENT, 10))) == ("absent", 0, None, None)


def test_coming_noted_after_an_excuse_counts_though_it_is_stated_for_before():
    assert told(known((EXCUSE, 20), (ENTER, 21, {"stated": 0}))) == ("present", 120, 0, None)


def test_what_was_undone_is_as_if_never_noted():
    assert known((ENTER, 0), (ANNUL, 5, {"annuls": 1})) == Derived()
    assert told(known((ENTER, 0), (LEAVE, 60), (ANNUL, 61, {"annuls": 2}))) == ("present", 120, 0, None)


def test_an_undoing_leaves_what_another_phone_saw():
    seen = known((ENTER, 0), (ENTER, 1, {"device": "phone-2"}), (ANNUL, 5, {"annuls": 1}))

    assert told(seen) == ("present", 120, 1, None)


def test_a_phone_whose_clock_jumps_back_is_still_heard_in_its_own_order():
    log = [entry(1, EXCUSE, 20, sequence=1), entry(2, ENTER, 10, sequence=2)]
    by_time_alone = [entry(1, EXCUSE, 20), entry(2, ENTER, 10)]

    assert told(derive(log, starts_at=START, ends_at=END)) == ("present", 120, 10, None)
    assert derive(by_time_alone, starts_at=START, ends_at=END).status == "excused"


def test_two_phones_are_put_in_order_by_the_hour_and_not_by_their_numbers():
    log = [
        entry(1, ENTER, 0, sequence=900, device="phone-1"),
        entry(2, EXCUSE, 30, sequence=1, device="phone-2"),
    ]

    assert derive(log, starts_at=START, ends_at=END).status == "excused"


def test_how_it_is_known_and_why_somebody_was_excused_are_told():
    came = known((ENTER, 5, {"method": "camera"}), (ENTER, 9, {"method": "list", "stated": 0}))
    away = known((ENTER, 0), (EXCUSE, 10, {"method": "apology", "excuse": "family"}))
    gone = known((LEAVE, 60, {"method": "room"}))

    assert (came.method, came.excuse) == ("list", "")
    assert (away.method, away.excuse) == ("apology", "family")
    assert gone.method == "room"


def test_a_second_scan_on_the_way_out_leaves_the_first_as_it_was():
    assert told(known((ENTER, 0), (LEAVE, 60), (LEAVE, 62))) == ("left_early", 60, 0, 60)


@pytest.mark.parametrize("verdict", sorted(set(Verdict) - set(Scan.COUNTED)))
def test_an_entry_that_let_nobody_in_makes_no_attendance(verdict):
    assert known((ENTER, 0, {"verdict": verdict})) == Derived()


@st.composite
def logs(draw):
    """A log of up to eight entries of one person on two phones, with corrections and undoings."""
    entries = []
    for number in range(1, draw(st.integers(0, 8)) + 1):
        act = draw(st.sampled_from(Act))
        entries.append(
            entry(
                number,
                act,
                draw(st.integers(-90, 200)),
                stated=draw(st.none() | st.integers(-10, 130)) if act in {ENTER, LEAVE} else None,
                annuls=draw(st.integers(1, 8)) if act == ANNUL else None,
                device=draw(st.sampled_from(["phone-1", "phone-2"])),
                sequence=draw(st.integers(0, 8)),
                verdict=draw(
                    st.sampled_from([Verdict.NOTED, Verdict.WELCOME, Verdict.ALREADY_IN, Verdict.TOO_EARLY])
                ),
            )
        )
    return entries


@given(log=logs(), shuffled=st.randoms(use_true_random=False), repeats=st.lists(st.integers(0, 7)))
def test_order_and_repeats_change_nothing(log, shuffled, repeats):
    again = log + [log[index] for index in repeats if index < len(log)]
    shuffled.shuffle(again)

    assert derive(again, starts_at=START, ends_at=END) == derive(log, starts_at=START, ends_at=END)


@given(log=logs())
@settings(max_examples=300)
def test_whatever_is_noted_the_result_is_possible(log):
    derived = derive(log, starts_at=START, ends_at=END)

    assert 0 <= derived.minutes <= 120
    assert derived.left_at is None or derived.left_at >= derived.arrived_at
    assert (derived.arrived_at is not None) == (derived.status in {"present", "late", "left_early"})
    assert not derived.is_in or derived.left_at is None
    if derived.status == "present":
        assert derived.minutes > 0


@given(log=logs())
def test_undoing_every_mark_leaves_nothing_known(log):
    undoings = [entry(100 + number, ANNUL, 300, annuls=scan.event_id.int) for number, scan in enumerate(log)]

    assert derive([*log, *undoings], starts_at=START, ends_at=END) == Derived()
