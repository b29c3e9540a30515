"""Templates of certificates: written, looked at, changed, and taken out of use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column

from courses.certificates.backoffice.template_form import TemplateForm
from courses.certificates.sample import paper_of, picture_of
from courses.certificates.templates import keep, retire
from courses.models import CertificateTemplate
from lms.people.models import Person
from lms.people.permission_policies import visible
from lms.web.language_tabs import language_tabs
from lms.web.own_records import OwnCreateView, OwnEditView, OwnInspectView, OwnListView, OwnRecordsViewSet
from lms.web.record_pages import OwnRecord, RecordQuestion

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest

LOOK_AT_IT = "look"
"""The name of the button that shows the paper and saves nothing."""


class TemplateList(OwnListView):
    def get_base_queryset(self) -> QuerySet[CertificateTemplate]:
        """Those in use. What they looked like before stands with the papers made by them."""
        current = super().get_base_queryset().filter(is_current=True).select_related("course")
        return current.annotate(papers=Count("certificates"))

    def get_edit_url(self, instance: Model) -> None:
        """First the paper as it looks; from there one comes to the words."""

    def _get_title_column(self, field_name: str, *args: Any, **kwargs: Any) -> Any:
        """A paper without a name of its own bears the house's plain one."""
        column = super()._get_title_column(field_name, *args, **kwargs)
        column.accessor = lambda template: template.title or _("Certificate")
        return column


class Previewed:
    """A second button shows the paper as a PDF, from what is typed and not yet saved."""

    template_name = "courses/certificates/backoffice/template_form.html"

    def form_valid(self, form: TemplateForm) -> HttpResponse:
        if LOOK_AT_IT in form.data:
            return _shown(paper_of(form.save(commit=False)), content_type="application/pdf")
        return super().form_valid(form)  # type: ignore[misc]

    def save_instance(self) -> Model:
        return keep(self.form.save(commit=False), by=Person.of(self.request.user))  # type: ignore[attr-defined]


class AddTemplate(Previewed, OwnCreateView):
    pass


class EditTemplate(Previewed, OwnEditView):
    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().filter(is_current=True)


class TemplatePage(OwnInspectView):
    template_name = "courses/certificates/backoffice/template.html"
    page_title = gettext_lazy("Certificate template")

    def get_edit_url(self) -> str | None:
        return super().get_edit_url() if self.object.is_current else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_retire = self.may_change and self.object.is_current
        address = reverse("certificatetemplate:retire", args=[self.object.pk]) if may_retire else ""
        return super().get_context_data(
            template=self.object, papers=self.object.certificates.count(), retire_address=address, **kwargs
        )


class PictureOfTemplate(OwnRecord):
    """The sample as a picture, for the page of the template."""

    model = CertificateTemplate
    action = "view"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        found = get_object_or_404(visible(CertificateTemplate, self.user), pk=pk)
        return _shown(picture_of(found), content_type="image/png")


class RetireTemplate(RecordQuestion):
    model = CertificateTemplate
    index_url_name = "certificatetemplate:index"
    inspect_url_name = "certificatetemplate:inspect"
    header_icon = "doc-full-inverse"
    page_title = gettext_lazy("Take a template out of use")
    submit_label = gettext_lazy("Take it out of use")
    meaning = gettext_lazy(
        "No more papers are made by it: other templates, or the plain words of the house, take its place. "
        "Papers that were made by it stay as they are."
    )

    def get_records(self) -> QuerySet[Any]:
        return super().get_records().filter(is_current=True)

    def get_success_url(self) -> str:
        return reverse(self.index_url_name)

    def do(self) -> str:
        retire(self.object)
        return _("The template is out of use.")


class CertificateTemplateViewSet(OwnRecordsViewSet):
    model = CertificateTemplate
    icon = "doc-empty"
    menu_label = gettext_lazy("Certificate templates")
    add_label = gettext_lazy("Write a template")
    inspect_view_enabled = True
    index_view_class = TemplateList
    add_view_class = AddTemplate
    edit_view_class = EditTemplate
    inspect_view_class = TemplatePage
    list_per_page = 50
    list_display = (
        "title",
        Column("course", label=gettext_lazy("Course"), accessor=lambda one: one.course or _("All courses")),
        Column("languages", label=gettext_lazy("Languages"), accessor="get_languages_display"),
        Column("version", label=gettext_lazy("Version")),
        Column("papers", label=gettext_lazy("Papers made")),
    )
    edit_handler = language_tabs(
        [
            FieldRowPanel([FieldPanel("course"), FieldPanel("languages")]),
            FieldPanel("signatory"),
        ],
        heading=gettext_lazy("What for"),
        translated=["title", "states", "body", "signatory_role"],
        base_form_class=TemplateForm,
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("picture/<int:pk>/", PictureOfTemplate.as_view(), name="picture"),
            path("retire/<int:pk>/", RetireTemplate.as_view(), name="retire"),
        ]


def _shown(content: bytes, *, content_type: str) -> HttpResponse:
    return HttpResponse(content, content_type=content_type, headers={"Cache-Control": "no-store"})
