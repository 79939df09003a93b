"""The public pages. Nobody needs to sign in, and no page keeps anything.

``lists`` find classes, ``classes`` show one, ``ladders`` show what leads to what, ``files`` are not pages: PDF, JSON
and published originals. ``addresses`` says which class an address means.
"""

from meritplan.server.catalogue.views.classes import compare, edition, history, job_class
from meritplan.server.catalogue.views.files import as_json, paper, source
from meritplan.server.catalogue.views.ladders import ladder, ladders, route
from meritplan.server.catalogue.views.lists import browse, by_code, group

__all__ = [
    "as_json",
    "browse",
    "by_code",
    "compare",
    "edition",
    "group",
    "history",
    "job_class",
    "ladder",
    "ladders",
    "paper",
    "route",
    "source",
]
