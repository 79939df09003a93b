"""This app as Django knows it."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Names the app, and lets it hear who signs in."""

    name = "meritplan.server.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Connect the signals."""
        from meritplan.server.accounts import signals  # noqa: F401, PLC0415 - models must be loaded first
