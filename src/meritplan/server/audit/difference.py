"""Before and after, as lines a person can read: which field was what, and is what."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

Change = Literal["added", "removed", "changed", "same"]
ABSENT = object()


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One field by its path, and its value before and after as text."""

    path: str
    change: Change
    before: str
    after: str


def difference(before: Any, after: Any) -> list[Line]:
    """Every field of either side, in order; what is nested is named by its path.

    >>> [(line.path, line.change, line.before, line.after) for line in difference({"months": 12}, {"months": 24})]
    [('months', 'changed', '12', '24')]
    """
    was, now = dict(_fields(before, "")), dict(_fields(after, ""))
    return [_line(path, was.get(path, ABSENT), now.get(path, ABSENT)) for path in dict.fromkeys([*was, *now])]


def _fields(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if value is None and not path:
        return
    if isinstance(value, dict) and value:
        for key, below in value.items():
            yield from _fields(below, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and any(isinstance(below, (dict, list)) for below in value):
        for number, below in enumerate(value, start=1):
            yield from _fields(below, f"{path}[{number}]")
    else:
        yield path or "value", value


def _line(path: str, was: Any, now: Any) -> Line:
    change: Change = "same" if was == now else "changed"
    if was is ABSENT:
        change = "added"
    elif now is ABSENT:
        change = "removed"
    return Line(path=path, change=change, before=_text(was), after=_text(now))


def _text(value: Any) -> str:
    if value is ABSENT:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value) or "none"
    return json.dumps(value, ensure_ascii=False)
