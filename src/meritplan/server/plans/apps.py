"""This app as Django knows it."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Names the app."""

    name = "meritplan.server.plans"
    label = "plans"
