"""Questions settled at the desk: what is written, what is recorded, and what happens when two do it at once."""

import pytest

from meritplan.model import Condition, Education, License, Note
from meritplan.plan.questions import steps
from meritplan.server.audit.models import AuditEvent
from meritplan.server.desk.facts import facts_form
from meritplan.server.desk.meanings import KINDS, NAMES, form_of
from meritplan.server.desk.models import Replaced
from meritplan.server.desk.queue import Filter, of_plan, queue

ONE = "/desk/questions/7001/2/q2/"  # the unread words
LIFT = "/desk/questions/7001/2/q1/"  # the doubtful condition
WHY = "The commission said so on 3 March."


def _edition(plan, name):
    key, _, number = name.partition("/")
    return plan.by_key[key].edition(int(number))


def test_a_reading_is_confirmed_and_the_next_question_loads(rangers, as_person, send, now):
    answer = send(as_person("analyst", name="ada"), LIFT, "7001/2", decision="confirm", because=WHY)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/desk/questions/")
    assert answer.headers["Location"] != LIFT
    made = _edition(now(), "7001/2")
    assert [one.id for one in made.open_questions] == ["q2"]
    assert (made.settlements[-1].by, made.settlements[-1].because) == ("ada", WHY)
    assert made.job_class.minimum_qualifications.children[1] == Condition(kind="ability", quote="able to lift a log")


def test_it_is_recorded_with_both_hashes(rangers, as_person, send, now):
    send(as_person("analyst", name="ada"), LIFT, "7001/2", decision="confirm", because=WHY)
    event = AuditEvent.objects.get(verb="desk.settle")
    assert (event.actor_name, event.kind, event.key, event.reason) == ("ada", "edition", "7001/2", WHY)
    assert event.before["sha256"] == rangers.hashes["classes/7001/2.yaml"]
    assert event.after["sha256"] == now().hashes["classes/7001/2.yaml"]
    assert event.after["settled"]["q1"]["decision"] == "confirmed"


def test_words_that_ask_nothing_become_a_note_everywhere(rangers, as_person, send, now):
    answer = send(as_person("analyst"), ONE, "7001/2", decision="no requirement", because=WHY, everywhere="1")
    assert answer.status_code == 302
    for name in ("7001/2", "7002/1"):
        made = _edition(now(), name)
        assert [one.id for one in made.open_questions] == ["q1"]
        assert isinstance(made.job_class.minimum_qualifications.rules[0], Note)
    assert AuditEvent.objects.filter(verb="desk.settle").count() == 2


def test_words_are_read_as_something_by_a_form(rangers, as_person, send, now):
    fields = {
        "kind": "license",
        "is-kind": "license",
        "is-name": "boat license",
        "is-current": "on",
        "is-held_months": "12",
    }
    send(as_person("analyst"), ONE, "7001/2", decision="read as", because=WHY, **fields)
    read = _edition(now(), "7001/2").job_class.minimum_qualifications.children[2]
    assert read == License(name="boat license", current=True, held_months=12, quote="A season at sea is welcome.")


