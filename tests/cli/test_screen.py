"""`meritplan screen` as its users meet it: a plan, a pool in any form, and what goes wrong on the way."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

pytest.importorskip("pyarrow", reason="pools need the extra packages of meritplan[pools]")

from meritplan.cli import main
from meritplan.model.job_class import JobClass
from meritplan.model.requirement import Experience, License
from meritplan.plan import create, load, write
from meritplan.plan.edition import ClassEdition

AS_OF = "2026-06-30"


def said(*words):
    """What a command says, which must never be a traceback."""
    done = CliRunner().invoke(main, ["screen", *map(str, words)])
    assert done.exception is None or isinstance(done.exception, SystemExit), repr(done.exception)
    return done


def edition(code, title, tree):
    job_class = JobClass(title=title, code=code, minimum_qualifications=tree)
    return ClassEdition(class_key=code, number=1, state="adopted", effective_from=date(2020, 1, 1), job_class=job_class)


@pytest.fixture
def alder(tmp_path, monkeypatch):
    """Two classes of the State of Alder, under the arithmetic of California, and three people."""
    monkeypatch.chdir(tmp_path)
    plan = create(tmp_path / "alder", title="State of Alder", policy="california")
    year = Experience(months=12, quote="one year of experience")
    write(plan, [edition("0671", "River Inspector", year), edition("0672", "Ferry Pilot", License(name="Pilot"))])
    half = [{"id": "e1", "title": "Hand", "start": "2024-01-01", "end": "2025-12-31", "hours_per_week": 20}]
    people = [
        {"format": "meritplan-record/1", "id": "half", "employment": half, "licenses": []},
        {"format": "meritplan-record/1", "id": "none", "employment": [], "licenses": [{"name": "Pilot"}]},
        {"format": "meritplan-record/1", "id": "silent"},
    ]
    (tmp_path / "pool.jsonl").write_text("".join(json.dumps(each) + "\n" for each in people))
    return plan


def screened(*more, pool="pool.jsonl", out="run"):
    return said(pool, "--from", "alder", "--as-of", AS_OF, "--out", out, *more)


def card(out="run"):
    return json.loads(Path(out, "run.json").read_text())


def test_the_plan_s_own_policy_decides_and_another_may_be_named(alder):
    assert screened().exit_code == 0
    assert card()["policy"] == "california"
    assert screened("--policy", "default", out="other").exit_code == 0
    assert card("other")["policy"] == "default"
    assert card("other")["policy_hash"] != card()["policy_hash"]


def pair(*more, run="run", person="half", pool="pool.jsonl"):
    return said("pair", run, pool, "--from", "alder", "--id", person, *more)


def test_counts_are_shown_to_people_spreadsheets_and_programs(alder):
    screened()
    shown = said("show", "run").stdout.splitlines()
    assert shown[0] == "pool.jsonl, as of 2026-06-30, admission gate, minimum qualifications, policy california"
    assert shown[2].split() == ["0671", "River", "Inspector", "1", "1", "1"]
    assert said("show", "run", "--csv").stdout.splitlines()[:2] == [
        "code,title,met,undetermined,not_met",
        "0671,River Inspector,1,1,1",
    ]
    told = json.loads(said("show", "run", "--json").stdout)
    assert told["policy"] == "california"
    assert told["classes"][1] == {
        "code": "0672",
        "title": "Ferry Pilot",
        "met": 1,
        "undetermined": 1,
        "not_met": 1,
    }


@pytest.mark.parametrize("answers", ["counts", "pairs", "open", "planes"])
@pytest.mark.parametrize(
    ("person", "code", "result", "reason"),
    [
        ("half", "0671", "MET", "12.05 months"),  # 24 x 20 x 4.35 / 173.33, as California reckons
        ("silent", "0671", "NOT DECIDED YET", "a fact is missing"),
        ("none", "0671", "NOT MET", "12 more months of: one year"),
        ("none", "0672", "MET", "Pilot"),
    ],
)
def test_each_answer_is_explained_by_the_policy_of_the_run(alder, answers, person, code, result, reason):
    screened("--answers", answers)
    done = pair("--classes", code, person=person)
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith(f"{result}  {code} ")
    assert "policy california" in done.stdout
    assert reason in done.stdout


def test_all_answers_of_a_person_are_listed(alder):
    screened("--answers", "pairs")
    told = json.loads(pair("--json", person="none").stdout)
    assert {row["code"]: row["result"] for row in told["rows"]} == {"0671": "not_met", "0672": "met"}
    assert "Short by (1)" in pair(person="none").stdout


def test_a_pair_is_explained_by_what_was_screened_alone(alder):
    """Another person, another pool, a plan that changed: each is named."""
    assert "MP-Q064" in pair(run="alder").output
    screened()
    assert "MP-Q066: nobody in pool.jsonl has the id 'HALF'" in pair(person="HALF").output
    assert "the run has no class called 9999" in pair("--classes", "9999").output
    Path("other.jsonl").write_text(Path("pool.jsonl").read_text() + "{}\n")
    done = pair(pool="other.jsonl")
    assert (done.exit_code, "MP-Q069: other.jsonl is not the file that was screened" in done.output) == (2, True)
    write(load(Path("alder")), [edition("0672", "Ferry Pilot", License(name="Master"))])
    done = pair()
    assert done.exit_code == 2
    assert "MP-Q069: the classes of alder are not those that were screened" in done.output


def test_an_older_run_is_explained_and_it_is_said(alder):
    screened()
    told = card()
    told["engine_hash"] = "sha256:older"
    Path("run/run.json").write_text(json.dumps(told))
    done = pair("--classes", "0671")
    assert (done.exit_code, "the program has changed since this pool was screened" in done.stderr) == (0, True)
    assert "differs in the program (sha256:older, not sha256:" in screened().output


def test_a_person_who_was_set_aside_has_no_answer(alder):
    Path("pool.csv").write_text("id,kind,title,share\na,employment,Clerk,much\nb,employment,Clerk,1\n")
    done = screened("--json", pool="pool.csv")
    assert (done.exit_code, json.loads(done.stdout)["set_aside"]) == (1, 1)
    assert "row 2 (a) is set aside: share is 'much', it must be a number" in done.stderr
    assert "MP-Q066: a stands on row 2 of pool.csv, which was set aside" in pair(pool="pool.csv", person="a").output


def test_a_folder_with_another_run_says_what_differs(alder):
    screened()
    done = screened("--gate", "appointment", "--batch", "64")
    assert done.exit_code == 2
    assert "MP-Q063: run holds a run that differs in --gate (admission, not appointment); --batch" in done.output
    done = said("pool.jsonl", "--from", "alder", "--as-of", "2026-07-01", "--out", "run")
    assert "differs in --as-of (2026-06-30, not 2026-07-01)" in done.output
    assert "differs in the plan and its classes" in screened("--classes", "0671").output
    Path("run/run.json").unlink()
    Path("run/part-000000.parquet").touch()
    assert "MP-Q063: run holds answers without the run.json" in screened().output


def test_a_finished_run_is_not_done_again(alder):
    screened()
    before = {path.name: path.stat().st_mtime_ns for path in Path("run").glob("part-*")}
    done = screened()
    assert "screened before: 3 people" in done.stderr
    assert {path.name: path.stat().st_mtime_ns for path in Path("run").glob("part-*")} == before


def test_a_part_cut_short_is_done_again(alder):
    """As a power cut may leave it: the name is there and the bytes are not."""
    answers = screened("--json").stdout
    Path("run/part-000000.parquet").write_bytes(b"PAR1")
    assert screened("--json").stdout == answers


def test_whoever_stops_a_run_hears_how_to_go_on(alder, monkeypatch):
    from meritplan.screening.runs import Run  # noqa: PLC0415

    def stopped(run, told):
        raise KeyboardInterrupt

    monkeypatch.setattr(Run, "go", stopped)
    done = screened()
    assert (done.exit_code, "stopped after 0 people; the same command goes on from there" in done.output) == (1, True)


def test_places_that_cannot_be_written_are_named(alder, monkeypatch):
    assert "MP-Q068: nowhere/pool.parquet cannot be written or read: there is no folder nowhere" in (
        said("convert", "pool.jsonl", "--out", "nowhere/pool.parquet").output
    )
    assert "let its name end in .parquet" in said("convert", "pool.jsonl", "--out", "pool.csv").output

    def full(self, *_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert "MP-Q068: run cannot be written or read: No space left on device" in screened().output


def test_nobody_to_screen_is_said(alder):
    Path("pool.csv").write_text("")
    done = screened(pool="pool.csv")
    assert (done.exit_code, "pool.csv holds nobody who can be screened" in done.stderr) == (1, True)


@pytest.mark.parametrize(
    ("missing", "extra", "more"),
    [("pyarrow", "pools", ()), ("pyspark", "spark", ("--engine", "spark"))],
)
def test_packages_that_are_missing_are_named(alder, missing, extra, more):
    """In a process of its own: what is imported already stays."""
    script = f"import sys; sys.modules[{missing!r}] = None; from meritplan.cli import main; main(sys.argv[1:])"
    given = ["screen", "convert", "pool.jsonl", "--out", "pool.parquet"]
    assert said("convert", "pool.jsonl", "--out", "pool.parquet").exit_code == 0
    if more:
        given = ["screen", "pool.parquet", "--from", "alder", "--out", "run", *more]
    done = subprocess.run([sys.executable, "-c", script, *given], capture_output=True, text=True, check=False)
    assert (done.returncode, "MP-Q065: " in done.stderr, f"meritplan[{extra}]" in done.stderr) == (2, True, True)


def test_a_pool_is_checked_row_by_row(alder):
    job = {"title": "Clerk", "start": "2019-13", "hours_per_week": 500}
    lines = [
        json.dumps({"id": "a", "employment": [job], "rulings": [{"answer": "perhaps"}]}),
        "not json",
        json.dumps({"id": "a", "licenses": []}),
    ]
    Path("odd.jsonl").write_text("\n".join(lines))
    done = said("check", "odd.jsonl", "--json")
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert told["counts"] == {"set aside": 1, "error": 4, "warning": 1, "info": 0}
    assert [(one["row"], one["id"], one["code"]) for one in told["found"]] == [
        (1, "a", "MP-Q010"),
        (1, "a", "MP-Q016"),
        (1, "a", "MP-Q021"),
        (1, "a", "MP-Q023"),
        (2, None, None),
        (3, "a", "MP-Q071"),
    ]
    done = said("check", "odd.jsonl", "--most", "1")
    assert done.stdout.startswith("row 1 (a): error MP-Q010: employment[0].start is '2019-13', which is no date")
    assert "and 5 more" in done.stderr
    assert said("check", "pool.jsonl").exit_code == 0


def test_columns_that_are_not_read_are_named(alder):
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    pq.write_table(pa.table({"id": ["a"], "licenses": [[{"name": "Pilot", "nr": "7"}]], "age": [4]}), "pool.parquet")
    assert "columns that are not read: age, licenses.nr" in screened(pool="pool.parquet").stderr


def test_what_the_classes_share(alder):
    told = json.loads(said("plan", "--from", "alder", "--as-of", AS_OF, "--explain", "--json").stdout)
    assert (told["classes"], told["policy"], told["inexact"]) == (2, "california", [])
    assert said("plan", "--from", "alder", "--as-of", AS_OF).stdout.startswith("classes: 2\n")


def test_words_that_mean_nothing_are_refused(alder):
    assert "'nothing.parquet' does not exist" in said("nothing.parquet", "--from", "alder", "--out", "run").output
    assert "no class called 9999" in screened("--classes", "0671", "--classes", "9999").output
    assert "MP-Q043" in said("pool.jsonl", "--from", "alder", "--as-of", "2026-99", "--out", "run").output
    assert "MP-Q030" in screened("--policy", "mars").output
    assert "MP-Q067" in screened("--engine", "spark").output
    Path("policy.yaml").write_text("[")
    assert "policy.yaml holds no policy that can be read" in screened("--policy", "policy.yaml").output
    assert not Path("run").exists()
