"""An appointment by the link in its message, without signing in: look, move, cancel."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from allauth.core import ratelimit
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lms.people.care import cares_for
from lms.people.models import Person
from sessions.appointments.booking import cancel_all, move
from sessions.appointments.forms import ANY, HourForm
from sessions.appointments.mine import MyAppointment, later_together
from sessions.appointments.views.words import problem_in_words
from sessions.appointments.week import FreeHours, giving
from sessions.calendars.entry import entry_of_appointment
from sessions.calendars.file import calendar_file
from sessions.errors import BookingError, PlanningError, TooLateToCancel, TransitionRefused
from sessions.links import record_of
from sessions.models import Appointment

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from sessions.models import Specialist


def with_appointment(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the appointment of the link; a link that is none of ours says so."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        found = record_of(token, Appointment)
        if found is None or found.person is None:
            return render(request, "booking/link_unknown.html", status=404)
        if request.method == "POST" and (limited := ratelimit.consume_or_429(request, action="booking")):
            return limited
        return view(request, _mine(request, found))

    return guarded


def _mine(request: HttpRequest, found: Appointment) -> MyAppointment:
    """The place of a confidential one is shown to those only who are signed in and come."""
    is_told = not found.service.is_confidential
    if not is_told and (reader := Person.of(request.user)):  # type: ignore[arg-type]
        is_told = reader == found.person or (found.person is not None and cares_for(reader, found.person))
    return MyAppointment(found, is_told=is_told, later=tuple(later_together(found)))


@never_cache
@require_safe
@with_appointment
def show(request: HttpRequest, mine: MyAppointment) -> HttpResponse:
    return render(request, "appointments/visit.html", _context(mine))


def _context(mine: MyAppointment, **more: Any) -> dict[str, Any]:
    return {"mine": mine, "service": mine.service, "here": mine.url, **more}


@never_cache
@require_http_methods(["GET", "POST"])
@with_appointment
def change(request: HttpRequest, mine: MyAppointment) -> HttpResponse:
    """Another hour, with the same specialist or with anybody who is free."""
    if not mine.can_change:
        return redirect(mine.url)
    if request.method == "GET":
        return _show_hours(request, mine)
    everybody = {each.pk: each for each in giving(mine.service, to_child=mine.is_for_child)}
    form = HourForm(request.POST, specialists=everybody.values())
    if not form.is_valid():
        return _show_hours(request, mine, problem=_("Choose one of the free hours."))
    starts_at, specialist = form.cleaned_data["hour"]
    appointment = mine.appointment
    try:
        move(appointment, starts_at=starts_at, specialist=everybody[specialist], by=appointment.booked_by)
    except TooLateToCancel:
        return redirect(mine.url)
    except (BookingError, PlanningError) as obstacle:
        return _show_hours(request, mine, problem=problem_in_words(obstacle))
    messages.success(request, _("Done: the appointment has its new hour. We have written to you."))
    return redirect(mine.url)


def _show_hours(request: HttpRequest, mine: MyAppointment, *, problem: str = "") -> HttpResponse:
    appointment = mine.appointment
    everybody = giving(mine.service, to_child=mine.is_for_child)
    same = [each for each in everybody if each.pk == appointment.specialist_id]
    with_any = request.GET.get("with") == ANY or not same
    hours = _free_hours(mine, everybody if with_any else same)
    context = _context(
        mine,
        week=hours.week(request.GET.get("week", "")),
        problem=problem,
        with_any=with_any,
        has_others=len(everybody) > 1 and bool(same),
        shows_specialist=hours.shows_specialist and not appointment.service.is_confidential,
        move_url=f"{mine.url}move/",
        query=f"with={ANY}&" if request.GET.get("with") == ANY else "",
    )
    return render(request, "appointments/visit_move.html", context, status=409 if problem else 200)


def _free_hours(mine: MyAppointment, specialists: list[Specialist]) -> FreeHours:
    appointment = mine.appointment
    return FreeHours.of(
        appointment.service,
        specialists=specialists,
        for_person=appointment.person,
        carer=appointment.accompanied_by,
        instead_of=appointment,
        as_with=appointment,
        for_child=mine.is_for_child,
    )


@never_cache
@require_http_methods(["GET", "POST"])
@with_appointment
def cancel(request: HttpRequest, mine: MyAppointment) -> HttpResponse:
    """Asked once, done once: this one, or this and the later ones booked with it."""
    if not mine.can_change:
        return redirect(mine.url)
    if request.method == "GET":
        return render(request, "appointments/visit_cancel.html", _context(mine))
    chosen = [mine.appointment, *(mine.later if request.POST.get("which") == "later" else ())]
    try:
        with transaction.atomic():
            cancel_all(chosen, by=mine.appointment.booked_by)
    except (TooLateToCancel, TransitionRefused):
        return redirect(mine.url)
    done = ngettext(
        "The appointment is cancelled. Thank you: somebody else can come now.",
        "%(number)d appointments are cancelled. Thank you: somebody else can come now.",
        len(chosen),
    )
    messages.success(request, done % {"number": len(chosen)})
    return redirect(mine.url)


@require_safe
@with_appointment
def calendar(request: HttpRequest, mine: MyAppointment) -> HttpResponse:
    """This one and the later ones booked with it, as a file that any calendar opens."""
    together = [mine.appointment, *mine.later]
    file = calendar_file([entry_of_appointment(each) for each in together])
    return HttpResponse(
        file,
        content_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": 'attachment; filename="krok.ics"',
            "Content-Language": get_language() or "",
            "Cache-Control": "private, no-store",
        },
    )
