"""Correcting a requirement step by step: no step loses a word of the document.

:func:`apply` takes one step, :func:`replay` several; what a person no longer stands by becomes unread text again.
:func:`corrected` puts the result into its edition.

>>> from meritplan.model import AllOf, Education, Experience
>>> tree = AllOf(
...     children=(
...         Education(level="bachelor", quote="a degree in botany"),
...         Experience(months=24, quote="two years in a herbarium and a driver license"),
...     )
... )
>>> tree = apply(tree, Cut(path=("children", 1), start=0, end=24))
>>> [(type(one).__name__, one.quote) for one in tree.children]
[('Education', 'a degree in botany'), ('Experience', 'two years in a herbarium'), ('Unread', 'and a driver license')]
>>> tree = apply(tree, Group(numbers=(0, 1), kind="any_of"))
>>> [type(one).__name__ for one in tree.children]
['AnyOf', 'Unread']
"""

from meritplan.plan.editing.applying import apply, at, places, replay
from meritplan.plan.editing.correction import corrected
from meritplan.plan.editing.steps import Cut, Delete, Group, Join, Path, Put, Recast, Shift, Step, Ungroup
from meritplan.plan.editing.words import held

__all__ = [
    "Cut",
    "Delete",
    "Group",
    "Join",
    "Path",
    "Put",
    "Recast",
    "Shift",
    "Step",
    "Ungroup",
    "apply",
    "at",
    "corrected",
    "held",
    "places",
    "replay",
]
