"""PO files that translators bring back, looked at before they are read.

The package's own view breaks on a file without its header, and on none at all. Every refusal here says
what to do, and no translation that was there is touched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import polib
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail_localize.models import Translation
from wagtail_localize.views.edit_translation import upload_pofile

from cms.translations.views import WHO_TRANSLATES
from lms.people.roles import has_role

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest, HttpResponse

LARGEST = 2_000_000
"""Bytes. The longest page has some 30 kB of texts."""
HEADER = "X-WagtailLocalize-TranslationID"


@require_POST
def upload(request: HttpRequest, translation_id: int) -> HttpResponse:
    if not has_role(request.user, *WHO_TRANSLATES):
        raise PermissionDenied
    translation = get_object_or_404(Translation, pk=translation_id)
    refusal = _refusal(request.FILES.get("file"), translation)
    if not refusal:
        answer: HttpResponse = upload_pofile(request, translation_id)
        return answer
    messages.error(request, refusal)
    return HttpResponseRedirect(translation.get_target_instance_edit_url())


def _refusal(file: UploadedFile | None, translation: Translation) -> str:
    """What is wrong with the file, in words; empty when nothing is."""
    if file is None:
        return _("Choose a file first.")
    if (file.size or 0) > LARGEST:
        return _("This file is too large to be a translation of one page.")
    catalogue = _read(file)
    if catalogue is None:
        return _("This is not a PO file that can be read. Download it again and translate that one.")
    told = catalogue.metadata.get(HEADER)
    return "" if told == str(translation.uuid) else _of_another_page(told)


def _read(file: UploadedFile) -> polib.POFile | None:
    # A text that is the name of a file would be opened; two lines never are.
    try:
        return polib.pofile("#\n" + file.read().decode("utf-8"))
    except (OSError, UnicodeDecodeError, ValueError):
        return None
    finally:
        file.seek(0)


def _of_another_page(told: str | None) -> str:
    if told is None:
        return _("This PO file was not downloaded from here. Download the page’s own and translate that one.")
    other = Translation.objects.filter(uuid=told).select_related("source").first() if _is_uuid(told) else None
    if other is None:
        return _("This PO file belongs to another page. Nothing was changed.")
    return _("This PO file belongs to “%(page)s” in %(language)s. Nothing was changed.") % {
        "page": other.source.object_repr,
        "language": other.target_locale.get_display_name(),
    }


def _is_uuid(told: str) -> bool:
    try:
        UUID(told)
    except ValueError:
        return False
    return True
