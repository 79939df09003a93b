"""What one position asks of the options a specification leaves open."""

from __future__ import annotations

import msgspec


class Position(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Options switched on or off, each by its quote or by the name of a leaf below it."""

    require: tuple[str, ...] = ()
    waive: tuple[str, ...] = ()
