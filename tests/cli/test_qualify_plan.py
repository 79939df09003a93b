"""`meritplan qualify --from PLAN`: the editions in force on the day asked about, under the plan's own policy."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from meritplan.cli import main
from meritplan.model.job_class import JobClass
from meritplan.model.requirement import Experience
from meritplan.plan import create, write
from meritplan.plan.edition import ClassEdition

HALF_TIME = {
    "format": "meritplan-record/1",
    "id": "p1",
    "employment": [{"id": "e1", "title": "Hand", "start": "2024-01-01", "end": "2025-12-31", "hours_per_week": 20}],
}


def edition(number, months, start, end=None):
    asked = Experience(months=months, quote=f"{months} months of experience")
    return ClassEdition(
        class_key="0671",
        number=number,
        state="adopted",
        effective_from=date.fromisoformat(start),
        effective_to=None if end is None else date.fromisoformat(end),
        job_class=JobClass(title="River Inspector", code="0671", minimum_qualifications=asked),
    )


@pytest.fixture
def alder(tmp_path, monkeypatch):
    """A year of experience until the end of March 2026, two from then on."""
    monkeypatch.chdir(tmp_path)
    plan = create(tmp_path / "alder", title="State of Alder", policy="california")
    write(plan, [edition(1, 12, "2020-01-01", "2026-03-31"), edition(2, 24, "2026-04-01")])
    (tmp_path / "p1.json").write_text(json.dumps(HALF_TIME))
    return tmp_path / "alder"


def asked(day, *options, sources=("alder",)):
    given = [word for source in sources for word in ("--from", source)]
    return CliRunner().invoke(main, ["qualify", "p1.json", *given, "--as-of", day, *options])


def determination(day, *options):
    return json.loads(asked(day, "--class", "0671", "--json", *options).stdout)


@pytest.mark.parametrize(("day", "result", "lacking"), [("2026-03-31", "met", None), ("2026-04-01", "not_met", 11.95)])
def test_the_edition_in_force_on_the_day_decides(alder, day, result, lacking):
    found = determination(day)
    assert (found["result"], found["shortfall_months"]) == (result, lacking)  # 24 x 20 x 4.35 / 173.33 = 12.05


def test_before_any_edition_the_newest_is_taken_and_it_is_said(alder):
    found = asked("2019-12-31")
    assert found.exit_code == 0
    assert "no edition in force on 2019-12-31" in found.stderr


def test_the_plan_computes_by_its_own_policy_unless_another_is_named(alder):
    assert determination("2026-06-30")["policy"] == "california"
    assert determination("2026-06-30", "--policy", "opm")["policy"] == "opm"
    assert determination("2026-06-30", "--policy", "opm")["shortfall_months"] == 12


def test_changes_to_the_profile_are_part_of_the_question(alder, tmp_path):
    (alder / "policy.yaml").write_text("extends: california\nfull_time_hours: 20\n")
    found = asked("2026-06-30", "--class", "0671", "--json")
    assert json.loads(found.stdout)["result"] == "met"
    (tmp_path / "stored.json").write_bytes(found.stdout_bytes)
    assert CliRunner().invoke(main, ["qualify", "verify", "stored.json"]).exit_code == 0


def test_a_plan_without_a_policy_computes_by_the_default(alder):
    (alder / "policy.yaml").unlink()
    assert determination("2026-06-30")["policy"] == "default"


@pytest.mark.parametrize(
    ("text", "words"),
    [("extends: atlantis\n", "MP-Q030"), ("extends: opm\nmonth_rule: roughly\n", "MP-Q031")],
)
def test_a_policy_that_cannot_be_used_is_named_with_its_place(alder, text, words):
    (alder / "policy.yaml").write_text(text)
    found = asked("2026-06-30")
    assert found.exit_code == 2
    assert words in found.stderr
    assert "policy.yaml of the plan" in found.stderr
    assert asked("2026-06-30", "--policy", "opm").exit_code == 0


def test_plans_that_compute_differently_are_not_mixed(alder, tmp_path):
    other = create(tmp_path / "birch", title="Birch County", policy="opm")
    write(other, [edition(1, 6, "2020-01-01")])
    refused = asked("2026-06-30", sources=("alder", "birch"))
    assert refused.exit_code == 2
    assert "different policies" in refused.stderr
    assert asked("2026-06-30", "--policy", "opm", sources=("alder", "birch")).exit_code == 0


def test_documents_that_cannot_be_read_are_told(alder):
    (alder / "classes" / "0671" / "2.yaml").write_text("- nothing\n")
    found = asked("2026-06-30")
    assert "documents of alder that cannot be read: 1" in found.stderr


def test_a_page_names_the_policy(alder):
    assert "policy california" in asked("2026-03-31").stdout
