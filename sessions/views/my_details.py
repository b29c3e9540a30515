"""My Krok: what the house knows of somebody, and the children in their care."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core import ratelimit
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lms.people.address_change import AddressChange, AddressTaken
from lms.people.care import add_child
from lms.people.gates import requires_person
from lms.people.models import Guardianship
from lms.people.sign_in import code_is_too_old
from sessions.forms.booking import ChildForm
from sessions.forms.details import AddressCodeForm, AddressForm, DetailsForm
from sessions.views.my import person_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
@require_http_methods(["GET", "POST"])
@requires_person
def details(request: HttpRequest) -> HttpResponse:
    """Everything known of the person; what they may change themselves is a form."""
    person = person_of(request)
    form = DetailsForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("my:details")
    person.refresh_from_db()
    care = Guardianship.objects.valid_on().filter(carer=person).select_related("child")
    accepted = person.acceptances.select_related("clause")
    return render(
        request, "my/details.html", {"form": form, "person": person, "care": care, "accepted": accepted}
    )


@never_cache
@require_http_methods(["GET", "POST"])
@requires_person
def child(request: HttpRequest) -> HttpResponse:
    """Add a child in one's care."""
    form = ChildForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added = add_child(person_of(request), **form.facts())
        messages.success(request, _("%(name)s is on your list now.") % {"name": added.full_name})
        return redirect("my:home")
    return render(request, "my/child.html", {"form": form})


@never_cache
@require_http_methods(["GET", "POST"])
@requires_person
def address(request: HttpRequest) -> HttpResponse:
    """A new e-mail address: first where it is, then a code from there."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="change_address"):
            form.add_error(
                "email", _("You have asked for several codes. Wait a few minutes, then try again.")
            )
        else:
            AddressChange.begin(request, person_of(request), form.cleaned_data["email"])
            return redirect("my:address_code")
    return render(request, "my/address.html", {"form": form, "person": person_of(request)})


@never_cache
@require_http_methods(["GET", "POST"])
@requires_person
def address_code(request: HttpRequest) -> HttpResponse:
    change = AddressChange.under_way(request, person_of(request))
    if change is None:
        messages.error(request, code_is_too_old())
        return redirect("my:address")
    form = AddressCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if change.is_right(form.cleaned_data["code"]):
            return _finish(request, change)
        if not change.record_invalid_attempt():
            messages.error(request, _("You have tried too many times. Ask for a new code."))
            return redirect("my:address")
        form.add_error("code", _("This code is not right. Look for the newest message from us."))
    return render(request, "my/address_code.html", {"form": form, "email": change.email})


def _finish(request: HttpRequest, change: AddressChange) -> HttpResponse:
    try:
        change.finish()
    except AddressTaken:
        messages.error(
            request, _("Somebody else signs in with this address. Choose another one, or call us.")
        )
        return redirect("my:address")
    messages.success(
        request, _("From now on we write to %(email)s, and you sign in with it.") % {"email": change.email}
    )
    return redirect("my:details")
