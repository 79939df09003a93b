"""Another database than the server's own, such as a copy or a backup: opened to be read, never to be written."""

from __future__ import annotations

from django.db import connections

from meritplan.server.configuration import described

OTHER = "other"


def opened(database: str) -> str:
    """The name under which queries find a PostgreSQL address or the file of an SQLite copy (``using=``).

    Raises:
        ConfigurationError: if it is neither.
    """
    known = connections.configure_settings({"default": {}, OTHER: described(database)})
    connections.databases[OTHER] = known[OTHER]
    return OTHER
