"""Differences of editions and plans: a redline of the words, and what a changed requirement does.

Whether a requirement was loosened or tightened is proved by the engine over made-up persons
(:mod:`meritplan.plan.proof`), never read off the words.

>>> from meritplan.model import AllOf, Education, Experience
>>> from meritplan.qualification import policy
>>> before = AllOf(children=(Education(level="bachelor", quote="a degree"), Experience(months=24, quote="two years")))
>>> after = Experience(months=36, quote="three years")
>>> found = difference(before, after, policy("default"))
>>> found.effect, found.sentence
('moved', "The bachelor's degree is no longer required; experience rises from 24 to 36 months.")
"""

from meritplan.plan.diff.edition import ClassDifference, edition_difference
from meritplan.plan.diff.plans import PlanDifference, plan_difference
from meritplan.plan.diff.redline import redline, statements
from meritplan.plan.diff.requirement import RequirementDifference, difference

__all__ = [
    "ClassDifference",
    "PlanDifference",
    "RequirementDifference",
    "difference",
    "edition_difference",
    "plan_difference",
    "redline",
    "statements",
]
