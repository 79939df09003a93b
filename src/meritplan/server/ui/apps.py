"""This app as Django knows it."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Names the app."""

    name = "meritplan.server.ui"
    label = "ui"
