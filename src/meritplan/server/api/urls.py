"""Addresses of this app."""

from django.urls import path

from meritplan.server.api import class_operations, people_operations, plan_operations, views
from meritplan.server.api.v1 import API

OPERATIONS = (class_operations, people_operations, plan_operations)  # importing them declares what they do
app_name = "api"
urlpatterns = [
    path("", views.entrance, name="entrance"),
    path("keys/", views.keys, name="keys"),
    path("keys/<int:number>/revoke/", views.revoke, name="revoke-key"),
    path("v1/openapi.json", views.openapi, name="openapi"),
    path("v1/docs", views.reference, name="reference"),
    path("v1/", API.urls),
]
