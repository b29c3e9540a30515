"""The files behind the pages of lists on paper. Each export is in the audit log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from attendance.backoffice.about import AboutSession
from attendance.backoffice.sheet_views import OfRun
from attendance.models import Sheet, SheetPicture
from attendance.sheets.forms import PaperForm
from attendance.sheets.key import key_of, may_see_key
from attendance.sheets.printing import sheet_to_sign
from attendance.sheets.run_statement import run_statement_of
from attendance.sheets.statement import statement_of
from attendance.views import sheet_files
from lms.privacy import audit
from lms.privacy.models import AuditEntry
from lms.web.record_pages import OwnRecord

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

EXPORTED = AuditEntry.Action.EXPORTED


def chosen(request: HttpRequest) -> PaperForm:
    form = PaperForm(request.GET)
    if not form.is_valid():
        raise Http404
    return form


class SessionPaper(AboutSession):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = chosen(request)
        audit.record(EXPORTED, self.session, actor=self.user)
        language = form.chosen_language
        if form.cleaned_data["purpose"] == Sheet.Purpose.RECORD:
            statement = statement_of(self.session, purpose=Sheet.Purpose.RECORD, language=language)
            return sheet_files.paper_response(statement)
        if self.session.is_cancelled:
            raise Http404
        return sheet_files.kept_response(sheet_to_sign(self.session, by=self.actor, language=language))


class SessionTable(AboutSession):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = chosen(request).chosen_language
        audit.record(EXPORTED, self.session, actor=self.user)
        statement = statement_of(self.session, purpose=Sheet.Purpose.RECORD, language=language)
        return sheet_files.table_response(statement, kind=kwargs["kind"])


class SessionKey(AboutSession):
    """Who stands under which alias: for coordinators of the organiser, not even for administrators."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_see_key(self.user, self.session.run):
            raise PermissionDenied
        key = key_of(self.session, by=self.user, language=chosen(request).chosen_language)
        response = sheet_files.paper_response(key)
        response["Content-Disposition"] = response["Content-Disposition"].replace('="', '="key-')
        response["Cache-Control"] = "no-store"
        return response


class RunPaper(OfRun):
    action = "view"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = chosen(request).chosen_language
        audit.record(EXPORTED, self.object, actor=self.user)
        return sheet_files.paper_response(run_statement_of(self.object, language=language))


class RunTable(OfRun):
    action = "view"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = chosen(request).chosen_language
        audit.record(EXPORTED, self.object, actor=self.user)
        statement = run_statement_of(self.object, language=language)
        return sheet_files.table_response(statement, kind=kwargs["kind"])


class FrozenPaper(OwnRecord):
    """A frozen list, byte for byte. Found by its uuid."""

    model: type[Model] = Sheet
    action = "view"
    key = "uuid"

    def get_records(self) -> QuerySet[Any]:
        return super().get_records().filter(purpose=Sheet.Purpose.RECORD)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        audit.record(EXPORTED, self.object, actor=self.user)
        return sheet_files.kept_response(self.object)


class PictureFile(OwnRecord):
    """What was handed in, as it was."""

    model: type[Model] = SheetPicture
    action = "view"
    key = "uuid"

    def get_records(self) -> QuerySet[Any]:
        return super().get_records().select_related("session__run")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        audit.record(EXPORTED, self.object, actor=self.user)
        return sheet_files.picture_response(self.object)
