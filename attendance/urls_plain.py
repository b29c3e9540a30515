from django.urls import path

from attendance.views import passes, room_code, sheet_address

app_name = "passes"
urlpatterns = [
    path("p/<str:secret>", passes.open_pass, name="open"),
    path("c/", room_code.check_in, name="check_in"),
    path("c/forget", room_code.forget, name="forget"),
    path("c/<str:meeting>/<str:code>", room_code.open_room, name="room"),
    path("sheet/<uuid:sheet>/", sheet_address.open_sheet, name="sheet"),
]