def test_fields_that_do_not_fit_are_told_and_kept(rangers, as_person, send, now):
    fields = {"kind": "experience", "is-months": "two years", "is-function": "seafaring"}
    answer = send(as_person("analyst"), ONE, "7001/2", decision="read as", because=WHY, **fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Enter a number such as 24 or 1.5." in page
    assert "seafaring" in page
    assert WHY in page
    assert now().hashes == rangers.hashes


def test_a_reason_is_needed(rangers, as_person, send, now):
    answer = send(as_person("analyst"), LIFT, "7001/2", decision="confirm", because="  ")
    assert answer.status_code == 422
    assert "Say why" in answer.content.decode()
    assert now().hashes == rangers.hashes
    assert not AuditEvent.objects.filter(verb="desk.settle").exists()


def test_characters_nobody_writes_are_left_out(rangers, as_person, send, now):
    send(as_person("analyst"), LIFT, "7001/2", decision="confirm", because="Ada\x00 read\u202e it.")
    assert _edition(now(), "7001/2").settlements[-1].because == "Ada read it."


def test_unread_words_cannot_be_confirmed(rangers, as_person, send, now):
    answer = send(as_person("analyst"), ONE, "7001/2", decision="confirm", because=WHY)
    assert answer.status_code == 422
    assert now().hashes == rangers.hashes


def test_facts_are_entered_for_a_question_about_the_class(rangers, as_person, send, now):
    address, before = "/desk/questions/0414/1/q1/", _edition(rangers, "0414/1")
    form = facts_form(before.job_class)
    said = {f"fact-{name}": form.initial[name] or "" for name in form.fields}
    said |= {"fact-probation_months": "9", "fact-former_titles": "Herbarium Keeper\r\nKeeper of Plants"}
    answer = send(as_person("analyst"), address, "0414/1", decision="enter", because=WHY, **said)
    assert answer.status_code == 302, answer.content.decode()
    made = _edition(now(), "0414/1")
    assert made.job_class.probation_months == 9
    assert made.job_class.former_titles == ("Herbarium Keeper", "Keeper of Plants")
    assert set(made.settlements[-1].after) == {"probation_months", "former_titles"}


def test_a_question_is_answered_in_words(rangers, as_person, send, now):
    send(as_person("analyst"), "/desk/questions/0414/1/q1/", "0414/1", decision="answer", because="Until 2019.")
    assert _edition(now(), "0414/1").settlements[-1].because == "Until 2019."


@pytest.mark.parametrize("role", ["approver", "auditor"])
def test_only_analysts_settle(rangers, as_person, send, now, role):
    answer = send(as_person(role), LIFT, "7001/2", decision="confirm", because=WHY)
    assert answer.status_code in {403, 422}
    assert "takes the role of" in answer.content.decode()
    assert now().hashes == rangers.hashes


class TestConflict:
    """Two analysts with the same page open."""

    def test_the_second_is_told_what_the_first_did_and_keeps_the_input(self, rangers, as_person, send, now):
        first, second = as_person("analyst", name="ada"), as_person("analyst", name="ben")
        seen = rangers.hashes["classes/7001/2.yaml"]
        send(first, LIFT, "7001/2", decision="confirm", because="Ada read it.")
        wanted = {
            "kind": "license",
            "is-kind": "license",
            "is-name": "boat license",
            "decision": "read as",
            "because": "Ben knows the sea.",
        }
        answer = second.post(ONE, {"sha256": seen, **wanted})
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Ada read it." in page
        assert "Ben knows the sea." in page
        assert "boat license" in page
        assert [one.id for one in _edition(now(), "7001/2").open_questions] == ["q2"]

    def test_what_was_wanted_can_be_sent_again(self, rangers, as_person, send, now):
        first, second = as_person("analyst", name="ada"), as_person("analyst", name="ben")
        seen = rangers.hashes["classes/7001/2.yaml"]
        send(first, LIFT, "7001/2", decision="confirm", because="Ada read it.")
        answer = second.post(ONE, {"sha256": seen, "decision": "no requirement", "because": "Ben."})
        again = answer.context["again"]
        second.post(ONE, {"sha256": answer.context["conflict"].sha256, **dict(again)})
        assert _edition(now(), "7001/2").open_questions == ()

    def test_a_question_settled_by_the_other_is_a_conflict_too(self, rangers, as_person, send, now):
        first, second = as_person("analyst", name="ada"), as_person("analyst", name="ben")
        seen = rangers.hashes["classes/7001/2.yaml"]
        send(first, LIFT, "7001/2", decision="confirm", because="Ada read it.")
        answer = second.post(LIFT, {"sha256": seen, "decision": "no requirement", "because": "Ben."})
        assert answer.status_code == 409
        assert _edition(now(), "7001/2").settlements[-1].by == "ada"

    def test_a_change_from_outside_the_desk_is_noticed_when_it_is_written(self, rangers, as_person, send, now):
        page = as_person("analyst").get(LIFT)
        path = rangers.root / "classes/7001/2.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "note: by hand\n", encoding="utf-8")
        client = as_person("analyst", name="ben")
        answer = client.post(LIFT, {"sha256": page.context["sha256"], "decision": "confirm", "because": WHY})
        assert answer.status_code == 409
        assert "note: by hand" in path.read_text(encoding="utf-8")
        assert not AuditEvent.objects.filter(verb="desk.settle").exists()

    def test_the_version_before_is_kept(self, rangers, as_person, send):
        seen = rangers.hashes["classes/7001/2.yaml"]
        send(as_person("analyst"), LIFT, "7001/2", decision="confirm", because=WHY)
        assert "able to lift a log" in Replaced.objects.get(sha256=seen).content


class TestQueue:
    """The order of work."""

    def test_unread_words_come_first_then_what_most_ask(self, rangers):
        order = [(one.question.code, one.alike) for one in queue(rangers).asked]
        assert order[:2] == [("MP-R001", 2), ("MP-R001", 2)]
        assert order[2:4] == [("MP-R002", 2), ("MP-R002", 2)]
        assert order == sorted(order, key=lambda one: (one[0] != "MP-R001", one[0] == "MP-P013", -one[1]))

    def test_those_alike_are_one_line(self, rangers):
        assert [group.count for group in queue(rangers).groups][:2] == [2, 2]

    def test_filters(self, rangers):
        everything = queue(rangers)
        assert {one.question.code for one in everything.only(Filter(code="MP-R001")).asked} == {"MP-R001"}
        assert {one.edition.class_key for one in everything.only(Filter(words="lake")).asked} == {"7002"}
        group = next(one.edition.group for one in everything.asked if one.edition.group)
        assert {one.edition.group for one in everything.only(Filter(group=group)).asked} == {group}
        source = next(one.edition.sources[0] for one in everything.asked if one.edition.sources)
        found = everything.only(Filter(document=source.sha256)).asked
        assert all(source in one.edition.sources for one in found)
        assert found

    def test_next_goes_round(self, rangers):
        everything = of_plan(rangers)
        names = [one.name for one in everything.asked]
        assert everything.after(names[0]).name == names[1]
        assert everything.after(names[-1]).name == names[0]
        assert everything.before(names[0]).name == names[-1]

    def test_the_filter_stays_with_the_flow(self, rangers, as_person, send):
        address = f"{ONE}?code=MP-R001"
        answer = send(as_person("analyst"), address, "7001/2", decision="no requirement", because=WHY)
        assert answer.headers["Location"] == "/desk/questions/7002/1/q2/?code=MP-R001"
        answer = send(
            as_person("analyst", name="ben"),
            "/desk/questions/7002/1/q2/?code=MP-R001",
            "7002/1",
            decision="no requirement",
            because=WHY,
        )
        assert answer.headers["Location"] == "/desk/questions/?code=MP-R001"


def test_every_kind_of_node_has_its_form(rangers, as_person):
    assert set(NAMES) == set(KINDS)
    tree = _edition(rangers, "7001/2").job_class.minimum_qualifications
    for _, node in steps(tree):
        kind = str(node.__struct_config__.tag)
        form = form_of(kind, node=node)
        again = form_of(kind, {f"is-{name}": form.initial.get(name, "") for name in form.fields})
        made = again.node()
        assert made is not None, again.errors
        for name in form.fields:
            assert getattr(made, name) == getattr(node, name)


def test_a_required_field_is_asked_for():
    form = form_of("education", {})
    assert form.node() is None
    assert "level" in form.errors
    assert form_of("education", {"is-level": "master", "is-fields": "botany\n\nsoils"}).node() == Education(
        level="master", fields=("botany", "soils")
    )
    ratio = form_of("substitution", {"is-give": "education", "is-target": "experience", "is-ratio": "12 / 6"}).node()
    assert ratio.ratio == (12, 6)
