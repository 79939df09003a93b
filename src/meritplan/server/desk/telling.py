"""Refusals of a plan in the words of the desk: classes by their titles, and what to do here, not on a command line."""

from __future__ import annotations

import re

from meritplan.plan import Plan
from meritplan.plan.errors import AdoptedError, LockedError, NoEffectiveDateError, OpenQuestionsError

_PATH = re.compile(r"classes/([A-Za-z0-9_-]+)/(\d+)\.yaml")
_INSTEAD: dict[type[Exception], str] = {
    NoEffectiveDateError: "{edition} prints no effective date. Enter the day it applies from.",
    AdoptedError: "{edition} is adopted and stays as it is. Begin a revision to change it.",
    LockedError: "Another process is writing to the plan. Wait a moment, and send it again.",
    OpenQuestionsError: "Questions are open. Settle them, or submit the edition with the reason to publish it so.",
}


def told(plan: Plan, refused: Exception) -> str:
    """The message of a refusal for somebody at the desk."""
    said = _INSTEAD.get(type(refused), "")
    edition = _PATH.search(str(refused))
    if not said:
        return _PATH.sub(lambda match: _name(plan, *match.groups()), str(refused))
    return said.format(edition=_name(plan, *edition.groups()) if edition else "The edition")


def _name(plan: Plan, key: str, number: str) -> str:
    one = plan.by_key.get(key)
    return f"{one.title}, edition {number}" if one else f"{key}/{number}"
