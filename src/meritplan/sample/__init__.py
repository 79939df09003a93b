"""The plan of a state that does not exist: what the demo opens, and what the guides and tests speak of.

``documents`` are its published specifications, one for each layout (in a clone, ``samples`` is a link to them);
``earlier`` are wordings that were superseded, ``proposed`` what is drafted and not decided. :func:`sample_plan` makes
a plan of them by the steps an office would take over ten years:

>>> from datetime import date
>>> from pathlib import Path
>>> from tempfile import mkdtemp
>>> from meritplan.plan import as_of
>>> plan = sample_plan(Path(mkdtemp()) / "alder")
>>> plan.card.title, len(plan.classes), len(as_of(plan, date(2026, 11, 21)).editions)
('Classification plan of the State of Alder', 24, 22)
>>> [(edition.number, edition.standing(date(2026, 11, 21))) for edition in plan.by_code["0672"].editions]
[(1, 'superseded'), (2, 'in force')]
"""

from meritplan.sample.story import HOME, sample_plan

__all__ = ["HOME", "sample_plan"]
