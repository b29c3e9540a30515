"""A file of questions: brought, looked through, taken from, put away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from wagtail.admin import messages

from courses.bank.backoffice.import_forms import BringForm, ReadAgainForm
from courses.bank.formats.encodings import NAMES
from courses.bank.importing import Look, State, bring, look_through, put_away, take
from courses.bank.showing import Answers
from courses.models import Bank, QuestionImport
from lms.people.models import Person
from lms.web.record_pages import RecordDeed, RecordForm, RecordPage

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class BringFile(RecordForm):
    model = Bank
    index_url_name = "bank:index"
    inspect_url_name = "bank:inspect"
    header_icon = "upload"
    page_title = gettext_lazy("Bring questions from a file")
    template_name = "courses/bank/bring.html"
    form_class = BringForm
    submit_label = gettext_lazy("Look it through")

    def get_form_kwargs(self) -> dict[str, Any]:
        files = {"files": self.request.FILES} if self.request.method == "POST" else {}
        return {**super().get_form_kwargs(), **files, "initial": {"language": get_language()}}

    def save(self, form: BringForm) -> str:
        words = form.cleaned_data
        self.brought = bring(
            self.object,
            words["content"],
            name=words["file"].name or _("questions"),
            file_format=words["file_format"],
            language=words["language"],
            encoding=words["encoding"],
            by=Person.of(self.user),
        )
        return _("The file is here. Nothing of it is in the bank yet.")

    def get_success_url(self) -> str:
        return reverse("bank:look_through", args=[self.brought.pk])


class AboutImport(RecordPage):
    model = QuestionImport
    listed_model = Bank
    index_url_name = "bank:index"
    inspect_url_name = "bank:inspect"
    header_icon = "upload"

    def page_of(self, record: QuestionImport) -> int:
        return record.bank_id

    def get_trail(self) -> list[dict[str, Any]]:
        return [{"url": self.record_url, "label": str(self.object.bank)}]


class LookThrough(AboutImport):
    """What is in the file, what could not be read and why. Nothing is in the bank before it is taken."""

    template_name = "courses/bank/look_through.html"
    page_title = gettext_lazy("Questions in a file")

    @cached_property
    def look(self) -> Look:
        return look_through(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        imported: QuestionImport = self.object
        look = self.look
        counted = [(state.label, sum(found.state == state for found in look.found)) for state in State]
        again = ReadAgainForm(
            initial={
                "language": imported.language,
                "file_format": imported.format,
                "encoding": imported.encoding,
            }
        )
        return super().get_context_data(
            imported=imported,
            look=look,
            lines=[(found, Answers(found.kept)) for found in look.found],
            counted=[(label, number) for label, number in counted if number],
            proposed=sum(found.is_proposed for found in look.found),
            letters=NAMES.get(look.encoding, look.encoding),
            again=again,
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        numbers = {int(number) for number in request.POST.getlist("take") if number.isdecimal()}
        if not numbers:
            messages.warning(request, _("Tick at least one question, then take them."))
            return HttpResponseRedirect(reverse("bank:look_through", args=[self.object.pk]))
        taken = take(self.object, numbers, by=Person.of(self.user))
        messages.success(request, _told(taken.added, taken.changed))
        left = self.look.refusals
        if left:
            return HttpResponseRedirect(reverse("bank:look_through", args=[self.object.pk]))
        put_away(self.object)
        return HttpResponseRedirect(self.record_url)


def _told(added: int, changed: int) -> str:
    told = []
    if added or not changed:
        told.append(
            ngettext("%(number)s question is in the bank.", "%(number)s questions are in the bank.", added)
            % {"number": added}
        )
    if changed:
        told.append(
            ngettext(
                "%(number)s question has a new version.", "%(number)s questions have a new version.", changed
            )
            % {"number": changed}
        )
    return " ".join(told)


class ReadAgain(RecordDeed):
    """Another language, format or encoding for the same file."""

    model = QuestionImport

    def do(self) -> str:
        form = ReadAgainForm(self.request.POST)
        if form.is_valid():
            self.object.language = form.cleaned_data["language"]
            self.object.format = form.cleaned_data["file_format"]
            self.object.encoding = form.cleaned_data["encoding"]
            self.object.save(update_fields=["language", "format", "encoding"])
        return _("The file was read again.")

    def get_success_url(self) -> str:
        return reverse("bank:look_through", args=[self.object.pk])


class PutAway(RecordDeed):
    model = QuestionImport

    def do(self) -> str:
        self.bank = self.object.bank_id
        put_away(self.object)
        return _("The file is put away. What was taken from it stays.")

    def get_success_url(self) -> str:
        return reverse("bank:inspect", args=[self.bank])
