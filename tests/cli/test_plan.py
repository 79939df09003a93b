"""`meritplan plan` as an analyst meets it, on the sample documents."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from meritplan.cli import main
from meritplan.model import Reading
from meritplan.plan import create, load
from meritplan.plan.importing import begin
from meritplan.plan.validation import validate


def meritplan(*arguments, code=0):
    """Run a command in this process; its outcome."""
    outcome = CliRunner().invoke(main, ["plan", *map(str, arguments)])
    assert outcome.exit_code == code, outcome.output
    return outcome


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample documents imported, copied by nobody: tests of this module only look."""
    root = tmp_path_factory.mktemp("plans") / "alder"
    meritplan("create", root, "--title", "Plan of the State of Alder", "--jurisdiction", "Alder")
    meritplan("import", root, "samples", "--by", "A. Clerk")
    return root


@pytest.fixture
def alder(tmp_path):
    """A plan of one sample document, to change."""
    root = tmp_path / "alder"
    meritplan("create", root, "--title", "Plan of the State of Alder")
    meritplan("import", root, "samples/universities", "--by", "A. Clerk")
    return root


WHO = ("--by", "A. Clerk", "--because", "Minute 12.")


def test_documents_come_in_once(sample):
    again = meritplan("import", sample, "samples")
    assert again.stdout == ""
    assert "14 documents imported before" in again.stderr


def test_read_again_nothing_changes(sample):
    before = load(sample).classes
    outcome = meritplan("import", sample, "samples", "--again", "--json")
    assert {one["outcome"] for one in json.loads(outcome.stdout)["arrivals"]} == {"unchanged"}
    assert load(sample).classes == before


def test_a_dry_run_shows_and_changes_nothing(tmp_path):
    root = tmp_path / "alder"
    meritplan("create", root, "--title", "Plan")
    outcome = meritplan("import", root, "samples/city", "--dry-run")
    assert outcome.stdout.startswith("new class ")
    assert load(root).classes == ()
    assert not (root / "sources").exists()


def test_status_counts_what_waits(sample):
    said = json.loads(meritplan("status", sample, "--json").stdout)
    assert said["classes"] == len(load(sample).classes)
    assert said["sources_without_class"] == []
    assert sum(said["questions"].values()) == len(json.loads(meritplan("review", sample, "--json").stdout))
    assert f"classes    {said['classes']}" in meritplan("status", sample).stdout


def test_every_quote_stands_in_its_source(sample):
    assert meritplan("validate", sample, "--quotes").stdout == ""


def test_a_series_that_prints_the_wording_before_comes_in_as_two_editions(sample):
    both = [one for one in load(sample).classes if len(one.editions) == 2]
    assert both
    assert {one.editions[0].standing(one.newest.dated or one.editions[0].events[0].on) for one in both} == {"draft"}
    shown = meritplan("show", sample, f"{both[0].key}/1").stdout
    assert "prints as the wording before" in shown
    assert "> edition 1  draft, 1 open question" in shown


def test_an_export_is_a_reading_the_other_commands_take(sample):
    exported = meritplan("export", sample).stdout
    reading = msgspec.json.decode(exported, type=Reading)
    assert len(reading.classes) == len(load(sample).classes)
    header, *rows = meritplan("export", sample, "--format", "csv").stdout.splitlines()
    assert header.startswith("key,code,schematic_code,title,former_titles")
    assert len(rows) == len(reading.classes)


def test_a_question_is_settled_published_and_seen_as_of_a_day(alder):
    asked = json.loads(meritplan("review", alder, "--json").stdout)
    for one in asked:
        way = "--confirm" if one["question"]["code"] == "MP-R002" else "--answer"
        if one["question"]["code"] == "MP-R001":
            way = "--no-requirement"
        meritplan("settle", alder, one["edition"], one["question"]["id"], way, *WHO)
    assert json.loads(meritplan("review", alder, "--json").stdout) == []
    meritplan("publish", alder, "--all", "--effective", "2026-07-01", *WHO)
    published = meritplan("asof", alder, "2026-07-01").stdout.splitlines()
    assert len(published) == len(load(alder).classes)
    assert meritplan("asof", alder, "2026-06-30").stdout == ""
    assert not [one for one in validate(load(alder)) if one.issue.severity == "error"]


