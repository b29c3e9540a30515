from django.urls import path

from courses.certificates import verification

app_name = "courses"
urlpatterns = [
    path("v/<slug:number>", verification.verify, name="verify"),
]
