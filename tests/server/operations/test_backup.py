"""Backups: made while others write, verified, and put back as it was."""

from __future__ import annotations

import json
import sqlite3
import threading
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.db import connection, transaction
from tests.server.operations.running import run, running

from meritplan.plan import Plan, load
from meritplan.server.accounts.models import RoleGrant, User
from meritplan.server.api.actions import make_key
from meritplan.server.api.models import ApiKey
from meritplan.server.audit.models import AuditEvent
from meritplan.server.audit.verification import verify
from meritplan.server.plans import rows
from meritplan.server.plans.backup import BackupError, Manifest, back_up, checked, restore

pytestmark = pytest.mark.django_db(transaction=True)
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a database in one file")
on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="a shared database")


@pytest.fixture
def people() -> User:
    user = User.objects.create_user(username="r.okafor", password="a-long-password-1")
    RoleGrant.objects.create(user=user, role="administrator")
    for number in range(5):
        make_key(user, name=f"Program {number}", scopes=["read"], days=30)
    return user


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    home = settings.CONFIGURATION.home
    (home / "uploads" / "documents").mkdir(parents=True)
    (home / "uploads" / "documents" / "spec.html").write_text("<p>As it came in</p>")
    (home / "secret.key").write_text("not for everybody")
    (home / "server.log").write_text("not to be kept")
    return home


@pytest.fixture
def made(people: User, own_plan: Plan, home: Path, tmp_path: Path) -> Path:
    file = tmp_path / "backup.zip"
    back_up(file, home=home, plan=own_plan.root)
    return file


def test_what_a_backup_holds(made: Path, own_plan: Plan) -> None:
    manifest = checked(made)
    names = {one.path for one in manifest.members}
    assert manifest.fingerprint == own_plan.fingerprint
    assert "plan/plan.yaml" in names
    assert "home/uploads/documents/spec.html" in names
    assert not [name for name in names if "secret.key" in name or "server.log" in name or ".meritplan" in name]
    assert manifest.database == connection.vendor
    assert made.stat().st_mode & 0o077 == 0


def test_the_key_only_when_asked(people: User, own_plan: Plan, home: Path, tmp_path: Path) -> None:
    manifest = back_up(tmp_path / "with.zip", home=home, plan=own_plan.root, with_key=True)
    assert manifest.with_key
    assert "home/secret.key" in {one.path for one in manifest.members}


def test_a_file_that_is_there_is_not_overwritten(made: Path, own_plan: Plan, home: Path) -> None:
    with pytest.raises(BackupError, match="is there already"):
        back_up(made, home=home, plan=own_plan.root)


def _spoiled(file: Path, how: str) -> Path:
    """A copy with one thing wrong."""
    target = file.with_name(f"{how}.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if how == "changed" and name == "plan/plan.yaml":
                content = content.replace(b"Alder", b"Elder")
            if how == "missing" and name == "plan/plan.yaml":
                continue
            if how == "newer" and name == "manifest.json":
                content = content.replace(b"meritplan-backup/1", b"meritplan-backup/9")
            if how == "outside" and name in {"manifest.json", "plan/plan.yaml"}:
                content = content.replace(b'"plan/plan.yaml"', b'"plan/../../plan.yaml"')
                name = name.replace("plan/plan.yaml", "plan/../../plan.yaml")  # noqa: PLW2901
            new.writestr(name, content)
        if how == "added":
            new.writestr("plan/other.yaml", "format: x")
    if how == "torn":
        target.write_bytes(file.read_bytes()[:-200])
    return target


@pytest.mark.parametrize("how", ["changed", "missing", "added", "newer", "outside", "torn"])
def test_a_damaged_backup_is_refused_before_anything_is_touched(made: Path, how: str) -> None:
    with pytest.raises(BackupError):
        checked(_spoiled(made, how))


def test_what_is_there_is_not_overwritten(made: Path, own_plan: Plan, home: Path) -> None:
    with pytest.raises(BackupError, match="--force"):
        restore(made, home=home, plan=own_plan.root)


@on_postgresql
def test_rows_come_back_as_they_were(people: User, own_plan: Plan, home: Path, made: Path, tmp_path: Path) -> None:
    before = _everything()
    key = ApiKey.objects.first()
    make_key(people, name="Later", scopes=["read"], days=30)
    User.objects.create_user(username="later", password="a-long-password-1")
    restore(made, home=home, plan=own_plan.root, force=True)
    assert _everything() == before
    assert verify().whole
    assert ApiKey.objects.get(pk=key.pk).name == key.name
    make_key(User.objects.get(username="r.okafor"), name="After", scopes=["read"], days=30)  # counters go on
    assert AuditEvent.objects.count() == 6
    assert verify().whole
    assert load(own_plan.root).fingerprint == own_plan.fingerprint
    assert [one for one in own_plan.root.parent.iterdir() if one.name.startswith("plan.before-")]


@on_postgresql
def test_rows_that_do_not_fit_leave_everything_as_it_was(people: User) -> None:
    before = _everything()
    lines = ['{"model": "accounts.user", "pk": 1, "fields": {"username": "a"}}'] * 2
    with pytest.raises(Exception, match="duplicate key"):
        rows.read_rows(lines)
    assert _everything() == before


def _everything() -> dict[str, list[Any]]:
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in rows.kept_models()
        if model._meta.app_label in {"accounts", "audit", "api", "plans"}
    }


