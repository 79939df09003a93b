"""This app as Django knows it."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Names the app."""

    name = "meritplan.server.accounts"
    label = "accounts"
