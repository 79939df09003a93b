"""Who may open the addresses of the audit."""

from django.db import transaction
from tests.server.access import Page

from meritplan.server.audit.actions import record

READERS = frozenset({"auditor", "administrator"})
PAGES = [
    Page(route="audit/", address="/audit/", get=READERS),
    Page(route="audit/<int:sequence>/", address="/audit/1/", get=READERS),
    Page(route="audit/<int:sequence>/", address="/audit/99/", get=READERS, thing="that is not there"),
    Page(route=r"audit/^export\.(?P<form>csv|jsonl)$", address="/audit/export.csv", get=READERS, thing="csv"),
    Page(route=r"audit/^export\.(?P<form>csv|jsonl)$", address="/audit/export.jsonl", get=READERS, thing="jsonl"),
]


def things(plan):
    """One event."""
    with transaction.atomic():
        record(actor=None, verb="desk.publish", kind="edition", key="0673")
