"""The editor at the desk: steps kept, taken back and repeated; saved into the plan as one change."""

from urllib.parse import parse_qs, urlsplit

from meritplan.model import AllOf, AnyOf, Experience, License, Note
from meritplan.plan.editing import held
from meritplan.server.audit.models import AuditEvent
from meritplan.server.desk.models import Correction
from meritplan.server.desk.stepping import choices, path_of

EDITOR = "/desk/editions/7001/2/correct/minimum/"
BOAT = {"is-kind": "license", "is-name": "boat license"}
LONGER = {"is-months": "48", "is-function": "trail work"}
WHY = "Read against the printed page."


def _tree(plan, name="7001/2"):
    key, _, number = name.partition("/")
    return plan.by_key[key].edition(int(number)).job_class.minimum_qualifications


def _hash(client):
    answer = client.get(EDITOR)
    assert answer.status_code == 200
    return answer.context["sha256"], answer.context["work"].base


def _step(client, **fields):
    sha256, base = _hash(client)
    return client.post(f"{EDITOR}step/", {"sha256": sha256, "base": base, **fields})


def _now(client):
    return client.get(EDITOR).context["work"].now


def _save(client, because=WHY):
    return client.post(f"{EDITOR}preview/", {"sha256": _hash(client)[0], "because": because})


def test_steps_are_kept_and_the_plan_stays(rangers, as_person, now):
    client = as_person("analyst")
    answer = _step(client, step="recast", path="children.2", kind="license", **BOAT)
    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer.headers["Location"]).query)["at"] == ["children.2"]
    assert isinstance(_now(client).children[2], License)
    assert now().hashes == rangers.hashes


def test_every_step_a_page_offers_is_taken(rangers, as_person):
    client = as_person("analyst")
    for fields in (
        {"step": "group", "path": "root", "number": ["1", "2"], "several": "1", "kind": "any_of"},
        {"step": "ungroup", "path": "children.1"},
        {"step": "up", "path": "children.2"},
        {"step": "into", "path": "children.1"},
        {"step": "out", "path": "children.0.children.2"},
        {"step": "put", "path": "children.1", "to": "children.0 children"},
        {"step": "cut", "path": "children.1", "start": "0", "end": "4"},
        {"step": "join", "path": "children.2", "to": "children.1"},
        {"step": "recast", "path": "root", "kind": "any_of", "is-inclusive": "on"},
        {"step": "group", "path": "children.1", "kind": "option", "by": "institution"},
        {"step": "delete", "path": "children.1"},
    ):
        answer = _step(client, **fields)
        assert answer.status_code == 302, (fields, answer.context and answer.context["trouble"])
    after = _now(client)
    assert held(after) == held(_tree(rangers))
    assert len(Correction.objects.get().steps) == 11


def test_undo_and_redo(rangers, as_person):
    client = as_person("analyst")
    _step(client, step="delete", path="children.0.children.1")
    deleted = _now(client)
    _step(client, step="undo")
    assert _now(client) == _tree(rangers)
    _step(client, step="redo")
    assert _now(client) == deleted
    assert _step(client, step="redo").status_code == 422


def test_a_step_that_cannot_be_taken_is_explained(rangers, as_person):
    client = as_person("analyst")
    answer = _step(client, step="delete", path="children.2")
    assert answer.status_code == 422
    assert "unread already" in answer.content.decode()
    answer = _step(client, step="group", path="root", several="1", kind="any_of")
    assert "Mark the parts" in answer.content.decode()
    answer = _step(client, step="recast", path="children.2", kind="experience", **{"is-months": "many"})
    assert "Enter a number" in answer.content.decode()
    assert not Correction.objects.exists()


def test_saving_writes_one_change_with_its_steps(rangers, as_person, now):
    client = as_person("analyst", name="ada")
    _step(client, step="recast", path="children.2", kind="note", **{"is-kind": "procedure"})
    _step(client, step="down", path="children.0")
    preview = client.get(f"{EDITOR}preview/").content.decode()
    assert "What it does" in preview
    answer = _save(client)
    assert answer.status_code == 302
    edition = now().by_key["7001"].edition(2)
    tree = edition.job_class.minimum_qualifications
    assert isinstance(tree.rules[0], Note)
    assert [one.id for one in edition.open_questions] == ["q1"]
    assert edition.settlements[-1].because == WHY
    event = AuditEvent.objects.get(verb="desk.correct")
    assert [one["step"] for one in event.after["steps"]] == ["recast", "shift"]
    assert event.after["sha256"] == now().hashes["classes/7001/2.yaml"]
    assert not Correction.objects.exists()


