"""The board in the back office, and the page on which a record's texts are translated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.translations import board, records
from cms.translations.forms import BoardFilters, TextsForm
from lms.people.models import Role
from lms.people.roles import has_role

if TYPE_CHECKING:
    from django.db.models import Model
    from django.urls import URLPattern

WHO_TRANSLATES = (Role.TRANSLATOR, Role.EDITOR, Role.MODERATOR)
SHOWN = 50


class ForTranslators(View):
    """Translators, editors, moderators and administrators; nobody else."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not has_role(request.user, *WHO_TRANSLATES):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def user(self) -> Any:
        return self.request.user


class Board(ForTranslators, WagtailAdminTemplateMixin, TemplateView):
    template_name = "cms/backoffice/translation_board.html"
    page_title = gettext_lazy("Translations")
    header_icon = "globe"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entries = board.entries()
        form = BoardFilters(self.request.GET or None, entries=entries)
        found = form.narrow(entries, user=self.user) if form.is_bound else entries
        counted = {
            name: sum(entry.language == code for entry in entries) for code, name in settings.LANGUAGES
        }
        return super().get_context_data(
            form=form,
            page=Paginator(found, SHOWN).get_page(self.request.GET.get("page")),
            counted=counted,
            found=len(found),
            **kwargs,
        )


class TakeOn(ForTranslators):
    """One deed, from the board and back to it: ``take`` or ``hand_back``."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        subject, language = request.POST.get("subject", ""), request.POST.get("language", "")
        if language not in dict(settings.LANGUAGES) or not 0 < len(subject) <= 80:
            raise Http404
        if request.POST.get("deed") == "hand_back":
            board.hand_back(subject, language=language, by=self.user)
        else:
            board.take_on(subject, language=language, by=self.user)
        back = request.POST.get("back", "")
        is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
        return HttpResponseRedirect(back if is_ours else reverse("translations:board"))


class RecordTexts(ForTranslators, WagtailAdminTemplateMixin, FormView):
    """A record's short texts in one language, beside the original."""

    template_name = "cms/backoffice/record_texts.html"
    form_class = TextsForm
    header_icon = "globe"
    _show_breadcrumbs = True

    @cached_property
    def record(self) -> Model:
        kind = records.kind_of(self.kwargs["label"])
        if kind is None or self.kwargs["language"] not in dict(settings.LANGUAGES):
            raise Http404
        record: Model = get_object_or_404(kind.found(), pk=self.kwargs["pk"])
        return record

    def get_page_title(self) -> str:
        return str(self.record)

    def get_page_subtitle(self) -> str:
        return dict(settings.LANGUAGES)[self.kwargs["language"]]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("translations:board"), "label": _("Translations")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"record": self.record, "language": self.kwargs["language"]}

    def form_valid(self, form: TextsForm) -> HttpResponse:
        form.save()
        if form.errors:
            return self.form_invalid(form)
        messages.success(self.request, _("Saved. Readers see it at once."))
        return HttpResponseRedirect(reverse("translations:board"))


def urls() -> list[URLPattern]:
    return [
        path("", Board.as_view(), name="board"),
        path("take/", TakeOn.as_view(), name="take"),
        path("record/<str:label>/<int:pk>/<str:language>/", RecordTexts.as_view(), name="record"),
    ]
