"""Addresses of this app. None of them carries anything about a person: that travels in the form (decision 11)."""

from django.urls import path

from meritplan.server.eligibility.views import one_class, results, saving, whole_plan, wizard

app_name = "eligibility"
urlpatterns = [
    path("", wizard.start, name="start"),
    path("summary/", wizard.summary, name="summary"),
    path("results/", results.results, name="results"),
    path("what-if/", whole_plan.what_if, name="what-if-all"),
    path("import/", saving.take, name="import"),
    path("save/", saving.save, name="save"),
    path("save/<slug:form>/", saving.download, name="download"),
    path("class/<str:key>/", one_class.one_class, name="class"),
    path("class/<str:key>/what-if/", one_class.what_if, name="what-if"),
    path("class/<str:key>/answer/", one_class.answer, name="answer"),
    path("<slug:name>/", wizard.step, name="step"),
]
