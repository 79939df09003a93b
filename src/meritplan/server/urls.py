"""Every address, one line for each app."""

from django.urls import include, path

from meritplan.server.ui import views

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("meritplan.server.catalogue.urls")),
    path("qualify/", include("meritplan.server.eligibility.urls")),
    path("desk/", include("meritplan.server.desk.urls")),
    path("accounts/", include("meritplan.server.accounts.urls")),
    path("audit/", include("meritplan.server.audit.urls")),
    path("api/", include("meritplan.server.api.urls")),
    path("help/", include("meritplan.server.guide.urls")),
    path("health/", include("meritplan.server.plans.urls")),
]

handler400 = "meritplan.server.ui.views.bad_request"
handler403 = "meritplan.server.ui.views.forbidden"
handler404 = "meritplan.server.ui.views.not_found"
handler500 = "meritplan.server.ui.views.broken"
