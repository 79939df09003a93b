"""Ladders drawn as SVG: a layered graph, first classes on the left, lines that pass boxes by.

>>> from meritplan.ladders import Ground, Ladders, Move, Rung
>>> aide, worker = (Rung(key=key, code=key, title=title) for key, title in (("1", "Aide"), ("2", "Worker")))
>>> move = Move(start="1", end="2", direction="promotion", grounds=(Ground(kind="class", months=12),))
>>> print(drawn(Ladders(rungs={"1": aide, "2": worker}, moves=(move,)), title="Aides").splitlines()[1])
<title id="ladder-title">Aides</title>
"""

from meritplan.ladders.drawing.layout import Layout, laid_out
from meritplan.ladders.drawing.svg import STYLE, drawn

__all__ = ["STYLE", "Layout", "drawn", "laid_out"]
