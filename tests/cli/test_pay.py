"""`meritplan pay` on the command line."""

import json

import pytest
from click.testing import CliRunner
from tests.pay.conftest import printed
from tests.pay.test_docket import YAML

from meritplan.cli import main

HEADER = "class_code,title,low,high,unit\n"


def run(*arguments):
    return CliRunner().invoke(main, ["pay", *map(str, arguments)])


@pytest.fixture
def before(tmp_path):
    file = tmp_path / "before.csv"
    file.write_text(f"{HEADER}0412,River Warden,3000,3757,month\n")
    return file


@pytest.fixture
def after(tmp_path):
    file = tmp_path / "after.csv"
    file.write_text(f"{HEADER}0412,River Warden,3090,3870,month\n0413,River Aide,2000,2500,month\n")
    return file


def test_import_stores_an_index_that_show_reads(tmp_path):
    published, stored = tmp_path / "alder.pdf", tmp_path / "alder.json"
    published.write_bytes(printed())
    done = run("import", published, "-o", stored)
    assert done.exit_code == 0
    assert "ranges    6, of which 6 intact" in done.stdout
    shown = run("show", stored, "--class", "0413")
    assert "Range A $3,247.00 to $3,689.00 a month" in shown.stdout
    assert json.loads(run("show", stored, "--class", "0413", "--json").stdout)[0]["ranges"][0]["low"] == "3247.00"


def test_import_of_a_torn_index_leaves_with_one(tmp_path):
    published = tmp_path / "alder.pdf"
    published.write_bytes(printed(torn={"0412"}))
    done = run("import", published)
    assert done.exit_code == 1
    assert "error MP-Y002: 1" in done.stdout


def test_import_against_a_neighbour(before, tmp_path):
    other = tmp_path / "other.csv"
    other.write_text(before.read_text() + "0412,River Warden,3100,3900,year\n")
    assert "MP-Y016" in run("import", before, "--neighbour", other).stdout


def test_diff_as_a_page_and_as_json(before, after):
    page = run("diff", before, after).stdout
    assert "New classes (1)" in page
    assert "(+3.00 % and +3.01 %)" in page
    only_new = run("diff", before, after, "--kind", "new").stdout
    assert "+3.01" not in only_new
    found = json.loads(run("diff", before, after, "--json").stdout)
    assert [change["kinds"] for change in found["changes"]] == [["repriced"], ["new"]]


def test_date_by_events(before, tmp_path):
    events = tmp_path / "events.csv"
    events.write_text("code,event,date\n0001,abolished,2021-03-01\n0412,abolished,2021-06-01\n")
    done = run("date", before, "--events", events)
    assert done.exit_code == 0
    assert "on or after 2021-03-01 and before 2021-06-01 (2 events)" in done.stdout
    bounds = json.loads(run("date", before, "--events", events, "--json").stdout)["bounds"]
    assert bounds["before"] == "2021-06-01"


def test_a_pay_plan_with_zones_and_a_salary(tmp_path):
    file = tmp_path / "plan.yaml"
    file.write_text(
        "format: meritplan-pay-plan/1\ntitle: Alder\nunit: year\neffective_from: 2026-07-01\n"
        'grades: [{grade: AL01, low: "31000.00", market: "38500.00", high: "46200.00"}]\n'
    )
    shown = run("show", file, "--grade", "AL01", "--salary", "40,000").stdout
    assert "zone 3: $38,500.00 to $42,350.00" in shown
    assert "in zone 3, compa-ratio 1.04" in shown
    assert run("show", file, "--grade", "XX").exit_code == 2


def test_the_docket_and_its_overdue_list(tmp_path):
    file = tmp_path / "bands.yaml"
    file.write_text(YAML)
    page = run("docket", file, "--as-of", "2026-11-21").stdout
    assert "due 2026-07-10, 134 days overdue" in page
    found = json.loads(run("docket", file, "--as-of", "2026-11-21", "--overdue", "--json").stdout)
    assert [each["assignment"]["class_code"] for each in found["entries"]] == ["0051B"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("docket", "{file}", "--as-of", "soon"),
        ("show", "{file}", "--class", "9999"),
        ("diff", "{file}", "{file}", "--look-at", "x"),
    ],
)
def test_wrong_usage_leaves_with_two(before, arguments):
    assert run(*(each.format(file=before) for each in arguments)).exit_code == 2
