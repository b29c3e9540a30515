"""The form of a kind of help. Organisation and contract to choose from are the reader's own."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from lms.people.models import Role
from lms.people.permission_policies import visible
from lms.people.roles import organisations_of
from sessions.backoffice.run_form import prefer_the_only
from sessions.models import Contract, Service


class ServiceForm(WagtailAdminModelForm):
    class Meta:
        model = Service
        fields = ("organisation", "contract")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.for_user
        self.fields["organisation"].queryset = organisations_of(user, Role.COORDINATOR)
        prefer_the_only(self.fields["organisation"])
        own = visible(Contract, user).values("pk")
        self.fields["contract"].queryset = Contract.objects.filter(
            Q(pk__in=own) | Q(pk=self.instance.contract_id)
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        contract, organisation = cleaned.get("contract"), cleaned.get("organisation")
        if contract and organisation and contract.organisation_id != organisation.pk:
            self.add_error("contract", _("This contract is carried out by another organisation."))
        notice, horizon = cleaned.get("notice_hours"), cleaned.get("horizon_days")
        if notice is not None and horizon and notice >= 24 * horizon:
            self.add_error(
                "notice_hours", _("Then nothing could ever be booked: the horizon ends before the notice.")
            )
        return cleaned
