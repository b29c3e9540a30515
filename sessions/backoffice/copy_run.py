"""Copy a run to new dates: the dates are shown first, with what is taken; only then is it written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from sessions.backoffice.run_views import AboutRun
from sessions.backoffice.words import explain
from sessions.copying import copy_run, first_day_of
from sessions.errors import PlanningError
from sessions.models import Run

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from sessions.models import Session


def next_code(code: str) -> str:
    """OPIEK-3 after OPIEK-2, or the first after it that nobody has."""
    stem, number = re.fullmatch(r"(.*?)-?(\d*)", code).groups()  # type: ignore[union-attr]
    taken = set(Run.objects.filter(code__startswith=stem).values_list("code", flat=True))
    following = int(number or 1) + 1
    while f"{stem}-{following}" in taken:
        following += 1
    return f"{stem}-{following}"


class CopyForm(forms.Form):
    code = forms.SlugField(label=gettext_lazy("Code"), max_length=40)
    first_date = forms.DateField(
        label=gettext_lazy("First meeting"),
        widget=AdminDateInput,
        help_text=gettext_lazy("The others follow at the same distance, a weekly series on its weekdays."),
    )
    with_rooms = forms.BooleanField(
        label=gettext_lazy("In the same rooms"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Untick it where a room is taken, and choose rooms later."),
    )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if Run.objects.filter(code__iexact=code).exists():
            raise forms.ValidationError(_("A run of this code exists already."))
        return code

    def clean_first_date(self) -> date:
        first: date = self.cleaned_data["first_date"]
        if first < timezone.localdate():
            raise forms.ValidationError(_("This day is over."))
        if first.year > timezone.localdate().year + 5:
            raise forms.ValidationError(_("This day is too far away."))
        return first


class CopyRun(AboutRun):
    page_title = gettext_lazy("Copy to new dates")
    template_name = "sessions/backoffice/copy.html"
    form_class = CopyForm
    submit_label = gettext_lazy("Show the dates")
    header_icon = "copy"

    def get_form_kwargs(self) -> dict[str, Any]:
        suggested = {"code": next_code(self.object.code), "with_rooms": True}
        return {**super().get_form_kwargs(), "initial": suggested}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(run=self.object, begins=first_day_of(self.object), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "confirm" in request.POST:
            return super().post(request, *args, **kwargs)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        try:
            meetings = self._preview()
        except PlanningError as error:
            return self.render_to_response(self.get_context_data(obstacle=explain(error)))
        return self.render_to_response(self.get_context_data(meetings=meetings, is_shown=True))

    def _preview(self) -> list[Session]:
        """What would be planned: planned for real, and all of it taken back."""
        with transaction.atomic():
            copy = copy_run(self.object, by=self.actor, **self.form.cleaned_data)
            meetings = list(copy.sessions.select_related("room"))
            transaction.set_rollback(True)
        return meetings

    def save(self, form: CopyForm) -> str:
        self.copy = copy_run(self.object, by=self.actor, **form.cleaned_data)
        return _("%(run)s is written down as a draft. Look through it, then publish it.") % {"run": self.copy}

    def get_success_url(self) -> str:
        return reverse("run:inspect", args=[self.copy.pk])
