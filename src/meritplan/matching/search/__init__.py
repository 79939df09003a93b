"""Search in a plan: over titles, former titles, duties and qualifications, ranked, marked, forgiving of slips.

The index is made from the documents of the plan and can be made anew at any time; it lies beside the plan's cache and
takes up what changed when it is opened. :func:`opened` opens it, :func:`search` asks it.

>>> from pathlib import Path
>>> from tempfile import mkdtemp
>>> from meritplan.model import JobClass
>>> from meritplan.plan import ClassEdition, create, write
>>> keeper = JobClass(title="Lighthouse Keeper", code="0311", summary="Keeps the lights of Marrow Bay.")
>>> plan = create(Path(mkdtemp()) / "alder", title="Alder")
>>> plan = write(plan, [ClassEdition(class_key="0311", number=1, job_class=keeper)])
>>> with opened(plan) as index:
...     answer = search(index, "lighthose keeper")
>>> answer.hits[0].title, answer.corrected
('Lighthouse Keeper', {'lighthose': ('lighthouse',)})
"""

from meritplan.matching.search.filters import Filters
from meritplan.matching.search.index import Index, opened
from meritplan.matching.search.search import Answer, Hit, search

__all__ = ["Answer", "Filters", "Hit", "Index", "opened", "search"]
