"""`meritplan qualify` and `meritplan policy` as a person or a program meets them."""

import json

import pytest
from click.testing import CliRunner

from meritplan.cli import main

READING = {
    "format": "meritplan-reading/1",
    "sources": [],
    "groups": [],
    "issues": [],
    "classes": [
        {
            "title": "River Inspector",
            "code": "0671",
            "minimum_qualifications": {"type": "experience", "months": 12, "quote": "one year of experience"},
            "prior_qualifications": {"type": "experience", "months": 24, "quote": "two years of experience"},
        },
        {
            "title": "Chief",
            "code": "0672",
            "minimum_qualifications": {"type": "experience", "months": 36, "quote": "three years"},
        },
        {"title": "Seer", "code": "0673", "minimum_qualifications": {"type": "clairvoyance", "quote": "sees ahead"}},
    ],
}
RECORD = {
    "format": "meritplan-record/1",
    "id": "p1",
    "education": [],
    "employment": [{"id": "e1", "title": "Hand", "start": "2025-07-01", "end": None, "hours_per_week": 40}],
}
CASE = {"tree": READING["classes"][1]["minimum_qualifications"], "record": RECORD, "as_of": "2026-06-30"}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, value in {"reading": READING, "record": RECORD, "case": CASE}.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(value))
    return tmp_path


def run(*arguments, **more):
    return CliRunner().invoke(main, ["qualify", *arguments], **more)


AS_OF = ("--as-of", "2026-06-30")


def test_one_class_as_a_page(folder):
    found = run("record.json", "--from", "reading.json", "--class", "0671", *AS_OF)
    assert found.exit_code == 0
    assert found.stdout.startswith("MET  0671 River Inspector\nMet.\n")
    assert "Under the prior text: Not met: 12 more months of: two years of experience." in found.stdout


def test_one_class_as_json_that_verifies(folder):
    found = run("record.json", "--from", "reading.json", "--class", "Chief", *AS_OF, "--json")
    stored = folder / "stored.json"
    stored.write_bytes(found.stdout_bytes)
    told = json.loads(found.stdout)
    assert (told["class"]["code"], told["result"], told["shortfall_months"]) == ("0672", "not_met", 24)
    again = run("verify", "stored.json")
    assert (again.exit_code, again.stdout) == (0, "Worked out again: the same bytes.\n")
    stored.write_bytes(found.stdout_bytes.replace(b"not_met", b"met"))
    assert run("verify", "stored.json").exit_code == 1


def test_all_classes_as_a_page_and_as_json(folder):
    page = run("record.json", "--from", "reading.json", *AS_OF)
    assert "Qualifies now (1)\n  0671 River Inspector" in page.stdout
    assert "0672 Chief: 24 months (24 more months of: three years)" in page.stdout
    assert "0673 Seer: This was not read by the machine: sees ahead" in page.stdout
    told = json.loads(run("record.json", "--from", "reading.json", *AS_OF, "--json").stdout)
    assert told["counts"] == {"qualifies": 1, "conditional": 0, "position": 0, "open": 1, "short": 1}


def test_a_folder_and_standard_input(folder):
    (folder / "readings").mkdir()
    (folder / "readings" / "one.json").write_text(json.dumps(READING))
    (folder / "readings" / "other.json").write_text("{}")
    assert run("record.json", "--from", "readings", *AS_OF).stdout.startswith(
        "As of 2026-06-30, admission gate, policy default: 3 classes."
    )
    assert "3 classes" in run("record.json", "--from", "-", *AS_OF, input=json.dumps(READING)).stdout


def test_a_published_document(samples):
    found = run(
        str(samples / "applicants" / "wren-halloway.json"),
        "--from",
        str(samples / "state" / "river-inspector-series.html"),
        "--as-of",
        "2026-11-21",
    )
    assert "0671 River Inspector" in found.stdout


def test_what_if(folder):
    found = run("record.json", "--from", "reading.json", "--class", "Chief", *AS_OF, "--add-months", "36")
    assert (
        "What if (1 more in employment, 1 more rulings)\nBefore: Not met: 24 more months of: three years. After: Met."
        in found.stdout
    )
    many = run("record.json", "--from", "reading.json", *AS_OF, "--add-months", "36")
    assert "0672 Chief: Short by -> Qualifies now" in many.stdout


