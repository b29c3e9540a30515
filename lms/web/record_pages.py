"""Back-office pages about one record: a page, a form, a deed. Each finds its record among one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.forms import BaseForm
    from django_stubs_ext import StrOrPromise


class OwnRecord(View):
    """Finds the record ``pk`` among those of ``model`` with which the reader may do ``action``; else 404."""

    model: type[Model]
    action = "change"
    key = "pk"
    """What the address names the record by."""
    index_url_name = ""
    inspect_url_name = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = get_object_or_404(self.get_records(), **{self.key: kwargs[self.key]})

    @property
    def user(self) -> Any:
        """Whoever is signed in; nobody else comes as far as a page of the back office."""
        return self.request.user

    def get_records(self) -> QuerySet[Any]:
        policy = policy_registry.get_by_type(self.model)
        found: QuerySet[Any] = policy.instances_user_has_permission_for(self.request.user, self.action)
        return found

    @property
    def record_url(self) -> str:
        """The page to which forms and deeds return: that of the record, or of what it belongs to."""
        return reverse(self.inspect_url_name, args=[self.page_of(self.object)])

    def page_of(self, record: Any) -> Any:
        """The key of the record whose page that is."""
        return record.pk


class RecordPage(OwnRecord, WagtailAdminTemplateMixin, TemplateView):
    header_icon = ""
    listed_model: type[Model] | None = None
    """What the list at ``index_url_name`` holds, where it is not ``model`` itself."""

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst((self.listed_model or self.model)._meta.verbose_name_plural)
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": plural},
            *self.get_trail(),
            {"url": "", "label": self.get_page_title()},
        ]

    def get_trail(self) -> list[dict[str, Any]]:
        """What stands between the list and this page."""
        return [{"url": self.record_url, "label": str(self.object)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(object=self.object, record_url=self.record_url, **kwargs)


class RecordForm(RecordPage):
    """A form about the record. ``save`` calls a verb; what that raises becomes an error of the form."""

    template_name = "backoffice/form.html"
    form_class: type[BaseForm]
    submit_label = _("Save")
    errors: tuple[type[Exception], ...] = ()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"data": self.request.POST} if self.request.method == "POST" else {}

    @cached_property
    def form(self) -> Any:
        return self.form_class(**self.get_form_kwargs())

    def save(self, form: Any) -> str:
        """Do it, and return what to tell the reader."""
        raise NotImplementedError

    def explain(self, error: Exception) -> str:
        return str(error)

    def get_success_url(self) -> str:
        return self.record_url

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.form.is_valid():
            try:
                told = self.save(self.form)
            except self.errors as error:
                self.form.add_error(None, self.explain(error))
            else:
                messages.success(request, told)
                return HttpResponseRedirect(self.get_success_url())
        return self.render_to_response(self.get_context_data(), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            form=self.form,
            media=self.form.media,
            action_url="",
            submit_button_label=self.submit_label,
            submit_button_active_label=_("Working…"),
            **kwargs,
        )


class RecordQuestion(RecordForm):
    """Asks once more before a deed that cannot be undone. Subclasses say what it means, and do it."""

    form_class = Form
    meaning: StrOrPromise = ""

    def do(self) -> str:
        """Do it, and return what to tell the reader."""
        raise NotImplementedError

    def save(self, form: Form) -> str:
        return self.do()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(intro=self.meaning, **kwargs)


class RecordDeed(OwnRecord):
    """A button that does one thing to the record and returns to its page."""

    http_method_names = ("post",)
    errors: tuple[type[Exception], ...] = ()

    def do(self) -> str:
        """Do it, and return what to tell the reader."""
        raise NotImplementedError

    def explain(self, error: Exception) -> str:
        return str(error)

    def get_success_url(self) -> str:
        return self.record_url

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            messages.success(request, self.do())
        except self.errors as error:
            messages.error(request, self.explain(error))
        return HttpResponseRedirect(self.get_success_url())
