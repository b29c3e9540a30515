from django.urls import path

from lms.demo import components

app_name = "demo"
urlpatterns = [
    path("components/", components.components, name="components"),
]
