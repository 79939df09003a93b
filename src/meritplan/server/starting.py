"""Bringing up the server side of a process: its settings, Django, and a database that is up to date."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from pathlib import Path

from meritplan.server.configuration import PREFIX


def default_home(plan: Path) -> Path:
    """Where a server of this plan keeps its database when nobody says: a folder of its own for each plan."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    else:
        base = Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share"))
    place = hashlib.sha256(str(plan.absolute()).encode()).hexdigest()[:8]
    name = re.sub(r"[^a-z0-9]+", "-", plan.absolute().name.lower()).strip("-") or "plan"
    return base / "meritplan" / f"{name}-{place}"


def set_up(plan: Path, home: Path) -> None:
    """Settings into the environment, where child processes find them too, and Django made ready."""
    os.environ[f"{PREFIX}PLAN"] = str(plan.absolute())
    os.environ[f"{PREFIX}HOME"] = str(home.absolute())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meritplan.server.settings")
    import django  # noqa: PLC0415 - Django reads its settings when it is imported

    django.setup()


def migrate() -> None:
    """The database's tables, as this version needs them."""
    from django.core.management import call_command  # noqa: PLC0415 - needs Django set up

    call_command("migrate", verbosity=0, interactive=False)
