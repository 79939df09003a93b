"""This app as Django knows it."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Names the app."""

    name = "meritplan.server.desk"
    label = "desk"
