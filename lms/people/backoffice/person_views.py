"""The page of a person, and what the office writes down on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import HeaderButton

from lms.people import verification
from lms.people.backoffice.forms import ChildForm, ClearanceForm, GrantForm
from lms.people.care import add_child
from lms.people.models import Clearance, Guardianship, Membership, Person, Role
from lms.people.permission_policies import visible
from lms.people.roles import end, grant
from lms.people.signals import person_changed, person_viewed
from lms.web.own_records import OwnCreateView, OwnEditView, OwnInspectView, OwnListView
from lms.web.record_pages import RecordDeed, RecordForm, RecordQuestion

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet


def told(person: Person, *, by: Any, record: Model | None = None, is_new: bool = False) -> None:
    person_changed.send(Person, person=person, by=by, record=record or person, is_new=is_new)


class PersonList(OwnListView):
    """Found by any spelling of the name, by e-mail or by telephone."""

    is_searchable = True

    def search_queryset(self, queryset: QuerySet[Person]) -> QuerySet[Person]:
        typed = self.search_query.strip()
        return queryset.found_by(typed) if typed else queryset  # type: ignore[attr-defined]

    def get_edit_url(self, instance: Model) -> None:
        """The name opens the page of the person, which has the button to edit."""


class AddPerson(OwnCreateView):
    def save_instance(self) -> Person:
        person: Person = super().save_instance()
        grant(Role.PARTICIPANT, to=person, at=self.form.cleaned_data["organisation"])
        told(person, by=self.request.user, is_new=True)
        return person


class EditPerson(OwnEditView):
    """The form shows what the page shows, so opening it leaves an entry in the audit log too."""

    def get(self, *args: Any, **kwargs: Any) -> Any:
        answer = super().get(*args, **kwargs)
        person_viewed.send(Person, person=self.object, by=self.request.user)
        return answer

    def save_instance(self) -> Person:
        person: Person = super().save_instance()
        told(person, by=self.request.user)
        return person


class PersonPage(OwnInspectView):
    """What the reader may know of the person. Opening it leaves an entry in the audit log."""

    template_name = "people/person.html"
    page_title = gettext_lazy("Person")

    def get(self, *args: Any, **kwargs: Any) -> Any:
        person_viewed.send(Person, person=self.object, by=self.request.user)
        return super().get(*args, **kwargs)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        edit_url = self.get_edit_url()
        return [HeaderButton(_("Edit"), url=edit_url, icon_name="edit")] if edit_url else []

    header_more_buttons: list[Any] = []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, person = self.request.user, self.object
        about = [section(person, user) for section in hooks.get_hooks("sections_about_person")]
        guardianships = visible(Guardianship, user).select_related("carer", "child", "verified_by")
        return super().get_context_data(
            person=person,
            may_change=self.may_change,
            in_care=guardianships.filter(carer=person),
            carers=guardianships.filter(child=person),
            memberships=visible(Membership, user).filter(person=person).select_related("organisation"),
            endable=set(
                visible(Membership, user, "change").filter(person=person).values_list("pk", flat=True)
            ),
            clearances=visible(Clearance, user).filter(person=person),
            sections=[section for section in about if section],
            **kwargs,
        )


class _AboutPerson(RecordForm):
    model = Person
    index_url_name = "person:index"
    inspect_url_name = "person:inspect"
    header_icon = "user"


class GrantRole(_AboutPerson):
    page_title = gettext_lazy("Give a role")
    form_class = GrantForm

    def get_form_kwargs(self) -> dict[str, Any]:
        instance = Membership(person=self.object)
        return {**super().get_form_kwargs(), "instance": instance, "user": self.request.user}

    def save(self, form: GrantForm) -> str:
        role, organisation = Role(form.cleaned_data["role"]), form.cleaned_data["organisation"]
        membership = grant(role, to=self.object, at=organisation)
        told(self.object, by=self.request.user, record=membership, is_new=True)
        return _("%(person)s now has the role: %(role)s.") % {"person": self.object, "role": role.label}


class AddChild(_AboutPerson):
    """A child written down at the counter; the office has seen the paper, so it is verified at once."""

    page_title = gettext_lazy("Add a child in care")
    form_class = ChildForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    @transaction.atomic
    def save(self, form: ChildForm) -> str:
        words = dict(form.cleaned_data)
        organisation = words.pop("organisation")
        child = add_child(self.object, **words)
        grant(Role.PARTICIPANT, to=child, at=organisation)
        for guardianship in Guardianship.objects.valid_on().filter(carer=self.object, child=child):
            verification.verify(guardianship, by=self.user)
        told(child, by=self.request.user, is_new=True)
        return _("%(child)s is now in the care of %(carer)s.") % {"child": child, "carer": self.object}


class AddClearance(_AboutPerson):
    page_title = gettext_lazy("Add a clearance")
    form_class = ClearanceForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": Clearance(person=self.object)}

    def save(self, form: ClearanceForm) -> str:
        clearance = form.save()
        told(self.object, by=self.request.user, record=clearance, is_new=True)
        return _("The clearance is noted.")


class EndRole(RecordDeed):
    """Found among the memberships that the reader may change."""

    model = Membership
    inspect_url_name = "person:inspect"

    def page_of(self, record: Membership) -> int:
        return record.person_id

    def do(self) -> str:
        membership, person = self.object, self.object.person
        end(membership)
        told(person, by=self.request.user)
        return _("%(person)s no longer has the role: %(role)s.") % {
            "person": person,
            "role": membership.get_role_display(),
        }


class VerifyGuardianship(RecordDeed):
    model = Guardianship
    inspect_url_name = "person:inspect"

    def page_of(self, record: Guardianship) -> int:
        return record.carer_id

    def do(self) -> str:
        verification.verify(self.object, by=self.user)
        told(self.object.child, by=self.request.user, record=self.object)
        return _("Verified: %(carer)s may act for %(child)s.") % _both(self.object)


class RevokeGuardianship(RecordQuestion):
    model = Guardianship
    listed_model = Person
    index_url_name = "person:index"
    inspect_url_name = "person:inspect"
    header_icon = "user"
    page_title = gettext_lazy("End care")
    submit_label = gettext_lazy("End it")
    meaning = gettext_lazy("From now on the carer can no longer book or decide anything for the child here.")

    def page_of(self, record: Guardianship) -> int:
        return record.carer_id

    def do(self) -> str:
        verification.revoke(self.object)
        told(self.object.child, by=self.request.user, record=self.object)
        return _("%(carer)s may no longer act for %(child)s.") % _both(self.object)


def _both(guardianship: Guardianship) -> dict[str, Person]:
    return {"carer": guardianship.carer, "child": guardianship.child}
