"""Addresses of this app."""

from django.urls import URLPattern, path

from meritplan.server.desk.views import approving, correcting, editions, importing, overview, questions

app_name = "desk"
ONE = "editions/<slug:key>/<int:number>/"
TREE = f"{ONE}correct/<slug:tree>/"
urlpatterns: list[URLPattern] = [
    path("", overview.overview, name="overview"),
    path("imports/", importing.imports, name="imports"),
    path("imports/<int:number>/", importing.one_import, name="import"),
    path("imports/<int:number>/cancel/", importing.cancel, name="cancel"),
    path("imports/<int:number>/go-on/", importing.go_on, name="go-on"),
    path("questions/", questions.questions, name="questions"),
    path("questions/<slug:key>/<int:number>/<slug:name>/", questions.question, name="question"),
    path("editions/", editions.editions, name="editions"),
    path("editions/submit/", editions.submit_several, name="submit-several"),
    path(ONE, editions.edition, name="edition"),
    path(f"{ONE}changes/", editions.changes, name="changes"),
    path(f"{ONE}submit/", editions.submit, name="submit"),
    path(f"{ONE}revise/", editions.revise, name="revise"),
    path(f"{ONE}withdraw/", editions.withdraw, name="withdraw"),
    path(TREE, correcting.editor, name="editor"),
    path(f"{TREE}step/", correcting.step, name="step"),
    path(f"{TREE}preview/", correcting.preview, name="preview"),
    path(f"{TREE}discard/", correcting.discard, name="discard"),
    path(f"{TREE}carry-over/", correcting.carry_over, name="carry-over"),
    path("approvals/", approving.approvals, name="approvals"),
    path("approvals/<int:number>/", approving.approval, name="approval"),
    path("approvals/<int:number>/decide/", approving.decide, name="decide"),
    path("publishing/", approving.publishing, name="publishing"),
]
