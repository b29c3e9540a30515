"""Who does what where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import django_filters
from django.urls import reverse
from wagtail.admin.filters import WagtailFilterSet

from lms.people.models import Membership, Organisation
from lms.people.permission_policies import visible
from lms.web.own_records import OwnListView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


def own_organisations(request: HttpRequest) -> QuerySet[Organisation]:
    return visible(Organisation, request.user)


class MemberFilters(WagtailFilterSet):
    organisation = django_filters.ModelChoiceFilter(queryset=own_organisations)

    class Meta:
        model = Membership
        fields = ("role", "organisation")


class MemberList(OwnListView):
    """The name opens the page of the person, where roles are given and ended."""

    def get_base_queryset(self) -> QuerySet[Membership]:
        return super().get_base_queryset().select_related("person", "organisation")

    def get_inspect_url(self, instance: Membership) -> str:
        return reverse("person:inspect", args=[instance.person_id])
