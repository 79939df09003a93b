"""An import whose worker is killed outright, under the server as an operator runs it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.server.operations.running import PATIENCE, descendants, environment, running

from meritplan.plan import create, load
from meritplan.plan.validation import validate

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")]

COUNT = 120
BRING_IN = f"""
import django
django.setup()
from django.core.files.uploadedfile import SimpleUploadedFile
from meritplan.server.accounts.models import RoleGrant, User
from meritplan.server.desk import actions

ada = User.objects.create_user(username="ada", password="a-long-password-1")
RoleGrant.objects.create(user=ada, role="analyst")
text = "FERRY PURSER {{0:03}}\\n\\nClass Code 8{{0:03}}\\n\\nDEFINITION\\nCollects fares.\\n\\n"
text += "MINIMUM QUALIFICATIONS\\nOne year of experience in handling cash.\\n"
files = [SimpleUploadedFile(f"purser-{{number}}.txt", text.format(number).encode()) for number in range({COUNT})]
actions.bring_in(ada, files)
"""
TELL = """
import django
django.setup()
from collections import Counter
from meritplan.server.desk.models import Import

batch = Import.objects.get()
states = Counter(one.state for one in batch.files.all())
print(batch.state, *(f"{name}={count}" for name, count in sorted(states.items())))
"""


def _python(code: str, plan: Path, home: Path) -> str:
    said = {"MERITPLAN_PLAN": str(plan), "MERITPLAN_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env=environment(DJANGO_SETTINGS_MODULE="meritplan.server.settings", **said),
    )
    return done.stdout.strip()


def _worker(server: int) -> int:
    for number in descendants(server):
        try:
            line = Path(f"/proc/{number}/cmdline").read_bytes()
        except OSError:
            continue
        if b"meritplan.server.worker" in line:
            return number
    raise AssertionError("the server has no worker")


def _written(plan: Path) -> int:
    return len(list((plan / "classes").glob("*/1.yaml")))


def test_it_goes_on_by_itself_and_nothing_is_half_written(tmp_path: Path) -> None:
    plan, home = tmp_path / "plan", tmp_path / "home"
    create(plan, title="Classification plan of Alder County")
    with running(plan, "--home", home) as server:
        _python(BRING_IN, plan, home)
        until = time.monotonic() + PATIENCE
        while _written(plan) < 5:
            assert time.monotonic() < until, server.said
            time.sleep(0.02)
        os.kill(_worker(server.process.pid), signal.SIGKILL)
        between = _written(plan)
        assert load(plan).trouble == ()
        while not (told := _python(TELL, plan, home)).startswith("done"):
            assert time.monotonic() < until, told
            time.sleep(1)
        assert server.end() == 0
    assert between < COUNT, "the import was over before it could be killed"
    assert told == f"done taken={COUNT}"
    assert _written(plan) == COUNT
    assert [one for one in validate(load(plan)) if one.issue.severity == "error"] == []
