"""What the stories of this folder do again and again."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sessions.timetable import on_the_clock

WARSAW = ZoneInfo("Europe/Warsaw")
MONDAY = date(2026, 11, 30)


def at(day, hour):
    return on_the_clock(datetime.combine(day, time(hour)))


def form(run, **changes):
    """What the form sends: Mondays and Wednesdays at five, four meetings, the usual room and trainer."""
    return {
        "pattern": "weekly",
        "weekdays": ["0", "2"],
        "every": "1",
        "first_date": f"{MONDAY:%Y-%m-%d}",
        "start": "17:00",
        "minutes": "120",
        "meetings": "4",
        "kind": "theory",
        "room": run.room_id,
        "trainers": [trainer.pk for trainer in run.trainers.all()],
        **changes,
    }


def confirmed(page, sent, *, untick=()):
    """The form sent again with the ticks of the preview, as a browser does."""
    preview = page.context["preview"]
    shown = [meeting for meeting in preview.meetings if not meeting.refusal]
    ticked = [
        meeting.day.isoformat() for meeting in shown if meeting.is_planned and meeting.day not in untick
    ]
    return {
        **sent,
        "seen": preview.fingerprint,
        "shown": [meeting.day.isoformat() for meeting in shown],
        "day": ticked,
        "confirm": "1",
    }


def planned(run):
    return [
        session.starts_at.astimezone(WARSAW).strftime("%d.%m %H:%M")
        for session in run.sessions.filter(status="planned").order_by("starts_at")
    ]
