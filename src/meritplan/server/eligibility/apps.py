"""This app as Django knows it."""

from django.apps import AppConfig


class EligibilityConfig(AppConfig):
    """Names the app."""

    name = "meritplan.server.eligibility"
    label = "eligibility"
