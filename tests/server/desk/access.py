"""Who may work at the import desk: analysts bring in and correct, approvers decide what others submitted."""

from django.contrib.auth import get_user_model
from tests.server.access import NOBODY, Page
from tests.server.desk.conftest import draft, ranger

from meritplan.plan import load, write
from meritplan.server.desk.models import Import, Submission
from meritplan.server.plans import served
from meritplan.server.plans.served import current

ANALYST, APPROVER = frozenset({"analyst"}), frozenset({"approver"})
BOTH = ANALYST | APPROVER
WRITES = True
EDITION = "/desk/editions/7002/1/"
ONE = "desk/editions/<slug:key>/<int:number>/"
TREE = f"{ONE}correct/<slug:tree>/"


def things(plan):
    """A draft with open questions, an import, and an edition submitted by somebody else."""
    write(plan, [draft(ranger("Lake Ranger", "7002"))])
    served.changed()
    somebody, _ = get_user_model().objects.get_or_create(username="somebody-else")
    Import.objects.create(by=somebody)
    _submitted(somebody)


def _submitted(person):
    sha256 = _answered()["sha256"]
    return Submission.objects.create(by=person, class_key="7002", number=1, sha256=sha256, title="Lake Ranger")


def _import(user):
    return f"/desk/imports/{Import.objects.get().pk}/"


def _submission(user):
    return f"/desk/approvals/{Submission.objects.get().pk}/"


def _own_submission(user):
    return f"/desk/approvals/{_submitted(user).pk}/" if user else _submission(user)


def _answered():
    sha256 = load(current().plan.root).hashes["classes/7002/1.yaml"]
    return {"decision": "confirm", "because": "It is none.", "sha256": sha256}


PAGES = [
    Page(route="desk/", address="/desk/", get=BOTH),
    Page(route="desk/imports/", address="/desk/imports/", get=BOTH, post=ANALYST),
    Page(route="desk/imports/<int:number>/", address=_import, get=BOTH),
    Page(route="desk/imports/<int:number>/cancel/", address=lambda user: f"{_import(user)}cancel/", post=ANALYST),
    Page(route="desk/imports/<int:number>/go-on/", address=lambda user: f"{_import(user)}go-on/", post=ANALYST),
    Page(route="desk/questions/", address="/desk/questions/", get=BOTH),
    Page(
        route="desk/questions/<slug:key>/<int:number>/<slug:name>/",
        address="/desk/questions/7002/1/q1/",
        get=BOTH,
        post=ANALYST,
        data=_answered,
    ),
    Page(route="desk/editions/", address="/desk/editions/", get=BOTH),
    Page(route="desk/editions/submit/", address="/desk/editions/submit/", post=ANALYST),
    Page(route=ONE, address=EDITION, get=BOTH),
    Page(route=f"{ONE}changes/", address=f"{EDITION}changes/", get=BOTH),
    Page(route=f"{ONE}submit/", address=f"{EDITION}submit/", post=ANALYST),
    Page(route=f"{ONE}revise/", address=f"{EDITION}revise/", post=ANALYST),
    Page(route=f"{ONE}withdraw/", address=f"{EDITION}withdraw/", post=ANALYST),
    Page(route=TREE, address=f"{EDITION}correct/minimum/", get=ANALYST),
    Page(route=f"{TREE}step/", address=f"{EDITION}correct/minimum/step/", post=ANALYST),
    Page(route=f"{TREE}preview/", address=f"{EDITION}correct/minimum/preview/", get=ANALYST, post=ANALYST),
    Page(route=f"{TREE}discard/", address=f"{EDITION}correct/minimum/discard/", post=ANALYST),
    Page(route=f"{TREE}carry-over/", address=f"{EDITION}correct/minimum/carry-over/", post=ANALYST),
    Page(route="desk/approvals/", address="/desk/approvals/", get=BOTH),
    Page(route="desk/approvals/<int:number>/", address=_submission, get=BOTH),
    *(
        Page(
            route="desk/approvals/<int:number>/decide/",
            address=lambda user, of=of: f"{of(user)}decide/",
            post=who,
            data={"decision": decision, "answer": "Looked over."},
            thing=f"{decision}, {whose}",
        )
        for decision, of, whose, who in (
            ("approve", _submission, "somebody else's", APPROVER),
            ("return", _submission, "somebody else's", APPROVER),
            ("take back", _submission, "somebody else's", NOBODY),
            ("approve", _own_submission, "one's own", NOBODY),
        )
    ),
    Page(
        route="desk/publishing/",
        address="/desk/publishing/",
        get=BOTH,
        post=BOTH,
        data={"effective": "2027-01-01", "because": "test"},
    ),
]
