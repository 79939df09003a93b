"""Addresses of this app. A class keeps its address for good: former codes and titles lead to it."""

from django.urls import path

from meritplan.server.catalogue import views

app_name = "catalogue"
urlpatterns = [
    path("classes/", views.browse, name="browse"),
    path("classes/code/<str:code>/", views.by_code, name="code"),
    path("classes/<str:key>/", views.job_class, name="class"),
    path("classes/<str:key>/editions/<int:number>/", views.edition, name="edition"),
    path("classes/<str:key>/history/", views.history, name="history"),
    path("classes/<str:key>/compare/", views.compare, name="compare"),
    path("classes/<str:key>/class.pdf", views.paper, name="pdf"),
    path("classes/<str:key>/class.json", views.as_json, name="json"),
    path("groups/<str:key>/", views.group, name="group"),
    path("ladders/", views.ladders, name="ladders"),
    path("ladders/route/", views.route, name="route"),
    path("ladders/<str:key>/", views.ladder, name="ladder"),
    path("sources/<str:sha256>/", views.source, name="source"),
]
