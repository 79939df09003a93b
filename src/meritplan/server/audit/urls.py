"""Addresses of this app."""

from django.urls import path, re_path

from meritplan.server.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.explorer, name="explorer"),
    path("<int:sequence>/", views.event, name="event"),
    re_path(r"^export\.(?P<form>csv|jsonl)$", views.export, name="export"),
]
