"""``meritplan check`` and the addresses machines watch."""

from __future__ import annotations

import dataclasses
import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from tests.server.operations.running import run, running

from meritplan.plan import Plan
from meritplan.server.accounts.models import User
from meritplan.server.audit import guards
from meritplan.server.plans import health
from meritplan.server.worker import BEAT

pytestmark = pytest.mark.django_db


def found(part: str) -> Any:
    return next(one for one in health.check_all() if one.part == part)


def test_everything_in_order(own_plan: Plan) -> None:
    cache.set(BEAT, datetime.now(UTC).isoformat(), timeout=None)
    states = {one.part: one.state for one in health.check_all()}
    assert set(states) == {
        "configuration", "database", "migrations", "audit", "worker", "tasks", "plan", "search index",
        "disk of home", "disk of plan",
    }  # fmt: skip
    assert {state for part, state in states.items() if not part.startswith("disk")} == {"ok"}


def test_a_worker_that_is_silent() -> None:
    assert "has run yet" in found("worker").said
    cache.set(BEAT, (datetime.now(UTC) - timedelta(minutes=5)).isoformat(), timeout=None)
    assert found("worker").state == "warning"


def test_a_plan_that_is_damaged(own_plan: Plan) -> None:
    next((own_plan.root / "classes").glob("*/*.yaml")).write_text("format: [")
    assert found("plan").state == "error"
    (own_plan.root / "plan.yaml").unlink()
    assert "holds no plan.yaml" in found("plan").said


@pytest.mark.parametrize(("free", "state"), [(10 * 1024**3, "ok"), (1024**3, "warning"), (1024**2, "error")])
def test_room_on_the_disk(monkeypatch: pytest.MonkeyPatch, free: int, state: str) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    assert found("disk of home").state == state


def test_visitors_from_outside_without_https(settings: Any) -> None:
    said = settings.CONFIGURATION
    settings.CONFIGURATION = dataclasses.replace(said, hosts=(*said.hosts, "jobs.alder.example"))
    assert "without HTTPS" in found("configuration").said


def test_a_guard_that_was_taken_away() -> None:
    with connection.cursor() as cursor:
        cursor.execute(guards.lifting(connection.vendor)[0])
    assert found("audit").state == "error"


def test_an_end_of_the_record_that_was_changed(own_plan: Plan) -> None:
    from meritplan.server.accounts.models import RoleGrant  # noqa: PLC0415
    from meritplan.server.api.actions import make_key  # noqa: PLC0415

    user = User.objects.create_user(username="r.okafor")
    RoleGrant.objects.create(user=user, role="analyst")
    make_key(user, name="Export", scopes=["read"], days=30)
    assert found("audit").state == "ok"
    with connection.cursor() as cursor:
        for statement in guards.lifting(connection.vendor):
            cursor.execute(statement)
        cursor.execute("UPDATE audit_auditevent SET reason = 'none'")
        for statement in guards.setting(connection.vendor):
            cursor.execute(statement)
    assert "does not end as its seal says" in found("audit").said


def test_tables_of_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "pending_migrations", lambda: ("api.0009_more",))
    assert found("migrations").state == "error"
    monkeypatch.setattr(health, "unknown_migrations", lambda: ("api.0010_newer",))
    assert "newer version" in found("migrations").said


def test_ready_tells_nobody_where_the_plan_lies(client: Client, own_plan: Plan) -> None:
    assert client.get("/health/ready/").json()["status"] == "ready"
    (own_plan.root / "plan.yaml").unlink()
    from meritplan.server.plans.served import changed  # noqa: PLC0415

    changed()
    answer = client.get("/health/ready/")
    assert answer.status_code == 503
    assert answer.json()["trouble"] == ["the plan cannot be read"]
    assert "no-cache" in answer.headers["Cache-Control"]


@pytest.mark.slow
def test_the_command_on_a_running_server_and_on_a_broken_one(tmp_path: Path, sample_plan: Path) -> None:
    home, plan = tmp_path / "home", tmp_path / "plan"
    shutil.copytree(sample_plan, plan)
    with running(plan, "--home", home) as server:
        done = run("check", "--home", home, "--plan", plan, "--json")
        said = json.loads(done.stdout)
        assert done.returncode == 0, done.stdout
        assert said["whole"]
        assert {"part": "worker", "state": "ok", "said": "Alive."} in said["found"]
        server.end()
    (plan / "plan.yaml").unlink()
    done = run("check", "--home", home, "--plan", plan)
    assert done.returncode == 1
    assert "ERROR" in done.stdout
    assert "Traceback" not in done.stderr
    assert run("check", "--home", tmp_path).returncode == 2
