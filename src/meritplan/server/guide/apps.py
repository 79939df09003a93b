"""This app as Django knows it."""

from django.apps import AppConfig


class GuideConfig(AppConfig):
    """Names the app."""

    name = "meritplan.server.guide"
    label = "guide"
