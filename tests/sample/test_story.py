"""The sample plan is what its guide promises: something in force, something to compare, something left to decide."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

import meritplan
from meritplan.cli import main
from meritplan.ladders import ladders, route
from meritplan.plan import as_of, newest
from meritplan.plan.diff import edition_difference
from meritplan.plan.publication import publish
from meritplan.plan.settling import Decider, no_requirement
from meritplan.plan.validation import validate
from meritplan.qualification.profiles import policy
from meritplan.reading.documents import open_document
from meritplan.sample import HOME, sample_plan

TODAY = date(2026, 11, 21)
POLICY = policy("default")


@pytest.fixture(scope="module")
def alder(tmp_path_factory):
    return sample_plan(tmp_path_factory.mktemp("sample") / "alder")


def test_every_document_is_in_order(alder):
    assert validate(alder, lambda path: open_document(path).text) == ()


def test_it_is_the_same_plan_wherever_it_is_made(alder, tmp_path):
    assert sample_plan(tmp_path / "again").fingerprint == alder.fingerprint


def test_every_document_of_the_state_and_its_universities_is_in_it(alder):
    published = {path.name for name in ("state", "universities") for path in (HOME / "documents" / name).iterdir()}
    assert published <= {source.name for source in alder.sources}


def test_two_families_three_series_and_what_an_office_would_call_an_occupation(alder):
    assert len(alder.groups) >= 5
    assert {"series", "family"} <= {one.group.kind for one in alder.groups}


def test_a_senior_inspector_once_needed_three_years_and_now_two(alder):
    before, now = alder.by_key["0672"].editions
    assert (before.standing(TODAY), now.standing(TODAY)) == ("superseded", "in force")
    changed = edition_difference(before, now, POLICY, most=80)
    assert changed.requirement().effect == "loosened"


def test_a_route_of_several_steps_leads_from_technician_to_manager(alder):
    view = as_of(alder, TODAY)
    found = route(ladders(view), view, "0681", "0684")
    assert [step.end for step in found.steps] == ["0682", "0683", "0684"]
    assert found.months == 72


def test_the_proposal_waits_with_its_doubts_and_can_be_settled_and_published(alder):
    drafts = [one for one in newest(alder).editions if one.state == "draft" and one.open_questions]
    assert {one.class_key for one in drafts} == {"4103", "4104", "4105"}
    who = Decider(by="R. Okafor", on=TODAY, because="It asks for nothing.")
    naturalist = alder.by_key["4103"].newest
    settled = no_requirement(naturalist, naturalist.open_questions[0].id, who)
    assert {one.state for one in publish(alder, [settled], who, effective=date(2027, 1, 1))} == {"adopted"}


def test_the_command_says_what_to_do_next(tmp_path):
    root = tmp_path / "alder"
    outcome = CliRunner().invoke(main, ["plan", "sample", str(root)])
    assert outcome.exit_code == 0
    assert f"meritplan plan review {root}" in outcome.stderr
    again = CliRunner().invoke(main, ["plan", "sample", str(root)])
    assert again.exit_code == 1
    assert "Traceback" not in again.output


def test_what_it_needs_is_inside_the_package():
    assert HOME.is_relative_to(Path(meritplan.__file__).parent)
