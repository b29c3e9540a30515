"""What the stories of this folder do again and again."""

from sessions.appointments.free_times import free_times
from sessions.models import Reservation


def free_hours(service, specialist, monday):
    found = free_times(service, specialists=[specialist], since=monday(0), until=monday(23))
    return [time.starts_at for time in found]


def active():
    return Reservation.objects.filter(active=True)
