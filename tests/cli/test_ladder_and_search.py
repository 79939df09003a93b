"""`meritplan plan ladder` and `meritplan plan search` on the sample documents."""

import json
import xml.etree.ElementTree as ET

import pytest
from click.testing import CliRunner

from meritplan.cli import main
from meritplan.model import Experience, JobClass
from meritplan.plan import ClassEdition, create, write


def meritplan(*arguments, code=0):
    outcome = CliRunner().invoke(main, ["plan", *map(str, arguments)])
    assert outcome.exit_code == code, outcome.output
    return outcome


def asking(code, title, *classes):
    tree = Experience(months=24, classes=classes, quote=f"Two years as a {' or '.join(classes)}") if classes else None
    said = JobClass(title=title, code=code, minimum_qualifications=tree)
    return ClassEdition(class_key=code, number=1, job_class=said)


@pytest.fixture
def bay(tmp_path):
    made = (
        asking("1001", "Deck Hand"),
        asking("1002", "Mate", "Deck Hand"),
        asking("1003", "Captain", "Mate", "Boatswain"),
    )
    return write(create(tmp_path / "bay", title="Plan of Marrow Bay"), made).root


def test_all_moves(bay):
    outcome = meritplan("ladder", bay)
    assert outcome.stdout.splitlines() == [
        "1001 Deck Hand -> 1002 Mate  2 years, experience in the class  diagonal",
        "1002 Mate -> 1003 Captain  2 years, experience in the class  diagonal",
    ]
    assert "3 classes, 2 moves; 1 name in requirements that lead nowhere" in outcome.stderr


def test_one_class(bay):
    assert meritplan("ladder", bay, "mate").stdout.splitlines() == [
        "1002 Mate",
        "from          1001 Deck Hand  2 years, experience in the class  diagonal",
        "to            1003 Captain  2 years, experience in the class  diagonal",
    ]


def test_a_route(bay):
    outcome = meritplan("ladder", bay, "--from", "Deck Hand", "--to", "1003")
    assert outcome.stdout.splitlines()[0] == "1. 1001 Deck Hand -> 1002 Mate  2 years, experience in the class"
    assert "2 steps, 4 years" in outcome.stderr
    said = json.loads(meritplan("ladder", bay, "--from", "1001", "--to", "1003", "--json").stdout)
    assert [step["end"] for step in said["route"]["steps"]] == ["1002", "1003"]


def test_no_route(bay):
    assert (
        "no way leads from 1003 Captain to 1001 Deck Hand"
        in meritplan("ladder", bay, "--from", "1003", "--to", "1001", code=1).output
    )
    said = json.loads(meritplan("ladder", bay, "--from", "1003", "--to", "1001", "--json").stdout)
    assert said["route"] is None


def test_half_a_route_is_wrong_usage(bay):
    meritplan("ladder", bay, "--from", "1001", code=2)


def test_names_that_lead_nowhere(bay):
    assert (
        "classes/1003/1.yaml: MP-G001 No class of the plan bears or bore the title “Boatswain”"
        in meritplan("ladder", bay, "--check").stdout
    )


def test_the_drawing_and_its_table(bay, tmp_path):
    said = json.loads(meritplan("ladder", bay, "--svg", tmp_path / "bay.svg", "--json").stdout)
    assert said["format"] == "meritplan-ladders/1"
    assert [(row["start"]["code"], row["end"]["code"], row["months"]) for row in said["moves"]] == [
        ("1001", "1002", 24),
        ("1002", "1003", 24),
    ]
    assert ET.parse(tmp_path / "bay.svg").getroot().get("class") == "ladder"


def test_ladders_on_a_day(bay):
    assert meritplan("ladder", bay, "--as-of", "2020-01-01").stdout == ""
    assert "has no edition then" in meritplan("ladder", bay, "1001", "--as-of", "2020-01-01", code=1).output


def test_search_marks_what_it_found(bay):
    outcome = meritplan("search", bay, "deck", "hands")
    assert outcome.stdout.splitlines() == [
        "1001  **Deck** **Hand**",
        "1002  Mate",
        "      qualifications: Two years as a **Deck** **Hand**",
    ]
    assert "2 classes" in outcome.stderr


def test_search_tells_what_it_mended(bay):
    outcome = meritplan("search", bay, "captian")
    assert "“captian” is in no class; looked for “captain” as well" in outcome.stderr
    assert json.loads(meritplan("search", bay, "captian", "--json").stdout)["hits"][0]["code"] == "1003"


def test_search_by_education(bay):
    assert (
        "education: none asked on the easiest way; not certain"
        in meritplan("search", bay, "hand", "--education", "associate").stdout
    )
