"""Who may open the catalogue: it is public."""

from tests.server.access import ANYBODY, Page

PAGES = [
    Page(route="classes/", address="/classes/", get=ANYBODY, post=None),
    Page(route="classes/", address="/classes/?q=river", get=ANYBODY, post=None, thing="with words"),
    Page(route="classes/code/<str:code>/", address="/classes/code/0672/", get=ANYBODY, post=None),
    Page(route="classes/<str:key>/", address="/classes/0672/", get=ANYBODY, post=None),
    Page(route="classes/<str:key>/", address="/classes/none/", get=ANYBODY, post=None, thing="that is not there"),
    Page(route="classes/<str:key>/editions/<int:number>/", address="/classes/0672/editions/1/", get=ANYBODY, post=None),
    Page(
        route="classes/<str:key>/editions/<int:number>/",
        address="/classes/4103/editions/2/",
        get=ANYBODY,
        post=None,
        thing="a draft",
    ),
    Page(route="classes/<str:key>/history/", address="/classes/0672/history/", get=ANYBODY, post=None),
    Page(route="classes/<str:key>/compare/", address="/classes/0672/compare/?from=1&to=2", get=ANYBODY, post=None),
    Page(route="classes/<str:key>/class.pdf", address="/classes/0672/class.pdf", get=ANYBODY, post=None),
    Page(route="classes/<str:key>/class.json", address="/classes/0672/class.json", get=ANYBODY, post=None),
    Page(route="groups/<str:key>/", address="/groups/none/", get=ANYBODY, post=None, thing="that is not there"),
    Page(route="ladders/", address="/ladders/", get=ANYBODY, post=None),
    Page(route="ladders/route/", address="/ladders/route/?from=0671&to=0673", get=ANYBODY, post=None),
    Page(route="ladders/<str:key>/", address="/ladders/0672/", get=ANYBODY, post=None),
    Page(route="sources/<str:sha256>/", address="/sources/none/", get=ANYBODY, post=None, thing="that is not there"),
]
