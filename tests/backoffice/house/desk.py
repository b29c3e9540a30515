"""What the stories of this folder do again and again."""

from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone

from sessions.models import WorkingHours
from sessions.planning import add_session
from sessions.timetable import on_the_clock
from tests.factories.sessions import (
    RunFactory,
)

TODAY = timezone.localdate()
NEXT_MONDAY = TODAY + timedelta(days=7 - TODAY.weekday())
ENGLISH = {"accept-language": "en"}

MONDAY, TUESDAY = 0, 1


def page(desk, name, *args):
    return desk.get(reverse(name, args=args), headers=ENGLISH).content.decode()


def sent(desk, name, *args, **data):
    return desk.post(reverse(name, args=args), data, headers=ENGLISH, follow=True)


def at(day, hour):
    return on_the_clock(datetime.combine(day, time(hour)))


def meeting(room=None, trainers=(), day=NEXT_MONDAY, run=None):
    run = run or RunFactory(organiser=room.organisation)
    return add_session(
        run, starts_at=at(day, 17), ends_at=at(day, 19), room=room, kind="theory", trainers=trainers
    )


def closing(**changes):
    day = NEXT_MONDAY.isoformat()
    return {"first_day": day, "last_day": "", "start": "", "end": "", "reason": "Remont", **changes}


def hours(**changes):
    usual = {
        "weekdays": [MONDAY],
        "start": "9:00",
        "end": "13:00",
        "purpose": WorkingHours.Purpose.APPOINTMENTS,
        "service": "",
        "room": "",
        "from_day": NEXT_MONDAY.isoformat(),
        "until": "",
    }
    return {f"hours-{name}": value for name, value in (usual | changes).items()}
