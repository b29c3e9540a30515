"""Staff write down somebody the house does not know yet: a carer, or a child in care."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from lms.people import verification
from lms.people.care import add_child
from lms.people.models import Guardianship, Person, Role
from lms.people.permission_policies import visible
from lms.people.roles import grant
from lms.people.signals import person_changed
from sessions.backoffice.enrol_forms import NewChildForm, NewcomerForm
from sessions.backoffice.enrol_views import AboutFamily, EnrolForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

ALIKE_SHOWN = 5


class NewPerson(EnrolForm):
    """Before somebody is written down twice, those of the same name are shown."""

    page_title = gettext_lazy("Somebody new")
    template_name = "sessions/backoffice/enrol_newcomer.html"
    form_class = NewcomerForm
    submit_label = gettext_lazy("Go on")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        alike = self._alike()
        if alike and not self.form.cleaned_data["is_somebody_else"]:
            return self.render_to_response(self.get_context_data(alike=alike), status=422)
        person = self._write_down()
        return HttpResponseRedirect(reverse("run:enrol_person", args=[self.object.pk, person.pk]))

    def _alike(self) -> list[Person]:
        said = self.form.cleaned_data
        known = visible(Person, self.user, "enrol")
        same_name = known.named(f"{said['given_name']} {said['family_name']}")  # type: ignore[attr-defined]
        return list(same_name[:ALIKE_SHOWN])

    @transaction.atomic
    def _write_down(self) -> Person:
        person = Person.objects.create(**self.form.facts)
        grant(Role.PARTICIPANT, to=person, at=self.object.organiser)
        person_changed.send(Person, person=person, by=self.user, record=person, is_new=True)
        messages.success(self.request, _("Written down: %(person)s.") % {"person": person})
        return person


class NewChild(AboutFamily):
    """A child whom the carer on the telephone or at the counter tells of."""

    page_title = gettext_lazy("A child in their care")
    form_class = NewChildForm
    submit_label = gettext_lazy("Write down")

    def get_success_url(self) -> str:
        return reverse("run:enrol_person", args=[self.object.pk, self.person.pk])

    @transaction.atomic
    def save(self, form: NewChildForm) -> str:
        facts = dict(form.cleaned_data)
        paper_seen = facts.pop("paper_seen")
        child = add_child(self.person, **facts)
        if paper_seen:
            for guardianship in Guardianship.objects.valid_on().filter(carer=self.person, child=child):
                verification.verify(guardianship, by=self.user)
        person_changed.send(Person, person=child, by=self.user, record=child, is_new=True)
        return _("%(child)s is now in the care of %(carer)s.") % {"child": child, "carer": self.person}
