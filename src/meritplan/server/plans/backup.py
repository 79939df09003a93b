"""A server in one file: the database as it stands at one moment, the plan, the uploads; and out of the file again.

The file is a zip. Its ``manifest.json`` names every other member with its size and sha256, and is checked before
anything is put in place.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final, Literal

import msgspec

from meritplan import __version__
from meritplan.plan.files import PRIVATE
from meritplan.plan.transaction import locked

FORMAT: Final = "meritplan-backup/1"
MANIFEST: Final = "manifest.json"
SQLITE, ROWS, KEY = "database.sqlite3", "database.jsonl", "secret.key"
DATABASE: Final = "meritplan.sqlite3"
OF_HOME: Final = ("uploads", "audit-anchors")  # the folders of a home that cannot be made anew
CHUNK: Final = 1024 * 1024


class BackupError(Exception):
    """A backup cannot be made or put back: what was found, and what to do."""


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a backup."""

    path: str
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds."""

    format: str
    made_at: datetime
    version: str
    database: Literal["sqlite", "postgresql"]
    fingerprint: str
    with_key: bool
    members: tuple[Member, ...]


# --- making ------------------------------------------------------------------------------------------------------


def back_up(target: Path, *, home: Path, plan: Path, with_key: bool = False) -> Manifest:
    """Write a backup, while the server runs if it does. The file appears when it is whole.

    Raises:
        BackupError: if it cannot be written.
        PlanError: if the plan cannot be read.
    """
    from meritplan.plan import load  # noqa: PLC0415 - opening a plan is its own matter

    if target.exists():
        raise BackupError(f"{target} is there already; name a file that is not.")
    fingerprint = load(plan).fingerprint
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as place:
            made = Path(place) / "backup.zip"
            with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
                manifest = _written(archive, Path(place), home, plan, fingerprint=fingerprint, with_key=with_key)
            made.chmod(0o600)
            made.replace(target)
    except OSError as trouble:
        raise BackupError(f"{target} cannot be written: {trouble.strerror or trouble}.") from None
    return manifest


def _written(
    archive: zipfile.ZipFile, place: Path, home: Path, plan: Path, *, fingerprint: str, with_key: bool
) -> Manifest:
    from django.db import connection  # noqa: PLC0415 - needs Django set up

    members: list[Member] = []
    with locked(plan, exclusive=False):  # who publishes waits until plan and database are both copied
        database = _database(place)
        members.append(_added(archive, database, database.name))
        members += [_added(archive, path, f"plan/{name}") for path, name in _files(plan)]
    for folder in OF_HOME:
        members += [_added(archive, path, f"home/{folder}/{name}") for path, name in _files(home / folder)]
    if with_key:
        members.append(_added(archive, home / KEY, f"home/{KEY}"))
    manifest = Manifest(
        format=FORMAT,
        made_at=datetime.now(UTC).replace(microsecond=0),
        version=__version__,
        database="postgresql" if connection.vendor == "postgresql" else "sqlite",
        fingerprint=fingerprint,
        with_key=with_key,
        members=tuple(members),
    )
    archive.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1))
    return manifest


def _database(place: Path) -> Path:
    """A copy of the database as of one moment; nobody who writes meanwhile has to wait."""
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    if connection.vendor == "postgresql":
        from meritplan.server.plans.rows import write_rows  # noqa: PLC0415

        target = place / ROWS
        with target.open("w", encoding="utf-8", newline="\n") as out:
            write_rows(out)
        return target
    target = place / SQLITE
    source = str(settings.DATABASES["default"]["NAME"])
    with closing(sqlite3.connect(source, timeout=60)) as ours, closing(sqlite3.connect(target)) as copy:
        ours.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    return target


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    """The files below a folder, each with its path; without what the program keeps for itself."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not path.is_symlink() and PRIVATE not in name.parts:
            yield path, name.as_posix()


def _added(archive: zipfile.ZipFile, path: Path, name: str) -> Member:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as out:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            out.write(chunk)
    return Member(path=name, size=size, sha256=digest.hexdigest())


# --- reading -------------------------------------------------------------------------------------------------------


