"""This app as Django knows it."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Names the app."""

    name = "meritplan.server.catalogue"
    label = "catalogue"