def test_saving_needs_steps_and_a_reason(rangers, as_person, now):
    client = as_person("analyst")
    assert _save(client).status_code == 422
    _step(client, step="down", path="children.0")
    answer = _save(client, because=" ")
    assert answer.status_code == 422
    assert "Say why" in answer.content.decode()
    assert now().hashes == rangers.hashes


def test_the_preview_tells_who_qualifies_differently(rangers, as_person):
    client = as_person("analyst")
    _step(client, step="recast", path="children.0.children.1", kind="experience", **LONGER)
    page = client.get(f"{EDITOR}preview/").content.decode()
    assert "Experience rises from 24 to 48 months" in page
    assert "Against edition 1" in page
    assert "made-up applicants" in page


def test_discarding(rangers, as_person):
    client = as_person("analyst")
    _step(client, step="down", path="children.0")
    assert client.post(f"{EDITOR}discard/").status_code == 302
    assert _now(client) == _tree(rangers)


def test_each_analyst_has_steps_of_their_own(rangers, as_person):
    ada, ben = as_person("analyst", name="ada"), as_person("analyst", name="ben")
    _step(ada, step="down", path="children.0")
    assert _now(ben) == _tree(rangers)


def test_an_adopted_edition_is_not_edited(rangers, as_person):
    client = as_person("analyst")
    address = "/desk/editions/7001/1/correct/minimum/"
    page = client.get(address)
    assert "stays as it is" in page.content.decode()
    sha256 = page.context["sha256"]
    answer = client.post(f"{address}step/", {"sha256": sha256, "step": "down", "path": "children.0"})
    assert answer.status_code == 422


def test_only_analysts_correct(rangers, as_person):
    client = as_person("approver")
    for address in (EDITOR, f"{EDITOR}preview/"):
        assert client.get(address).status_code == 403
    for address in ("step/", "discard/", "carry-over/"):
        assert client.post(EDITOR + address, {"step": "undo"}).status_code == 403


class TestConflict:
    """Somebody else changes the edition while steps are taken."""

    def _changed_by_ben(self, as_person, send):
        send(
            as_person("analyst", name="ben"),
            "/desk/questions/7001/2/q1/",
            "7001/2",
            decision="confirm",
            because="Ben read it.",
        )

    def test_the_steps_stay_and_are_repeated_on_request(self, rangers, as_person, send, now):
        ada = as_person("analyst", name="ada")
        _step(ada, step="recast", path="children.2", kind="license", **BOAT)
        sha256 = _hash(ada)[0]
        self._changed_by_ben(as_person, send)
        answer = ada.post(f"{EDITOR}preview/", {"sha256": sha256, "because": WHY})
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Ben read it." in page
        assert "read otherwise" in page
        assert ada.get(EDITOR).status_code == 409
        assert ada.post(f"{EDITOR}carry-over/").status_code == 302
        assert _save(ada).status_code == 302
        tree = _tree(now())
        assert isinstance(tree.children[2], License)
        assert tree.children[1].doubt is None

    def test_a_step_that_fits_no_more_is_named(self, rangers, as_person, send):
        ada = as_person("analyst", name="ada")
        _step(ada, step="cut", path="children.2", start="0", end="8")
        send(
            as_person("analyst", name="ben"),
            "/desk/questions/7001/2/q2/",
            "7001/2",
            decision="no requirement",
            because="Ben.",
        )
        answer = ada.post(f"{EDITOR}carry-over/", follow=True)
        assert "Not repeated: cut" in answer.content.decode()

    def test_the_first_step_on_an_old_page(self, rangers, as_person, send):
        ada = as_person("analyst", name="ada")
        sha256, base = _hash(ada)
        self._changed_by_ben(as_person, send)
        said = {"sha256": sha256, "base": base, "step": "down", "path": "children.0"}
        answer = ada.post(f"{EDITOR}step/", said)
        assert answer.status_code == 409
        assert "Ben read it." in answer.content.decode()
        assert not Correction.objects.exists()

    def test_two_windows_of_one_person(self, rangers, as_person):
        client = as_person("analyst")
        sha256, base = _hash(client)
        _step(client, step="down", path="children.0")
        said = {"sha256": sha256, "base": base, "step": "delete", "path": "children.0"}
        answer = client.post(f"{EDITOR}step/", said, follow=True)
        assert "in another window" in answer.content.decode()
        assert len(Correction.objects.get().steps) == 1


def test_what_the_page_offers_can_be_taken(rangers, as_person):
    tree = AllOf(
        children=(AnyOf(children=(Experience(months=12, quote="one year"), Experience(months=24, quote="two years"))),)
    )
    found = choices(tree, path_of("children.0.children.0"), None)
    assert [name for name, _ in found.moves] == ["down", "out"]
    assert [word.text for word in found.words] == ["one", "year"]
    assert ("children.0.children.1 subsets", "as a part of: 2 years of experience") in found.places
    assert not found.joins