def checked(file: Path) -> Manifest:
    """The manifest of a backup all of whose members are as it says.

    Raises:
        BackupError: if it is none, or damaged.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = msgspec.json.decode(archive.read(MANIFEST), type=Manifest)
            if manifest.format != FORMAT:
                raise BackupError(f"{file} says format {manifest.format!r}; this version reads {FORMAT!r}.")
            _all_there(file, archive, manifest)
            for member in manifest.members:
                _as_said(file, archive, member)
    except (OSError, KeyError, zipfile.BadZipFile, msgspec.MsgspecError, EOFError, ValueError) as trouble:
        raise BackupError(f"{file} is no backup, or damaged ({trouble}); take another one.") from None
    return manifest


def _all_there(file: Path, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    said = {member.path for member in manifest.members}
    found = {name for name in archive.namelist() if name != MANIFEST}
    if said != found or any(not _inside(name) for name in said):
        raise BackupError(f"{file} does not hold what its manifest says; take another one.")


def _inside(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return not name.startswith("/") and ".." not in parts and "\\" not in name and ":" not in name


def _as_said(file: Path, archive: zipfile.ZipFile, member: Member) -> None:
    digest = hashlib.sha256()
    with archive.open(member.path) as source:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
    if digest.hexdigest() != member.sha256:
        raise BackupError(f"{member.path} in {file} is not what was backed up; take another one.")


def restore(file: Path, *, home: Path, plan: Path, force: bool = False) -> Manifest:
    """Put a backup in place. The server must not run. What was there before is kept beside it, under another name.

    Django must be set up for the home; a shared database gets its tables.

    Raises:
        BackupError: if the backup is damaged or of another database, or if something is there already.
        StartError: if the database does not answer.
    """
    from django.db import connection  # noqa: PLC0415

    from meritplan.server.starting import migrate  # noqa: PLC0415

    manifest = checked(file)
    if manifest.database != connection.vendor:
        message = f"{file} is of {manifest.database}, and this server is set to {connection.vendor}."
        raise BackupError(f"{message} Set MERITPLAN_DATABASE as it was when the backup was made.")
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        migrate()
    if not force and (there := _there(home, plan)):
        raise BackupError(f"{there} is there already. --force puts the backup in its place and keeps it beside.")
    connection.close()
    with zipfile.ZipFile(file) as archive, tempfile.TemporaryDirectory(dir=home, prefix=".restore-") as place:
        for member in manifest.members:
            _taken_out(archive, member.path, Path(place) / member.path)
        _put(Path(place), home, plan, aside=f".before-{datetime.now(UTC):%Y%m%d-%H%M%S}")
    return manifest


def _there(home: Path, plan: Path) -> Path | None:
    from django.db import connection  # noqa: PLC0415

    from meritplan.server.accounts.models import User  # noqa: PLC0415

    if plan.is_dir() and any(plan.iterdir()):
        return plan
    if connection.vendor == "postgresql":
        return Path("an account in the database") if User.objects.exists() else None
    return home / DATABASE if (home / DATABASE).exists() else None


def _taken_out(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(name) as source, target.open("wb") as out:
        shutil.copyfileobj(source, out, CHUNK)


def _put(place: Path, home: Path, plan: Path, *, aside: str) -> None:
    """The database first: if its rows cannot be put in, nothing else has been touched."""
    if (place / ROWS).is_file():
        from meritplan.server.plans.rows import read_rows  # noqa: PLC0415

        with (place / ROWS).open(encoding="utf-8") as lines:
            read_rows(_whole(lines))
    else:
        for ending in ("-wal", "-shm"):
            (home / (DATABASE + ending)).unlink(missing_ok=True)
        _replace(place / SQLITE, home / DATABASE, aside)
    _replace(place / "plan", plan, aside)
    for name in (*OF_HOME, KEY):
        if (place / "home" / name).exists():
            _replace(place / "home" / name, home / name, aside)
            if name == KEY:
                (home / name).chmod(0o600)


def _whole(lines: IO[str]) -> Iterator[str]:
    return (line.rstrip("\n") for line in lines)


def _replace(new: Path, old: Path, aside: str) -> None:
    if old.exists():
        if old.is_dir() and not any(old.iterdir()):
            old.rmdir()
        else:
            old.rename(old.with_name(old.name + aside))
    old.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(new, old)


def described(manifest: Manifest) -> dict[str, Any]:
    """What a command says of a backup, without the list of its members."""
    said: dict[str, Any] = msgspec.to_builtins(manifest)
    members = said.pop("members")
    return {**said, "files": len(members), "bytes": sum(one["size"] for one in members)}
