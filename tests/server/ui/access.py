"""Who may open the home page, and the addresses for the machines that watch the server."""

from tests.server.access import ANYBODY, Page

PAGES = [
    Page(route="", address="/", get=ANYBODY, post=None),
    Page(route="health/live/", address="/health/live/", get=ANYBODY, post=None),
    Page(route="health/ready/", address="/health/ready/", get=ANYBODY, post=None),
]
