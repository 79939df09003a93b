"""The rows of a shared database as lines of JSON: out in one moment, and in again, guards and counters included.

For databases in one file there is a simpler way (see :mod:`meritplan.server.plans.backup`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from io import TextIOBase
from itertools import islice
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

from meritplan.server.audit import guards

AT_ONCE = 500
PASSED_OVER = frozenset({"sessions.session", "api.allowance", "contenttypes.contenttype", "auth.permission"})


class Exact(DjangoJSONEncoder):
    """Moments to the microsecond: Django's own way cuts them, and the seals of the audit would not hold."""

    def default(self, o: Any) -> Any:
        """The text of a moment; of anything else as Django has it."""
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def write_rows(out: TextIOBase) -> int:
    """Every row, one a line, as all of them stood at one moment; how many."""
    count = 0
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for model in kept_models():
            rows = model._base_manager.order_by(model._meta.pk.name).iterator(chunk_size=AT_ONCE)
            for row in rows:
                out.write(serializers.serialize("json", [row], ensure_ascii=False, cls=Exact)[1:-1] + "\n")
                count += 1
    return count


def read_rows(lines: Iterable[str]) -> int:
    """Put the rows in the place of all there are: all of them or none. The tables must be there."""
    count = 0
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in guards.lifting(connection.vendor):
            cursor.execute(statement)
        _empty(cursor)
        for batch in _batches(line for line in lines if line.strip()):
            for one in serializers.deserialize("json", "[" + ",".join(batch) + "]"):
                one.save(force_insert=True)
                count += 1
        for statement in connection.ops.sequence_reset_sql(no_style(), list(kept_models())):
            cursor.execute(statement)
        for statement in guards.setting(connection.vendor):
            cursor.execute(statement)
    return count


def kept_models() -> Iterator[Any]:
    """The tables of the application, those first that others point at."""
    wanted = [one for one in apps.get_models(include_auto_created=True) if one._meta.label_lower not in PASSED_OVER]
    wanted = [one for one in wanted if one._meta.managed and not one._meta.proxy]
    placed: set[Any] = set()
    while wanted:
        ready = [one for one in wanted if not (_pointed_at(one) & set(wanted)) - placed - {one}] or wanted[:1]
        yield from ready
        placed |= set(ready)
        wanted = [one for one in wanted if one not in placed]


def _pointed_at(model: Any) -> set[Any]:
    return {field.related_model for field in model._meta.get_fields() if isinstance(field, models.ForeignKey)}


def _empty(cursor: Any) -> None:
    names = [model._meta.db_table for model in kept_models()]
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    cursor.execute(f"TRUNCATE {quoted} RESTART IDENTITY CASCADE")


def _batches(lines: Iterable[str]) -> Iterator[list[str]]:
    lines = iter(lines)
    for first in lines:
        yield [first, *islice(lines, AT_ONCE - 1)]
