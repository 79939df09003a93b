"""Who may ask what they qualify for: everybody. What is entered travels in the page, so every step is a POST."""

from tests.server.access import ANYBODY, Page

ADDRESSES = {
    "qualify/": "/qualify/",
    "qualify/summary/": "/qualify/summary/",
    "qualify/results/": "/qualify/results/",
    "qualify/what-if/": "/qualify/what-if/",
    "qualify/import/": "/qualify/import/",
    "qualify/save/": "/qualify/save/",
    "qualify/save/<slug:form>/": "/qualify/save/record/",
    "qualify/class/<str:key>/": "/qualify/class/0672/",
    "qualify/class/<str:key>/what-if/": "/qualify/class/0672/what-if/",
    "qualify/class/<str:key>/answer/": "/qualify/class/0672/answer/",
    "qualify/<slug:name>/": "/qualify/jobs/",
}
PAGES = [Page(route=route, address=address, get=ANYBODY, post=ANYBODY) for route, address in ADDRESSES.items()]
