"""Addresses for the machines that watch the server: is it alive, is it ready."""

from django.urls import path

from meritplan.server.plans import views

urlpatterns = [
    path("live/", views.live, name="health-live"),
    path("ready/", views.ready, name="health-ready"),
]
