"""From a settled draft to an edition in force: a second person approves, and what was approved is published."""

from datetime import date

import msgspec
import pytest
from django.utils import timezone

from meritplan.model import Experience, JobClass
from meritplan.plan import ClassEdition, write
from meritplan.server.accounts.models import RoleGrant, User
from meritplan.server.audit.models import AuditEvent
from meritplan.server.desk.models import Submission
from meritplan.server.plans import served

WHY = "Read against the printed page."
KEY = "classes/7001/2.yaml"


@pytest.fixture
def settled(rangers, as_person, send):
    """Ada settled both questions of edition 7001/2."""
    ada = as_person("analyst", name="ada")
    send(ada, "/desk/questions/7001/2/q1/", "7001/2", decision="confirm", because=WHY)
    send(ada, "/desk/questions/7001/2/q2/", "7001/2", decision="no requirement", because=WHY)
    return ada


@pytest.fixture
def submitted(settled, as_person, send):
    """Ben submitted it."""
    ben = as_person("analyst", "approver", name="ben")
    answer = send(ben, "/desk/editions/7001/2/submit/", "7001/2", comment="As the commission resolved.")
    assert answer.status_code == 302
    return Submission.objects.get()


def _decide(client, submission, decision, answer=""):
    page = client.get(f"/desk/approvals/{submission.pk}/")
    said = {"decision": decision, "answer": answer, "sha256": page.context["case"].sha256}
    return client.post(f"/desk/approvals/{submission.pk}/decide/", said)


@pytest.fixture
def approved(submitted, as_person):
    """Cleo, who had no hand in it, approved it."""
    assert _decide(as_person("approver", name="cleo"), submitted, "approve").status_code == 302
    submitted.refresh_from_db()
    return submitted


class TestSubmitting:
    """An edition is submitted when nothing is open, or with a reason."""

    def test_open_questions_are_named(self, rangers, as_person, send):
        answer = send(as_person("analyst"), "/desk/editions/7001/2/submit/", "7001/2")
        assert answer.status_code == 422
        assert "2 questions are open" in answer.content.decode()

    def test_with_a_reason_they_may_stay(self, rangers, as_person, send):
        send(as_person("analyst"), "/desk/editions/7001/2/submit/", "7001/2", despite="The season opens.")
        assert Submission.objects.get().despite == "The season opens."

    def test_as_it_stands_once(self, submitted, as_person, send):
        answer = send(as_person("analyst", name="dora"), "/desk/editions/7001/2/submit/", "7001/2")
        assert answer.status_code == 422
        assert Submission.objects.count() == 1

    def test_an_edition_in_force_is_not_submitted(self, rangers, as_person, send):
        answer = send(as_person("analyst"), "/desk/editions/7001/1/submit/", "7001/1")
        assert answer.status_code == 422

    def test_what_changed_meanwhile(self, settled, as_person, rangers):
        said = {"sha256": rangers.hashes[KEY]}
        answer = as_person("analyst", name="ben").post("/desk/editions/7001/2/submit/", said)
        assert answer.status_code == 409
        assert WHY in answer.content.decode()

    def test_several_at_once_or_none(self, settled, as_person, now):
        ben = as_person("analyst", name="ben")
        page = ben.get("/desk/editions/?stage=ready")
        named = [row.name for row in page.context["page"]]
        assert len(named) > 1
        stale = f"{named[0].rpartition(' ')[0]} {'0' * 64}"
        answer = ben.post("/desk/editions/submit/?stage=ready", {"edition": [named[1], stale]})
        assert answer.status_code == 409
        assert not Submission.objects.exists()
        assert ben.post("/desk/editions/submit/?stage=ready", {}).status_code == 422
        assert ben.post("/desk/editions/submit/", {"edition": named, "comment": "All of them."}).status_code == 302
        assert Submission.objects.filter(state="waiting", comment="All of them.").count() == len(named)
        assert AuditEvent.objects.filter(verb="desk.submit").count() == len(named)

    def test_taken_back_by_who_submitted(self, submitted, as_person):
        other = as_person("analyst", name="dora")
        assert _decide(other, submitted, "take back").status_code == 403


