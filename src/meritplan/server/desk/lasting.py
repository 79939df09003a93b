"""What is worked out once for each state of the plan."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from meritplan.plan import Plan

Made = TypeVar("Made")


class OfPlan(Generic[Made]):
    """An answer that holds as long as the plan does: worked out when it is first asked for."""

    def __init__(self, make: Callable[[Plan], Made]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._last: tuple[Plan, Made] | None = None

    def __call__(self, plan: Plan) -> Made:
        """The answer for a plan."""
        with self._lock:
            last = self._last
        if last is not None and last[0] is plan:
            return last[1]
        made = self._make(plan)
        with self._lock:
            self._last = (plan, made)
        return made