@on_sqlite
def test_a_copy_of_one_moment_while_others_write(people: User, own_plan: Plan, home: Path, tmp_path: Path) -> None:
    """Each transaction writes a key and its audit event: a copy holds both or neither."""
    ending = threading.Event()

    def write() -> None:
        number = 0
        while not ending.is_set():
            with transaction.atomic():
                make_key(people, name=f"Written {number}", scopes=["read"], days=30)
            number += 1
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            file = tmp_path / f"{number}.zip"
            back_up(file, home=home, plan=own_plan.root)
            with zipfile.ZipFile(file) as archive:
                archive.extract("database.sqlite3", tmp_path / str(number))
            with closing(sqlite3.connect(tmp_path / str(number) / "database.sqlite3")) as copy:
                assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                keys = copy.execute("SELECT count(*) FROM api_apikey").fetchone()[0]
                events = copy.execute("SELECT count(*) FROM audit_auditevent WHERE kind = 'api key'").fetchone()[0]
            assert keys == events >= 5
    finally:
        ending.set()
        writer.join()


@on_sqlite
@pytest.mark.slow
def test_a_server_backed_up_while_it_runs_and_put_up_elsewhere(tmp_path: Path) -> None:
    home, other, file = tmp_path / "home", tmp_path / "other", tmp_path / "backup.zip"
    with running("--home", home) as server:
        done = run("backup", file, "--home", home, "--with-key", "--json")
        assert done.returncode == 0, done.stderr
        assert "Keep it as you keep keys" in done.stderr
        said = json.loads(done.stdout)
        assert said["files"] > 20
        assert server.get("/health/ready/")[0] == 200
        assert server.end() == 0
    assert run("restore", file, "--check").returncode == 0
    refused = run("restore", file, "--home", home)
    assert refused.returncode == 1
    assert "--force" in refused.stderr
    done = run("restore", file, "--home", other)
    assert done.returncode == 0, done.stderr
    assert load(other / "plan").fingerprint == said["fingerprint"] == load(home / "plan").fingerprint
    assert _accounts(other) == _accounts(home)
    assert run("audit", "verify", "--home", other).returncode == 0
    forced = run("restore", file, "--home", other, "--force")
    assert forced.returncode == 0, (forced.returncode, forced.stderr)
    assert [one for one in other.iterdir() if one.name.startswith("meritplan.sqlite3.before-")]


def _accounts(home: Path) -> list[Any]:
    with closing(sqlite3.connect(home / "meritplan.sqlite3")) as database:
        return database.execute("SELECT id, username, password FROM accounts_user ORDER BY id").fetchall()


def test_the_manifest_is_read_strictly() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"format": "meritplan-backup/1"}', type=Manifest)
