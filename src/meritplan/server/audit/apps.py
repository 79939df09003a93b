"""This app as Django knows it."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Names the app."""

    name = "meritplan.server.audit"
    label = "audit"
