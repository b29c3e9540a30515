"""Papers of one session at Desk. Part of the addresses of ``desk``."""

from django.urls import path, re_path

from attendance.views import sheet_pictures, sheets

urlpatterns = [
    path("sheet.pdf", sheets.paper, name="sheet_pdf"),
    re_path(r"^sheet\.(?P<kind>xlsx|csv)$", sheets.table, name="sheet_table"),
    path("sheet/", sheets.overview, name="sheets"),
    path("sheet/upload/", sheet_pictures.upload, name="upload_sheet"),
    path("sheet/frozen/<uuid:sheet>.pdf", sheets.frozen_paper, name="frozen_sheet"),
    path("sheet/<uuid:picture>/", sheet_pictures.show, name="sheet_picture"),
    path("sheet/<uuid:picture>/settle/", sheet_pictures.settle, name="settle_sheet"),
    path("sheet/<uuid:picture>/file/", sheet_pictures.file, name="sheet_file"),
    path("sheet/<uuid:picture>/rows/<int:index>.jpg", sheet_pictures.row_picture, name="sheet_row"),
]
