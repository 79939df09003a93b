"""A classification plan as a folder of documents: opened as a value, dated, reviewable, never half written.

:func:`create` begins a plan, :func:`load` opens one, :func:`write` puts documents back (all or none, and only where
nobody changed them meanwhile), :func:`as_of` and :func:`newest` choose one edition for each class:

>>> from datetime import date
>>> from pathlib import Path
>>> from tempfile import mkdtemp
>>> from meritplan.model import JobClass
>>> plan = create(Path(mkdtemp()) / "alder", title="Classification plan of the State of Alder")
>>> aide = ClassEdition(
...     class_key="0264",
...     number=1,
...     state="adopted",
...     effective_from=date(2011, 11, 15),
...     job_class=JobClass(title="Case Aide", code="0264"),
... )
>>> plan = write(plan, [aide])
>>> load(plan.root) == plan
True
>>> [edition.job_class.title for edition in as_of(plan, date(2020, 1, 1)).editions]
['Case Aide']
>>> as_of(plan, date(2001, 1, 1)).editions
()
"""

from meritplan.plan.asof import View, as_of, newest
from meritplan.plan.documents import Document, Finding, GroupDocument, PlanCard, SourceDocument
from meritplan.plan.edition import ClassEdition, Event, Question, Settlement, SourceRef
from meritplan.plan.errors import PlanError, StaleDocumentError
from meritplan.plan.folder import create, load, write
from meritplan.plan.identity import ClassRecord, Former, PlanClass, Retirement
from meritplan.plan.value import Plan

__all__ = [
    "ClassEdition",
    "ClassRecord",
    "Document",
    "Event",
    "Finding",
    "Former",
    "GroupDocument",
    "Plan",
    "PlanCard",
    "PlanClass",
    "PlanError",
    "Question",
    "Retirement",
    "Settlement",
    "SourceDocument",
    "SourceRef",
    "StaleDocumentError",
    "View",
    "as_of",
    "create",
    "load",
    "newest",
    "write",
]