def test_a_person_is_held_against_the_editions_in_force(alder):
    asked = [
        "qualify",
        "record",
        "samples/applicants/wren-halloway.json",
        "--from",
        str(alder),
        "--as-of",
        "2026-08-01",
    ]
    drafts = CliRunner().invoke(main, asked)
    assert "no edition in force on 2026-08-01: its newest drafts are taken as they stand" in drafts.stderr
    key = load(alder).classes[0].key
    meritplan("publish", alder, key, "--effective", "2026-07-01", "--with-open-questions", "for the exam", *WHO)
    in_force = CliRunner().invoke(main, asked)
    assert "classes of" in in_force.stderr
    assert load(alder).classes[0].title in in_force.stdout


def test_refusals_are_one_message_and_exit_code_1(alder, tmp_path):
    assert "no class has or had" in meritplan("show", alder, "Astronaut", code=1).stderr
    assert "is not a plan" in meritplan("status", tmp_path, code=1).stderr
    assert "is a plan already" in meritplan("create", alder, "--title", "x", code=1).stderr
    before = next(f"{one.key}/1" for one in load(alder).classes if len(one.editions) == 2)
    refused = meritplan("publish", alder, before, "--effective", "2026-07-01", "--by", "A", code=1).stderr
    assert "open questions" in refused
    assert meritplan("import", alder, "--resume", code=1).stderr.startswith("Error: no import was interrupted")


def test_wrong_usage_is_exit_code_2(alder):
    key = load(alder).classes[0].key
    meritplan("settle", alder, key, "q1", *WHO, code=2)
    meritplan("settle", alder, key, "q1", "--confirm", "--answer", *WHO, code=2)
    meritplan("settle", alder, key, "q1", "--as", "type: nothing", *WHO, code=2)
    meritplan("publish", alder, *WHO, code=2)
    meritplan("asof", alder, "soon", code=2)


def test_an_import_killed_at_any_moment_goes_on_where_it_was(tmp_path, repository):
    """Killed at a few random moments; benchmarks/plan.py does so more often, on more documents."""
    whole, broken = create(tmp_path / "whole", title="Plan"), create(tmp_path / "broken", title="Plan")
    seconds = run(repository, "import", whole.root, "samples", "--by", "A", "--workers", 1)
    for _ in range(4):
        moment = random.uniform(seconds / 3, seconds)
        run(repository, "import", broken.root, "samples", "--by", "A", "--workers", 1, killed_after=moment)
        assert not [one for one in validate(load(broken.root)) if one.issue.severity == "error"]
    run(repository, "import", broken.root, "samples", "--by", "A", "--workers", 1)
    assert load(broken.root).fingerprint == load(whole.root).fingerprint


def run(repository, *arguments, killed_after=None):
    environment = {**os.environ, "PYTHONPATH": str(repository / "src")}
    command = [sys.executable, "-m", "meritplan.cli", "plan", *map(str, arguments)]
    began = time.monotonic()
    process = subprocess.Popen(command, cwd=repository, env=environment, stdout=subprocess.DEVNULL)
    try:
        process.wait(killed_after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
    return time.monotonic() - began


def test_an_interrupted_import_is_told_and_taken_up(tmp_path):
    plan = create(tmp_path / "alder", title="Plan")
    begin(plan, [Path("samples/city")], total=2, by="A. Clerk", layout=None)
    assert "was interrupted: meritplan plan import PLAN --resume" in meritplan("status", plan.root).stdout
    meritplan("import", plan.root, "--resume")
    assert len(load(plan.root).sources) == 2
    assert json.loads(meritplan("status", plan.root, "--json").stdout)["interrupted_import"] is None


def test_decisions_are_repeated_where_the_same_is_asked_of_the_same_words(tmp_path):
    root = tmp_path / "alder"
    meritplan("create", root, "--title", "Plan")
    said = Path("samples/county/library-page-supervisor.txt").read_text()
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text(said)
    second.write_text(said.replace("Counts and reports books out of place;", "Finds books that are out of place;"))
    meritplan("import", root, first, "--by", "A. Clerk")
    meritplan("settle", root, "C-3305", "q1", "--no-requirement", *WHO)
    meritplan("import", root, second, "--by", "A. Clerk")
    assert [one.number for one in load(root).by_key["C-3305"].editions] == [1, 2]
    assert "name the question" in meritplan("settle", root, "C-3305", *WHO, code=2).stderr
    outcome = meritplan("settle", root, "C-3305", "--as-before", "--by", "B. Clerk")
    assert outcome.stdout.startswith("q1: no requirement, by A. Clerk")
    assert load(root).by_key["C-3305"].newest.open_questions == ()
    assert "decided the same" in meritplan("settle", root, "C-3305", "--as-before", "--by", "B. Clerk", code=1).stderr
