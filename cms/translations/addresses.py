"""Addresses that translators put in the place of the original's: looked at before they are kept.

The package keeps whatever comes. An editor's own form would refuse what is no web address; a translation
must not bring in by the back door what the front door keeps out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from wagtail_localize.models import SegmentOverride

if TYPE_CHECKING:
    from django.db.models import Model

LEADS_SOMEWHERE = frozenset({"http", "https", "mailto", "tel"})
UNSEEN = re.compile(r"[\x00-\x20]")
"""Browsers pass over these: "java\\tscript:" runs as well."""
SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.IGNORECASE)


def refuse_programs(sender: type[Model], instance: SegmentOverride, **kwargs: Any) -> None:
    """Raises the error that the package's own views answer with 400."""
    value = instance.data
    scheme = SCHEME.match(UNSEEN.sub("", value)) if isinstance(value, str) else None
    if scheme and scheme[1].lower() not in LEADS_SOMEWHERE:
        raise ValidationError(_("This is no address of a page, an e-mail address or a phone."))
