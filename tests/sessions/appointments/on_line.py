"""What the stories of this folder do again and again."""

from tests.sessions.appointments.way import FIRST


def hours_on(response):
    """The hours of the buttons on the page."""
    week = response.context["week"]
    return [f"{hour.starts_at.astimezone(FIRST.tzinfo):%-H:%M}" for day in week.days for hour in day.hours]
