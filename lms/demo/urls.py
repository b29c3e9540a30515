"""Addresses of the demonstration. They exist only where ``settings.DEMO`` is set."""

from django.urls import path

from lms.demo import components, views

app_name = "demo"
urlpatterns = [
    path("", views.home, name="home"),
    path("enter/<slug:key>/", views.enter, name="enter"),
    path("messages/", views.messages, name="messages"),
    path("messages/<int:pk>/", views.message, name="message"),
    path("messages/<int:pk>/letter/", views.letter, name="letter"),
    path("messages/<int:pk>/papers/<int:paper>/", views.attachment, name="attachment"),
    path("code/", views.code, name="code"),
    path("components/", components.components, name="components"),
]
