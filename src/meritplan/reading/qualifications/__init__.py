"""Qualification prose into requirement trees.

A section goes through five steps, one module each: :mod:`.tokens` (labels, items, connectives, sentences),
:mod:`.outline` (patterns, lists, topics), :mod:`.interpret` with :mod:`.sentences` and :mod:`.clauses` (what each
sentence does), the leaf readers (:mod:`.education`, :mod:`.experience`, ...) and :mod:`.rules`, and the
:mod:`.ledger`, which keeps whatever is left as ``unread``.
"""

from meritplan.reading.qualifications.reader import read_sections

__all__ = ["read_sections"]
