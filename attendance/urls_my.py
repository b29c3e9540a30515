from django.urls import path

from attendance.views import my_pass

app_name = "mypass"
urlpatterns = [
    path("", my_pass.show, name="show"),
    path("png/", my_pass.png, name="png"),
    path("pdf/", my_pass.pdf, name="pdf"),
    path("replace/", my_pass.replace, name="replace"),
    path("revoke/", my_pass.revoke, name="revoke"),
    path("family/", my_pass.family, name="family"),
    path("<uuid:person>/", my_pass.show, name="show"),
    path("<uuid:person>/png/", my_pass.png, name="png"),
    path("<uuid:person>/pdf/", my_pass.pdf, name="pdf"),
    path("<uuid:person>/replace/", my_pass.replace, name="replace"),
    path("<uuid:person>/revoke/", my_pass.revoke, name="revoke"),
]
