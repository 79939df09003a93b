"""Addresses of this app: signing in and out, second factors and single sign-on are allauth's."""

from django.urls import include, path, re_path

from meritplan.server.accounts import views

VERBS = "|".join(views.VERBS)
own = [
    path("", views.me, name="me"),
    path("rights/", views.rights, name="rights"),
    path("people/", views.people, name="people"),
    path("people/new/", views.new_person, name="new-person"),
    path("people/<int:pk>/", views.person, name="person"),
    re_path(rf"^people/(?P<pk>\d+)/(?P<verb>{VERBS})/$", views.change, name="change"),
]

urlpatterns = [
    path("", include((own, "accounts"))),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("", include("allauth.urls")),
]
