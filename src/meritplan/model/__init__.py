"""The frozen values every other package speaks in. No input or output happens here.

A requirement is a tree of nodes, each holding the words it was read from:

>>> from meritplan.model import AllOf, Education, Experience
>>> tree = AllOf(
...     children=(
...         Education(level="bachelor", quote="a Bachelor's Degree"),
...         Experience(months=12, max_months=36, quote="1-3 years of experience"),
...     )
... )
>>> [child.quote for child in tree.children]
["a Bachelor's Degree", '1-3 years of experience']
"""

from meritplan.model.issue import Issue, Severity
from meritplan.model.job_class import Group, JobClass, Pay, PayRange, Setting, Statement
from meritplan.model.reading import Reading, Source
from meritplan.model.requirement import (
    Admission,
    AllOf,
    AnyOf,
    Combination,
    Condition,
    Counting,
    Coursework,
    Definition,
    Education,
    Experience,
    License,
    Note,
    Option,
    Requirement,
    Rule,
    Skill,
    Substitution,
    Training,
    Unread,
)
from meritplan.model.span import Span

__all__ = [
    "Admission",
    "AllOf",
    "AnyOf",
    "Combination",
    "Condition",
    "Counting",
    "Coursework",
    "Definition",
    "Education",
    "Experience",
    "Group",
    "Issue",
    "JobClass",
    "License",
    "Note",
    "Option",
    "Pay",
    "PayRange",
    "Reading",
    "Requirement",
    "Rule",
    "Setting",
    "Severity",
    "Skill",
    "Source",
    "Span",
    "Statement",
    "Substitution",
    "Training",
    "Unread",
]
