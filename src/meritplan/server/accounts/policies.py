"""Who may do what, and why: every verb of the application is a :class:`Rule`, declared in the app it belongs to.

``may(user, rule, thing)`` answers yes or no with the reason in words a person can be shown; ``which`` keeps the things
of a list a person may do it to; ``require`` raises :class:`NotAllowedError` where the answer is no.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from meritplan.server.accounts.models import Role

Thing = TypeVar("Thing")
Refusal = Callable[[Any, Any], str | None]

RULES: dict[str, Rule] = {}


class NotAllowedError(Exception):
    """Somebody may not do that. The message says why, for the person."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Yes or no, and the reason."""

    allowed: bool
    reason: str

    def __bool__(self) -> bool:
        return self.allowed


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Who may do one thing.

    ``verb`` names it in the audit (``desk.publish``), ``what`` in a sentence ("publish an edition"). ``roles`` may do
    it; ``anybody`` says that no account is needed. ``refuses`` looks at person and thing, and says why not, or none.
    """

    verb: str
    what: str
    roles: frozenset[str] = frozenset()
    anybody: bool = False
    refuses: Refusal | None = None

    def __post_init__(self) -> None:
        RULES[self.verb] = self


def may(user: Any, rule: Rule, thing: Any = None) -> Verdict:
    """Whether a person may do it to a thing, and why."""
    if not rule.anybody and not user.is_authenticated:
        return Verdict(allowed=False, reason=f"Sign in to {rule.what}.")
    held = frozenset() if rule.anybody else user.roles & rule.roles
    if not rule.anybody and not held:
        names = " or ".join(sorted(Role(one).label for one in rule.roles))
        return Verdict(allowed=False, reason=f"To {rule.what} takes the role of {names}.")
    refusal = rule.refuses(user, thing) if rule.refuses else None
    if refusal:
        return Verdict(allowed=False, reason=refusal)
    reason = "Anybody may." if rule.anybody else f"You are {Role(min(held)).label}."
    return Verdict(allowed=True, reason=reason)


def which(user: Any, rule: Rule, things: Iterable[Thing]) -> list[Thing]:
    """The things of a list a person may do it to."""
    return [thing for thing in things if may(user, rule, thing)]


def require(user: Any, rule: Rule, thing: Any = None) -> None:
    """Go on only if the person may.

    Raises:
        NotAllowedError: with the reason.
    """
    verdict = may(user, rule, thing)
    if not verdict:
        raise NotAllowedError(verdict.reason)


def by_role(user: Any, rule: Rule) -> Verdict:
    """What the roles alone say, whatever the thing: yes may still become no for one thing."""
    return may(user, _without_refusal(rule))


def _without_refusal(rule: Rule) -> Rule:
    plain = object.__new__(Rule)  # not a rule of its own: it must not enter RULES
    for name, value in {**vars(rule), "refuses": None}.items():
        object.__setattr__(plain, name, value)
    return plain


MANAGE_PEOPLE = Rule(
    verb="accounts.manage",
    what="see and change people's accounts and roles",
    roles=frozenset({"administrator"}),
)
