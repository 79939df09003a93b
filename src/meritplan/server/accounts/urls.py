"""Addresses of this app: signing in and out, second factors and single sign-on are allauth's."""

from django.urls import include, path

urlpatterns = [
    path("", include("allauth.urls")),
]
