"""`meritplan plan pay` as a compensation analyst meets it, on the sample plan."""

import json
import shutil

import pytest
from click.testing import CliRunner

from meritplan.cli import main
from meritplan.plan import load
from meritplan.sample import HOME, sample_plan


def pay(*arguments, code=0):
    outcome = CliRunner().invoke(main, ["plan", "pay", *map(str, arguments)])
    assert outcome.exit_code == code, outcome.output
    return outcome


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    root = tmp_path_factory.mktemp("pay") / "alder"
    sample_plan(root)
    return root


@pytest.fixture
def alder(made, tmp_path):
    return shutil.copytree(made, tmp_path / "alder")


def test_what_is_kept(made):
    shown = pay("show", made, "--as-of", "2026-11-21").stdout
    assert "index     2026-07-01  9 classes, 10 ranges, 10 intact" in shown
    assert "pay plan  from 2025-07-01 to 2026-06-30  Alder general pay plan, 7 grades" in shown
    assert "9  paid by index" in shown


def test_the_pay_of_a_class_on_two_days(made):
    before = pay("show", made, "Senior River Inspector", "--as-of", "2026-06-30").stdout
    after = pay("show", made, "0672", "--as-of", "2026-07-01", "--salary", "5,523.00").stdout
    assert "$4,761.00 to $5,963.00 a month" in before
    assert "$4,904.00 to $6,142.00 a month" in after
    assert "50.00 % of the way from minimum to maximum" in after


def test_an_alternative_band_comes_before_the_base_band(made):
    shown = pay("show", made, "T4093O", "--as-of", "2026-11-21").stdout.splitlines()
    assert shown[1].startswith("  alternative band 60, from 2023-04-01")
    assert shown[3].startswith("  also band 55")


def test_what_changed_between_two_years(made):
    shown = pay("diff", made).stdout
    assert "1  renamed classes" in shown
    assert "AL06  $38,900.00 to $55,900.00 became $40,050.00 to $57,600.00" in shown
    assert pay("diff", made, "--to", "2025-12-31", code=1).stderr.startswith("Error: nothing to compare")
    changed = json.loads(pay("diff", made, "--json").stdout)
    assert [one["kind"] for one in changed["indexes"][0]["changes"][0]["ranges"]]


def test_the_docket_presses_until_the_board_decides(alder):
    day = ("--as-of", "2026-11-21")
    assert "255 days overdue" in pay("docket", alder, "--pressing", *day).stdout
    review = ("reviewed", alder, "T4093O", "--on", "2026-11-20", "--recommended", "continue")
    pay(*review)
    assert "255 days overdue" in pay("docket", alder, "--pressing", *day).stdout
    pay(*review, "--decision", "continue", "--minute", "2026-11 item 5")
    shown = pay("docket", alder, *day).stdout
    assert "last review 2026-11-20: continue, minute 2026-11 item 5" in shown
    assert "due 2027-11-20" in shown


def test_a_band_assigned_and_removed(alder):
    pay("assign", alder, "T4093A", "--band", "70", "--on", "2026-09-01", "--minute", "2026-08 item 1")
    refused = pay("assign", alder, "T4093A", "--band", "75", "--on", "2026-10-01", code=1)
    assert "enter its removal first" in refused.stderr
    pay("reviewed", alder, "T4093A", "--on", "2026-10-01", "--decision", "remove", "--minute", "2026-10 item 1")
    assert "Removed (1)" in pay("docket", alder, "--as-of", "2026-11-21").stdout
    shown = pay("show", alder, "T4093A", "--as-of", "2026-11-21").stdout
    assert "alternative band" not in shown


def test_the_same_file_again_changes_nothing(alder):
    before = load(alder).fingerprint
    file = HOME / "pay" / "pay-scale-2026-07-01.csv"
    assert pay("import", alder, file, "--as-of", "2026-07-01").stdout.startswith(
        "unchanged pay/indexes/2026-07-01.yaml"
    )
    assert load(alder).fingerprint == before


def test_nothing_named_and_nothing_readable(alder, tmp_path):
    assert "name a pay index" in pay("import", alder, code=2).stderr
    (tmp_path / "trees.csv").write_text("name,colour\nBirch,white\n")
    assert "trees.csv" in pay("import", alder, tmp_path / "trees.csv", code=1).stderr
