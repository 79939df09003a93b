"""This app as Django knows it."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Names the app."""

    name = "meritplan.server.api"
    label = "api"
