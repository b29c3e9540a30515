"""Files that wait for their last fields, as documents do that come many at once.

Wagtail lets them lie among the pictures, where a proxy or a storage may give them to anybody who guesses
their name. A document may be private: it waits where documents are kept.
"""

from __future__ import annotations

from django.core.files.storage import default_storage
from wagtail.models import UploadedFile

from cms.models.files import private_files


def keep_them_private() -> None:
    field = UploadedFile._meta.get_field("file")
    field.storage = private_files()
    field._storage_callable = default_storage  # what Wagtail's migrations know of