def test_what_if_from_a_file(folder):
    (folder / "more.json").write_text(
        json.dumps({"employment": [{"id": "e9", "start": "2000-01-01", "end": "2004-12-31", "hours_per_week": 40}]})
    )
    found = run("record.json", "--from", "reading.json", "--class", "Chief", *AS_OF, "--what-if", "more.json", "--json")
    told = json.loads(found.stdout)
    assert (told["before"]["result"], told["after"]["result"]) == ("not_met", "met")


def test_rulings_position_and_policy_files(folder):
    (folder / "policy.yaml").write_text("extends: opm\nunspecified_experience: related\n")
    (folder / "rulings.json").write_text(json.dumps([{"employment": "e1", "counts_for": "*", "answer": "yes"}]))
    (folder / "position.json").write_text("{}")
    options = ("--policy", "policy.yaml", "--rulings", "rulings.json", "--position", "position.json")
    assert run("record.json", "--from", "reading.json", "--class", "0671", *AS_OF, *options).stdout.startswith("MET")
    assert run("record.json", "--from", "reading.json", "--class", "0671", *AS_OF, *options[:2]).stdout.startswith(
        "NOT DECIDED YET"
    )


def test_a_case(folder):
    assert run("case", "case.json").stdout.startswith("NOT MET")
    assert json.loads(run("case", "case.json", "--json").stdout)["result"] == "not_met"


def test_a_pool_of_people(folder):
    (folder / "pool.csv").write_text(
        "id,kind,start,end,hours_per_week\np1,employment,2020-01-01,present,40\np2,employment,2026-01-01,present,40\n"
    )
    told = json.loads(run("pool.csv", "--from", "reading.json", "--class", "0671", *AS_OF, "--json").stdout)
    assert [each["result"] for each in told] == ["met", "not_met"]


def test_errors_in_a_record_are_told_and_the_rest_is_answered(folder):
    (folder / "bad.json").write_text(
        json.dumps({"employment": [{"id": "e1", "start": "2025-01-01", "end": "2020-01-01", "hours_per_week": 40}]})
    )
    found = run("bad.json", "--from", "reading.json", "--class", "0671", *AS_OF)
    assert (found.exit_code, found.stdout.split("  ")[0]) == (1, "NOT DECIDED YET")
    assert "MP-Q014" in found.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("record.json", "--from", "nowhere.json"), "does not exist"),
        (("record.json", "--from", "record.json"), "is no reading"),
        (("record.json", "--from", "reading.json", "--class", "Jester"), "no class called Jester"),
        (("record.json", "--from", "reading.json", "--policy", "atlantis"), "MP-Q030"),
        (("record.json", "--from", "reading.json", "--as-of", "soon"), "MP-Q043"),
        (("record.json", "--from", "reading.json", "--add-months", "many"), "a number of months"),
        (("broken.json", "--from", "reading.json"), "is not JSON"),
        (("wrong.json", "--from", "reading.json", *AS_OF), "MP-Q002"),
        (("case", "record.json"), "MP-Q041"),
        (("verify", "record.json"), "MP-Q044"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_a_sentence(folder, arguments, words):
    (folder / "broken.json").write_text("{")
    (folder / "wrong.json").write_text(json.dumps({"employment": [{"hours_per_week": "many"}]}))
    found = run(*arguments)
    assert found.exit_code == 2
    assert words in found.stderr
    assert "Traceback" not in found.output


def test_policies_are_shown_with_their_source():
    shown = CliRunner().invoke(main, ["policy", "show", "california"]).stdout
    assert "month_rule: hours_173\n    2 CCR 171.1" in shown
    assert "[not verified]" in shown
    assert json.loads(CliRunner().invoke(main, ["policy", "show", "--json"]).stdout)["name"] == "default"
    assert "los_angeles" in CliRunner().invoke(main, ["policy", "list"]).stdout
    assert CliRunner().invoke(main, ["policy", "show", "atlantis"]).exit_code == 2
