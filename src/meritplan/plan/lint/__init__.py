"""Lint of a plan: what its documents say that cannot be right, or should be looked at. Findings are values.

Each rule is one function from a :class:`Subject` to findings; :data:`RULES` lists them with their codes. Rules about
what requirements admit are decided by the engine over made-up persons, never by comparing words.
"""

from meritplan.plan.lint.registry import RULES, LintRule, at_least, chosen, lint
from meritplan.plan.lint.subject import BandDue, ClassIndex, Subject

__all__ = ["RULES", "BandDue", "ClassIndex", "LintRule", "Subject", "at_least", "chosen", "lint"]
