"""`meritplan plan lint` and `meritplan plan diff` as a person calls them."""

from datetime import date

import msgspec
import pytest
from click.testing import CliRunner

from meritplan.cli import main
from meritplan.model import AllOf, Education, Experience, JobClass
from meritplan.plan import ClassEdition, create, write


@pytest.fixture
def folder(tmp_path):
    """A plan with a class revised once, and one that its text says was abolished."""
    plan = create(tmp_path / "alder", title="State of Alder")
    asked = AllOf(
        children=(
            Education(level="bachelor", quote="a degree"),
            Experience(months=24, function="case work", quote="two years of case work"),
        )
    )
    before = ClassEdition(
        class_key="0264",
        number=1,
        state="adopted",
        effective_from=date(2011, 11, 15),
        effective_to=date(2019, 12, 31),
        job_class=JobClass(title="Case Aide", code="0264", summary="Visits families.", minimum_qualifications=asked),
    )
    said = msgspec.structs.replace(
        before.job_class,
        title="Case Assistant",
        summary="Visits families and schools.",
        minimum_qualifications=Experience(months=36, function="case work", quote="three years of case work"),
    )
    after = msgspec.structs.replace(
        before, number=2, effective_from=date(2020, 1, 1), effective_to=None, job_class=said
    )
    purser = JobClass(title="Ferry Purser", code="0301", abolished=date(2016, 1, 7))
    write(plan, [before, after, ClassEdition(class_key="0301", number=1, job_class=purser)])
    return str(plan.root)


def run(*arguments, code=0):
    outcome = CliRunner().invoke(main, ["plan", *map(str, arguments)])
    assert outcome.exit_code == code, outcome.output
    return outcome


def test_the_newest_edition_against_the_one_before_it(folder):
    page = run("diff", folder, "0264").stdout
    assert "minimum qualifications moved" in page
    assert "The bachelor's degree is no longer required; experience rises from 24 to 36 months." in page
    assert "summary: Visits families{+ and schools+}." in page


def test_a_difference_as_json(folder):
    found = msgspec.json.decode(run("diff", folder, "0264/2", "0264/1", "--json").stdout)
    assert found["trees"][0]["meaning"]["effect"] == "moved"
    assert found["facts"] == [{"field": "title", "before": "Case Assistant", "after": "Case Aide"}]


def test_two_days_of_a_plan(folder):
    page = run("diff", folder, "--from", "2019-01-01", "--to", "2021-01-01").stdout
    assert "0 added, 0 gone, 1 retitled, 1 changed" in page
    assert "1 moved" in page


def test_several_processes_say_the_same(folder):
    days = ("--from", "2019-01-01", "--to", "2021-01-01", "--json")
    assert run("diff", folder, *days, "--workers", 2).stdout == run("diff", folder, *days, "--workers", 1).stdout


def test_a_plan_against_itself_differs_in_nothing(folder):
    assert "0 added, 0 gone, 0 retitled, 0 changed" in run("diff", folder, "--against", folder).stdout


@pytest.mark.parametrize("wrong", [[], ["0301"], ["0264/1", "0264/2", "0301"], ["0264", "--from", "2019-01-01"]])
def test_what_cannot_be_compared_is_refused(folder, wrong):
    run("diff", folder, *wrong, code=2)


def test_an_index_is_held_against_the_plan(folder, tmp_path):
    index = tmp_path / "index.csv"
    index.write_text("class_code,title,low,high,unit\n0264,Case Assistant,3000,3757,month\n", encoding="utf-8")
    page = run("lint", folder, "--index", f"{index}@2017-03-13").stdout
    assert "warning MP-P201 Ferry Purser" in page
    assert "not in the index of 2017-03-13" in page


def test_an_index_that_still_lists_the_class_is_an_error(folder, tmp_path):
    index = tmp_path / "index.csv"
    index.write_text("class_code,title,low,high,unit\n0301,Ferry Purser,3000,3757,month\n", encoding="utf-8")
    assert "error MP-P202" in run("lint", folder, "--index", f"{index}@2017-03-13", code=1).stdout


def test_one_rule_and_a_severity(folder):
    assert run("lint", folder, "--only", "stale").stdout == ""
    assert run("lint", folder, "--only", "MP-P201", "--severity", "error").stdout == ""
    found = msgspec.json.decode(run("lint", folder, "--only", "abolished", "--json").stdout)
    assert [one["issue"]["code"] for one in found] == ["MP-P201"]


def test_an_unknown_rule_or_day_is_refused(folder, tmp_path):
    run("lint", folder, "--only", "no-such-rule", code=2)
    run("lint", folder, "--index", f"{tmp_path}/x.csv@tomorrow", code=2)
    run("lint", folder, "--index", f"{tmp_path}/x.csv", code=2)


def test_a_docket_tells_which_reviews_press(folder, tmp_path):
    docket = tmp_path / "bands.csv"
    docket.write_text(
        "class_code,title,base_band,alternative_band,assigned\n0264,Case Assistant,60,65,2020-01-01\n", encoding="utf-8"
    )
    assert "MP-P237" in run("lint", folder, "--docket", docket, "--only", "band-overdue").stdout
