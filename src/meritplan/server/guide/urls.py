"""Addresses of this app."""

from django.urls import path

from meritplan.server.guide import views

app_name = "guide"
urlpatterns = [
    path("", views.contents, name="contents"),
    path("<slug:name>/", views.page, name="page"),
]