class TestApproving:
    """The second person."""

    def test_by_somebody_without_a_hand_in_it(self, approved):
        assert (approved.state, approved.decided_by.username) == ("approved", "cleo")
        event = AuditEvent.objects.get(verb="desk.approve")
        assert (event.key, event.after["sha256"]) == ("7001/2", approved.sha256)

    def test_not_by_who_submitted(self, submitted, as_person, client):
        client.force_login(User.objects.get(username="ben"))
        answer = _decide(client, submitted, "approve")
        assert answer.status_code == 403
        assert "You submitted this edition. Approval takes a second person." in answer.content.decode()

    def test_not_by_who_settled(self, submitted, client):
        ada = User.objects.get(username="ada")
        RoleGrant.objects.create(user=ada, role="approver")
        client.force_login(ada)
        answer = _decide(client, submitted, "approve")
        assert answer.status_code == 403
        assert "You settled a question of it." in answer.content.decode()

    def test_not_by_who_corrected(self, rangers, as_person, send, client):
        editor, dora = "/desk/editions/7001/2/correct/minimum/", as_person("analyst", "approver", name="dora")
        sha256 = dora.get(editor).context["sha256"]
        dora.post(f"{editor}step/", {"sha256": sha256, "step": "down", "path": "children.0"})
        dora.post(f"{editor}preview/", {"sha256": dora.get(editor).context["sha256"], "because": WHY})
        ben = as_person("analyst", name="ben")
        send(ben, "/desk/editions/7001/2/submit/", "7001/2", despite="In a hurry.")
        client.force_login(User.objects.get(username="dora"))
        answer = _decide(client, Submission.objects.get(), "approve")
        assert "You corrected its requirements." in answer.content.decode()

    def test_a_correction_is_shown_with_its_reason(self, rangers, as_person, send):
        editor, dora = "/desk/editions/7001/2/correct/minimum/", as_person("analyst", name="dora")
        dora.post(
            f"{editor}step/", {"sha256": dora.get(editor).context["sha256"], "step": "down", "path": "children.0"}
        )
        said = {"sha256": dora.get(editor).context["sha256"], "because": "The degree stands second."}
        dora.post(f"{editor}preview/", said)
        send(dora, "/desk/editions/7001/2/submit/", "7001/2", despite="In a hurry.")
        page = as_person("approver", name="cleo").get(f"/desk/approvals/{Submission.objects.get().pk}/")
        assert "The degree stands second." in page.content.decode()

    def test_not_by_an_analyst(self, submitted, as_person):
        assert _decide(as_person("analyst", name="dora"), submitted, "approve").status_code == 403

    def test_a_later_change_voids_it(self, approved, as_person, send, now):
        plan = now()
        edition = plan.by_key["7001"].edition(2)
        write(plan, [msgspec.structs.replace(edition, note="changed later")])
        served.changed()
        page = as_person("approver", name="erin").get(f"/desk/approvals/{approved.pk}/").content.decode()
        assert "void" in page
        answer = as_person("analyst", name="dora").post("/desk/publishing/", {"submission": approved.pk})
        assert answer.status_code == 403
        assert "the approval is void" in answer.content.decode()

    def test_a_change_while_it_is_being_looked_at(self, submitted, as_person, now):
        cleo = as_person("approver", name="cleo")
        cleo.get(f"/desk/approvals/{submitted.pk}/")
        plan = now()
        write(plan, [msgspec.structs.replace(plan.by_key["7001"].edition(2), note="changed later")])
        served.changed()
        assert _decide(cleo, submitted, "approve").status_code == 403

    def test_returned_with_a_comment(self, submitted, as_person):
        cleo = as_person("approver", name="cleo")
        assert _decide(cleo, submitted, "return").status_code == 422
        assert _decide(cleo, submitted, "return", "The second sentence asks for more.").status_code == 302
        submitted.refresh_from_db()
        assert (submitted.state, submitted.answer) == ("returned", "The second sentence asks for more.")
        page = as_person("analyst", name="dora").get("/desk/editions/7001/2/").content.decode()
        assert "The second sentence asks for more." in page

    def test_decided_once(self, approved, as_person):
        assert _decide(as_person("approver", name="erin"), approved, "return", "No.").status_code == 403


