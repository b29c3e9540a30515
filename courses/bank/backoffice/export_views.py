"""Questions for another house: first what the format cannot hold, then the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import get_language, gettext_lazy

from courses.bank.backoffice.import_forms import TakeOutForm
from courses.bank.exporting import export
from courses.bank.formats import FORMATS
from courses.models import Bank
from lms.web.record_pages import RecordPage

if TYPE_CHECKING:
    from django.http import HttpRequest


class TakeOut(RecordPage):
    """With ``file`` in the address it gives the file; without it says what the file will lack."""

    model = Bank
    action = "view"
    index_url_name = "bank:index"
    inspect_url_name = "bank:inspect"
    header_icon = "download"
    page_title = gettext_lazy("Take questions out")
    template_name = "courses/bank/take_out.html"

    @cached_property
    def form(self) -> TakeOutForm:
        topics = self.object.questions.in_use().exclude(topic="").order_by("topic")
        listed = list(topics.values_list("topic", flat=True).distinct())
        data = self.request.GET if "file_format" in self.request.GET else None
        return TakeOutForm(data, topics=listed, initial={"language": get_language()})

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.written: Any = None
        self.missing: list[Any] = []
        if self.form.is_bound and self.form.is_valid():
            asked = self.form.cleaned_data
            questions = self.object.questions.in_use().with_current()
            if asked["topic"]:
                questions = questions.filter(topic=asked["topic"])
            self.written, self.missing = export(
                questions, file_format=asked["file_format"], language=asked["language"]
            )
            if "file" in request.GET:
                return self._file(asked["file_format"], asked["language"])
        return super().get(request, *args, **kwargs)

    def _file(self, file_format: str, language: str) -> HttpResponse:
        form = FORMATS[file_format]
        name = f"{slugify(self.object.title) or 'questions'}-{language}.{form.extension}"
        return HttpResponse(
            self.written.content,
            content_type=form.media_type,
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.copy()
        asked["file"] = "1"
        held = 0
        if self.written:
            total = self.object.questions.in_use()
            if topic := self.form.cleaned_data["topic"]:
                total = total.filter(topic=topic)
            held = total.count() - len(self.missing) - len(self.written.refusals)
        return super().get_context_data(
            form=self.form,
            written=self.written,
            missing=len(self.missing),
            held=held,
            address=asked.urlencode(),
            **kwargs,
        )
