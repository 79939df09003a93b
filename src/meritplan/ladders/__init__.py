"""Career ladders: which class leads to which, by what is written, how long each step takes, and how it looks.

:func:`ladders` reads the graph from the editions of a view, :func:`route` finds the shortest way, :func:`findings`
tells what leads nowhere; :func:`meritplan.ladders.drawing.drawn` draws it and :mod:`meritplan.ladders.table` says
the same in rows.

>>> from pathlib import Path
>>> from tempfile import mkdtemp
>>> from meritplan.model import Experience, JobClass
>>> from meritplan.plan import ClassEdition, create, newest, write
>>> asked = Experience(months=24, classes=("Case Aide",), quote="Two years as a Case Aide")
>>> worker = JobClass(title="Case Worker", code="0265", minimum_qualifications=asked)
>>> plan = write(
...     create(Path(mkdtemp()) / "alder", title="Alder"),
...     [
...         ClassEdition(class_key="0264", number=1, job_class=JobClass(title="Case Aide", code="0264")),
...         ClassEdition(class_key="0265", number=1, job_class=worker),
...     ],
... )
>>> view = newest(plan)
>>> graph = ladders(view)
>>> [(move.start, move.end, move.direction, move.best.time) for move in graph.moves]
[('0264', '0265', 'diagonal', 24)]
>>> route(graph, view, "0264", "0265").months
24
"""

from meritplan.ladders.circles import circles
from meritplan.ladders.findings import findings
from meritplan.ladders.graph import Ladders, ladders
from meritplan.ladders.moves import Ground, Level, Move, Rung, Unplaced
from meritplan.ladders.needs import Need
from meritplan.ladders.routes import Route, Step, route

__all__ = [
    "Ground",
    "Ladders",
    "Level",
    "Move",
    "Need",
    "Route",
    "Rung",
    "Step",
    "Unplaced",
    "circles",
    "findings",
    "ladders",
    "route",
]
