"""Who may open which address: the words in which each app declares it, in a file ``access.py`` beside its tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from meritplan.server.accounts.models import Role

VISITOR, NO_ROLE = "visitor", "no role"
ROLES = frozenset(Role.values)
SIGNED_IN = ROLES | {NO_ROLE}
ANYBODY = SIGNED_IN | {VISITOR}
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Page:
    """One address for one kind of thing.

    ``route`` is the pattern as the resolver has it. ``address`` makes a concrete one, given the person who opens it:
    a route may stand several times, for things one owns and things one does not. ``get`` and ``post`` say who may; for
    the others the answer is 403, or for visitors the sign-in. NOBODY says that the method is not offered at all;
    none, for ``post``, that it does the same as reading, or nothing.
    """

    route: str
    address: str | Callable[[Any], str]
    get: frozenset[str] = NOBODY
    post: frozenset[str] | None = NOBODY
    data: dict[str, Any] | Callable[[], dict[str, Any]] = field(default_factory=dict)
    thing: str = ""
    hidden: bool = False  # who may not is told that there is no such thing

    def __str__(self) -> str:
        return f"{self.route} {self.thing}".strip() or "/"


def routes() -> list[str]:
    """All patterns of the project, as text."""
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: Any, before: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, before + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield before + str(pattern.pattern)
