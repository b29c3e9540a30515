from django.urls import path

from attendance.views import passes

app_name = "passes"
urlpatterns = [path("p/<str:secret>", passes.open_pass, name="open")]
