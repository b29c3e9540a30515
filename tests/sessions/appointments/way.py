"""What a visitor presses and reads on the way to an appointment."""

from datetime import datetime, timedelta

from django.urls import reverse

from sessions.appointments.forms import hour_value
from sessions.models.session import WARSAW

FIRST = datetime(2026, 11, 23, 9, tzinfo=WARSAW)
"""The Monday after the one on which the stories happen."""
HOUR = timedelta(hours=1)


def at(step, service):
    return reverse(f"appointments:{step}", args=[service.uuid])


def press(client, specialist, starts_at=FIRST, service=None):
    """Press the button of a free hour."""
    service = service or specialist.services.get()
    return client.post(at("time", service), {"hour": hour_value(starts_at, specialist.pk)})


def answer(client, service, **steps):
    """Answer several questions, one after the other; returns the last response."""
    response = None
    for step, data in steps.items():
        response = client.post(at(step, service), data)
    return response