class TestPublishing:
    """The day, the superseded edition, the refusals."""

    def test_it_is_in_force_and_the_one_before_ends(self, approved, as_person, now):
        client, day = as_person("analyst", name="dora"), "2030-07-01"
        page = client.get("/desk/publishing/", {"submission": approved.pk, "effective": day}).content.decode()
        assert "its last day is 2030-06-30" in page
        said = {"submission": approved.pk, "effective": day, "because": "Resolution 12."}
        assert client.post("/desk/publishing/", said).status_code == 302
        plan = now()
        before, after = plan.by_key["7001"].editions
        assert (after.state, after.effective_from) == ("adopted", date(2030, 7, 1))
        assert before.effective_to == date(2030, 6, 30)
        assert plan.by_key["7001"].in_force(date(2030, 7, 1)) == after
        events = {one.verb: one for one in AuditEvent.objects.filter(kind="edition")}
        assert events["desk.publish"].after["sha256"] == plan.hashes[KEY]
        assert events["desk.end"].key == "7001/1"
        approved.refresh_from_db()
        assert approved.state == "published"
        assert client.get(f"/desk/approvals/{approved.pk}/").status_code == 200

    def test_the_catalogue_is_told(self, approved, as_person):
        day = timezone.localdate().isoformat()
        client = as_person("approver", name="erin")
        assert client.post("/desk/publishing/", {"submission": approved.pk, "effective": day}).status_code == 302
        assert served.current().as_of(timezone.localdate()).by_key["7001"].number == 2

    def test_the_plans_refusal_is_told(self, approved, as_person, now):
        client = as_person("analyst", name="dora")
        page = client.get("/desk/publishing/", {"submission": approved.pk}).content.decode()
        assert "Shore Ranger, edition 2 prints no effective date. Enter the day it applies from." in page
        answer = client.post("/desk/publishing/", {"submission": approved.pk, "effective": "2020-01-01"})
        assert answer.status_code == 422
        assert "Shore Ranger, edition 1 begins on 2020-01-01 as well" in answer.content.decode()
        assert now().by_key["7001"].edition(2).state == "draft"
        approved.refresh_from_db()
        assert approved.state == "approved"

    def test_a_day_that_is_none(self, approved, as_person):
        answer = as_person("analyst", name="dora").post(
            "/desk/publishing/", {"submission": approved.pk, "effective": "next week"}
        )
        assert "next week is no day" in answer.content.decode()

    def test_only_what_is_approved(self, submitted, as_person):
        answer = as_person("analyst", name="dora").post(
            "/desk/publishing/", {"submission": submitted.pk, "effective": "2030-07-01"}
        )
        assert answer.status_code == 403
        assert "It is not approved" in answer.content.decode()

    def test_what_it_touches(self, approved, as_person, now):
        warden = JobClass(
            title="Shore Warden",
            code="7003",
            minimum_qualifications=Experience(
                months=24, classes=("Shore Ranger",), quote="Two years as a Shore Ranger"
            ),
        )
        write(now(), [ClassEdition(class_key="7003", number=1, job_class=warden)])
        served.changed()
        client = as_person("analyst", name="dora")
        answer = client.get("/desk/publishing/", {"submission": approved.pk, "effective": "2030-07-01"})
        (found,) = answer.context["touched"]
        assert [one.title for one in found.cited_by] == ["Shore Warden"]
        assert [one.title for one in found.above] == ["Shore Warden"]

    def test_with_open_questions_and_a_reason(self, rangers, as_person, send, now):
        ben = as_person("analyst", name="ben")
        send(ben, "/desk/editions/7002/1/submit/", "7002/1", despite="The season opens.")
        submission = Submission.objects.get()
        _decide(as_person("approver", name="cleo"), submission, "approve")
        said = {"submission": submission.pk, "effective": "2030-07-01"}
        assert ben.post("/desk/publishing/", said).status_code == 302
        event = now().by_key["7002"].edition(1).events[-1]
        assert (event.because, event.open_questions) == ("The season opens.", ("q1", "q2"))


def test_a_revision_is_begun_and_withdrawn(rangers, as_person, send, now):
    client = as_person("analyst", name="ada")
    answer = client.post("/desk/editions/7001/1/revise/", {"because": "New statute."})
    assert answer.headers["Location"] == "/desk/editions/7001/3/"
    made = now().by_key["7001"].edition(3)
    assert (made.basis, made.state) == (1, "draft")
    assert send(client, "/desk/editions/7001/3/withdraw/", "7001/3", because="").status_code == 422
    assert send(client, "/desk/editions/7001/3/withdraw/", "7001/3", because="Not now.").status_code == 302
    assert now().by_key["7001"].edition(3).state == "withdrawn"
    assert client.post("/desk/editions/7001/1/revise/", {"because": ""}).status_code == 422
    assert as_person("approver").post("/desk/editions/7001/1/revise/", {"because": "x"}).status_code == 403
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert {"desk.revise", "desk.withdraw"} <= verbs
