"""The audit from the command line: whole or not, where it ends, and out of the database."""

import csv
import io
import json
import shutil
import sqlite3
import subprocess
import sys

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.db import connection
from tests.cli.test_user import run
from tests.server.audit.test_chain import ROWS, chain, lift, write

from meritplan.cli import main
from meritplan.server.audit import anchors

__all__ = ["chain", "run"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_noted():
    """No ends of chains that other tests noted in the home."""
    shutil.rmtree(settings.CONFIGURATION.home / anchors.FOLDER, ignore_errors=True)


def test_a_whole_chain(run, chain):
    done = run("audit", "verify")
    assert (done.exit_code, done.stdout) == (0, f"{ROWS} rows: whole\n")


def test_a_falsified_row_is_named(run, chain):
    lift()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditevent SET reason = 'other' WHERE sequence = 3")
    done = run("audit", "verify")
    assert done.exit_code == 1
    assert done.stdout.startswith("Row 3 is not what was written")
    assert done.stdout.endswith(f"{ROWS} rows: NOT whole\n")
    said = json.loads(run("audit", "verify", "--json").stdout)
    assert said["whole"] is False
    assert said["findings"][0] == {"what": "changed", "sequence": 3, "message": said["findings"][0]["message"]}


def test_where_no_row_fits_the_key_is_asked_about(run, chain):
    lift()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditevent SET reason = 'other'")
    assert "Is it the key of this server?" in run("audit", "verify").stderr


def test_the_end_that_was_noted_must_still_be_there(run, chain):
    end = run("audit", "head").stdout.strip()
    assert end == f"{ROWS}:{chain[-1].mac}"
    write(ROWS + 1)
    assert run("audit", "verify", "--expect", end).exit_code == 0
    gone = run("audit", "verify", "--expect", f"{ROWS + 9}:{chain[-1].mac}")
    assert gone.exit_code == 1
    assert "--expect names row 21, which is not there" in gone.stdout
    assert run("audit", "verify", "--expect", "the last one").exit_code == 2


def test_the_events_as_json_lines_and_as_csv(run, chain):
    lines = [json.loads(line) for line in run("audit", "export").stdout.splitlines()]
    assert [line["sequence"] for line in lines] == list(range(1, ROWS + 1))
    assert lines[0]["after"] == {"months": 2, "quote": "1 months of experience"}
    rows = list(
        csv.DictReader(io.StringIO(run("audit", "export", "--format", "csv", "--key", "0003@2026-01-01").stdout))
    )
    assert [row["sequence"] for row in rows] == ["3"]
    assert rows[0]["mac"] == chain[2].mac


def test_a_text_that_begins_like_a_formula_stays_a_text(run):
    write(1, reason="=HYPERLINK(1)")
    assert "'=HYPERLINK(1)" in run("audit", "export", "--format", "csv").stdout


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="copies a file")
@pytest.mark.django_db(transaction=True)
def test_a_copy_of_the_database_is_verified_and_not_written(run, tmp_path):
    for number in range(1, 4):
        write(number)
    copy = tmp_path / "copy.sqlite3"
    with sqlite3.connect(settings.DATABASES["default"]["TEST"]["NAME"]) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    target.close()
    before = copy.read_bytes()
    command = [sys.executable, "-m", "meritplan.cli", "audit", "verify", "--database", str(copy)]
    done = subprocess.run(
        [*command, "--home", str(settings.CONFIGURATION.home)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "3 rows: whole\n"), done.stderr
    assert copy.read_bytes() == before


def test_a_database_that_is_none(run):
    done = CliRunner().invoke(main, ["audit", "verify", "--home", str(settings.CONFIGURATION.home), "--database", "x"])
    assert done.exit_code == 2
    assert "is no file, and no address" in done.output
