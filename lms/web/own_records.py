"""Back-office pages that show and change only what their reader may.

Wagtail's generic views ask whether somebody may change *some* record of a kind; ours ask about this
very one. A record of somebody else's answers 404, as one that does not exist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, Model, OuterRef, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import URLPattern
from django.utils.formats import localize
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LOOK = ("view", "add", "change", "delete")
NOT_SAVED = _("Not saved yet. Please look at the fields marked below.")


class Counted(WagtailPaginator):
    """Says the number without a noun, which Polish and Ukrainian would have to decline."""

    @cached_property
    def items_count_label(self) -> str:
        return gettext("In all: %(number)s") % {"number": localize(self.count)}


class OwnListView(generic.IndexView):
    paginator_class = Counted
    any_permission_required = list(LOOK)
    results_template_name = "backoffice/list_results.html"

    def get_base_queryset(self) -> QuerySet[Any]:
        """What the reader may see; each row knows whether the reader may change it."""
        policy, user = self.permission_policy, self.request.user
        changeable = policy.instances_user_has_permission_for(user, "change").filter(pk=OuterRef("pk"))
        found = policy.instances_user_has_any_permission_for(user, LOOK)
        return found.annotate(may_be_changed=Exists(changeable))

    def get_edit_url(self, instance: Model) -> str | None:
        return super().get_edit_url(instance) if getattr(instance, "may_be_changed", True) else None

    def get_list_buttons(self, instance: Model) -> list[Any]:
        """The first cell leads to the record, where everything else is."""
        return []


class OwnCreateView(generic.CreateView):
    success_message = _("Added: %(object)s")
    error_message = NOT_SAVED
    submit_button_label = _("Save")
    submit_button_active_label = _("Saving…")

    def get_page_subtitle(self) -> str:
        """The title says it all."""
        return ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items()[:-1], {"url": "", "label": self.get_page_title()}]

    def get_success_buttons(self) -> list[Any]:
        return super().get_success_buttons() if self.edit_url_name else []


class OwnEditView(generic.EditView):
    success_message = _("Saved: %(object)s")
    error_message = NOT_SAVED

    def get_queryset(self) -> QuerySet[Any]:
        return self.permission_policy.instances_user_has_permission_for(self.request.user, "change")


class OwnDeleteView(generic.DeleteView):
    success_message = _("Deleted: %(object)s")

    def get_queryset(self) -> QuerySet[Any]:
        return self.permission_policy.instances_user_has_permission_for(self.request.user, "delete")


class OwnInspectView(generic.InspectView):
    page_title: StrOrPromise = ""

    def get_page_title(self) -> str:
        """What kind of record it is."""
        return str(self.page_title or capfirst(self.model._meta.verbose_name))

    def get_object(self, queryset: QuerySet[Any] | None = None) -> Model:
        policy = self.permission_policy
        return get_object_or_404(
            policy.instances_user_has_any_permission_for(self.request.user, LOOK), pk=self.pk
        )

    @cached_property
    def may_change(self) -> bool:
        return self.user_has_permission_for_instance("change", self.object)

    def get_edit_url(self) -> str | None:
        return super().get_edit_url() if self.may_change else None

    def get_delete_url(self) -> str | None:
        may_delete = self.user_has_permission_for_instance("delete", self.object)
        return super().get_delete_url() if may_delete else None

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """What is true, false or not known is said in words."""
        shown = super().get_field_display_value(field_name, field)
        if isinstance(shown, bool):
            return gettext("yes") if shown else gettext("no")
        return "–" if shown is None or shown == "" else shown


class OwnRecordsViewSet(ModelViewSet):
    """A kind of record in the back office, bounded for each reader by its permission policy."""

    add_to_reference_index = False
    copy_view_enabled = False
    form_fields: tuple[str, ...] = ()
    index_view_class = OwnListView
    add_view_class = OwnCreateView
    edit_view_class = OwnEditView
    delete_view_class = OwnDeleteView
    inspect_view_class = OwnInspectView
    add_label = _("Add")
    may_add = True
    may_edit = True
    may_delete = False

    @property
    def _closed(self) -> set[str]:
        """Views that do not exist here. What somebody did stands in the audit log, not in a history."""
        closed = {"history", "history_results", "usage"}
        closed |= set() if self.may_add else {"add"}
        closed |= set() if self.may_edit else {"edit"}
        return closed | (set() if self.may_delete else {"delete"})

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        without = {f"{name}_url_name": None for name in self._closed}
        return super().get_common_view_kwargs(**{**without, **kwargs})

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(**{"add_item_label": self.add_label, **kwargs})

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_add_view_kwargs(**{"page_title": self.add_label, **kwargs})

    def get_urlpatterns(self) -> list[URLPattern]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in self._closed]

    def register_permissions(self) -> None:
        """Rights come from roles and memberships; there is nothing to tick in a group."""

    def register_admin_url_finder(self) -> None:
        if self.may_edit:
            super().register_admin_url_finder()
