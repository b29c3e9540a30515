"""A framework from a file: chosen, looked through line by line, and then taken whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from courses.competences.importing.proposal import Proposal, propose
from courses.competences.importing.taking import take
from courses.models import Competence, Framework

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

SALT = "courses.competences.framework"
AN_HOUR = 60 * 60


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "Competencies as Moodle exports them (CSV), or a table (CSV, XLSX) with the columns code, "
            "parent, title, description, ESCO; title pl, title uk, title en for several languages."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of its texts"),
        choices=settings.LANGUAGES,
        help_text=gettext_lazy("Of those whose column names no language."),
    )
    code = forms.SlugField(
        label=gettext_lazy("Code of the framework"),
        max_length=60,
        required=False,
        help_text=gettext_lazy(
            "Needed where the file does not say it. A framework of this code is brought up to date."
        ),
    )
    title = forms.CharField(label=gettext_lazy("Its title"), max_length=200, required=False)


class MayAdd(View):
    """Only those who keep frameworks."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        policy = policy_registry.get_by_type(Framework)
        if not policy.user_has_permission(request.user, "add"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class LookAtFile(MayAdd, WagtailAdminTemplateMixin, TemplateView):
    """The form, and below it what the file holds. Nothing is written."""

    template_name = "courses/competences/backoffice/bring.html"
    page_title = gettext_lazy("Bring a framework from a file")
    header_icon = "upload"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        frameworks = {"url": reverse("framework:index"), "label": _("Competence frameworks")}
        return [*self.breadcrumbs_items, frameworks, {"url": "", "label": self.get_page_title()}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = FileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        typed = form.cleaned_data
        proposal = propose(
            typed["file"].read(), language=typed["language"], code=typed["code"], title=typed["title"]
        )
        kept = signing.dumps(proposal.as_data(), salt=SALT, compress=True) if proposal.is_sound else ""
        context = self.get_context_data(form=form, proposal=proposal, kept=kept, known=_known(proposal))
        return self.render_to_response(context, status=200 if proposal.is_sound else 422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", FileForm(initial={"language": get_language()}))
        return super().get_context_data(**kwargs)


class TakeFile(MayAdd):
    """Take what was just looked at; it comes back signed, so nobody can have changed it."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            data = signing.loads(request.POST.get("kept", ""), salt=SALT, max_age=AN_HOUR)
        except signing.BadSignature:
            messages.error(request, _("Too much time has passed. Please choose the file once more."))
            return HttpResponseRedirect(reverse("framework:bring"))
        taken = take(Proposal.of_data(data), by=request.user)  # type: ignore[arg-type]
        messages.success(request, _told(taken.added, taken.changed))
        return HttpResponseRedirect(reverse("framework:index"))


def _known(proposal: Proposal) -> set[str]:
    """Codes that the framework has already."""
    held = Competence.objects.filter(framework__code=proposal.code).values_list("code", flat=True)
    return {code.casefold() for code in held}


def _told(added: int, changed: int) -> str:
    new = ngettext("%(number)s competence is new.", "%(number)s competences are new.", added)
    same = ngettext("%(number)s was changed.", "%(number)s were changed.", changed)
    return f"{new % {'number': added}} {same % {'number': changed}}"
