"""Who may open the help pages."""

from tests.server.access import ANYBODY, Page

PAGES = [
    Page(route="help/", address="/help/", get=ANYBODY),
    Page(route="help/<slug:name>/", address="/help/auditor/", get=ANYBODY),
]
