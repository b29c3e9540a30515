"""The editions of the courses, planned around the day on which the demonstration is loaded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from courses.models import Course
from lms.demo.told import in_languages, told
from sessions.models import Run, RunLanguage, Session
from sessions.planning import add_session, publish_run
from sessions.timetable import on_the_clock, plan_weekly

if TYPE_CHECKING:
    from lms.demo.seed.people import Cast

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVERY_DAY = range(7)


@dataclass(frozen=True)
class Story:
    """What is told of a run. Its code is the course's and the number among the runs of that course."""

    told: dict[str, Any]
    code: str
    number: int

    @property
    def is_told(self) -> bool:
        return Run.objects.filter(code=self.code).exists()


def stories() -> Iterator[Story]:
    editions: Counter[str] = Counter()
    for number, one in enumerate(told("runs")["runs"]):
        editions[one["course"]] += 1
        yield Story(told=one, code=f"{one['course']}-{editions[one['course']]}", number=number)


def another(story: Story, **changes: Any) -> Story:
    """The story once more, under the next code that is free."""
    course = story.told["course"]
    number = 1
    while Run.objects.filter(code=f"{course}-{number}").exists():
        number += 1
    return Story(told=story.told | changes, code=f"{course}-{number}", number=story.number + number)


def plan(story: Story, cast: Cast) -> Run:
    """A run with its sessions, open for now, so that people can take their places."""
    one = story.told
    run = Run.objects.create(
        code=story.code,
        course=Course.objects.get(code=one["course"]),
        organiser=cast.organisations[one["organiser"]],
        funder=cast.organisations.get(one["funder"]),
        visibility=one["visibility"],
        capacity=one["capacity"],
        booking_closes_at=timezone.now() + timedelta(days=1),
        room=cast.rooms.get(one["room"]),
        online_link=one["online_link"],
        offers_childcare=one["childcare"],
        offers_interpreter=one["interpreter"],
        offers_meal=one["diet"],
        **_particulars(one, cast),
        **in_languages("theme", one["theme"]),
    )
    run.trainers.set([cast.people[one["trainer"]]])
    RunLanguage.objects.bulk_create(
        RunLanguage(run=run, language=language) for language in [one["language"], *one["other_languages"]]
    )
    _plan_sessions(run, one)
    return publish_run(run)


def _particulars(one: dict[str, Any], cast: Cast) -> dict[str, Any]:
    """What only some stories tell."""
    return {
        "carer_stays": one.get("carer_stays", False),
        "checks_out": one.get("checks_out", False),
        "is_drop_in": one.get("drop_in", False),
        "minimum": one.get("minimum", 0),
        "decision_on": timezone.localdate() + timedelta(days=one["decide_in_days"])
        if "decide_in_days" in one
        else None,
        "interpreter": cast.people.get(one.get("interpreter_key", "")),
        "childcare": cast.childcare.get(one.get("childcare_key", "")),
        "childcare_places": one.get("childcare_places"),
        "contract": cast.contracts.get(one.get("contract", "")),
    }


def _plan_sessions(run: Run, one: dict[str, Any]) -> None:
    first, start = first_day(one, today=timezone.localdate()), time.fromisoformat(one["start"])
    every = one.get("every_days", 7)
    if every in {1, 7}:
        plan_weekly(
            run,
            weekdays=EVERY_DAY if every == 1 else _weekdays(one, today=timezone.localdate()),
            first_date=first,
            start=start,
            minutes=one["duration_minutes"],
            meetings=one["meetings"],
        )
    else:
        for meeting in range(one["meetings"]):
            starts_at = on_the_clock(datetime.combine(first + timedelta(days=every * meeting), start))
            _add_session(run, starts_at=starts_at, minutes=one["duration_minutes"])
    for number, session in enumerate(run.sessions.order_by("starts_at")):
        topic = in_languages("topic", one["topics"][number]) if one.get("topics") else {}
        kind = {"kind": one["kinds"][number]} if one.get("kinds") else {}
        if topic or kind:
            Session.objects.filter(pk=session.pk).update(**topic, **kind)


def _add_session(run: Run, *, starts_at: datetime, minutes: int) -> Session:
    return add_session(
        run,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        room=run.room,
        online_link=run.online_link,
        kind="theory",
        trainers=run.trainers.all(),
    )


def first_day(one: dict[str, Any], *, today: date) -> date:
    """The day of the first meeting: weeks begin on Monday, those of "today" on the day of loading."""
    if "start_days_from_now" in one:
        return today + timedelta(days=one["start_days_from_now"])
    shift = timedelta(weeks=one["weeks_from_now"])
    if one["weekdays"] == ["today"]:
        return today + shift
    monday = today - timedelta(days=today.weekday())
    return monday + shift + timedelta(days=min(_weekdays(one, today=today)))


def _weekdays(one: dict[str, Any], *, today: date) -> list[int]:
    return [today.weekday() if day == "today" else WEEKDAYS.index(day) for day in one["weekdays"]]


def set_booking(run: Run, story: Story) -> None:
    """The booking window as it really is, now that the places are taken."""
    starts = list(run.sessions.order_by("starts_at").values_list("starts_at", flat=True))
    one, opens_in = story.told, story.told["booking_opens_in_days"]
    Run.objects.filter(pk=run.pk).update(
        booking_closes_at=starts[-1] if one["joinable"] else starts[0],
        booking_opens_at=timezone.now() + timedelta(days=opens_in) if opens_in else None,
        needs_approval=one.get("needs_approval", False),
    )
