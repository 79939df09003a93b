"""The API keeps its contract, whatever is sent: schemathesis makes requests up from the OpenAPI document.

``MERITPLAN_EXAMPLES=500 pytest tests/server/api/test_contract.py`` tries longer.
"""

from __future__ import annotations

import copy
import dataclasses
import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis import Case

from meritplan.server.api.description import document

EXAMPLES = int(os.environ.get("MERITPLAN_EXAMPLES", "12"))
NAMES = ["0672", "0671", "River Inspector", "Levee Warden"]


def described() -> dict[str, Any]:
    """The document, with classes of the sample plan as examples: names made up would answer 404 and show little."""
    said = copy.deepcopy(document())
    for methods in said["paths"].values():
        for operation in methods.values():
            for parameter in operation.get("parameters", ()):
                if parameter["name"] in {"name", "start", "end"}:
                    parameter["schema"] = {"anyOf": [{"enum": NAMES}, parameter["schema"]]}
    return said


schema = schemathesis.openapi.from_dict(described())
schema.app = get_wsgi_application()
bounded = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="MERITPLAN_EXAMPLES" not in os.environ,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def without_limits(settings: Any) -> None:
    settings.CONFIGURATION = dataclasses.replace(settings.CONFIGURATION, visitor_rate=10**9)


@pytest.fixture
def within_the_test(db: None) -> Iterator[None]:
    """The end of a request closes no connection: it is in the middle of the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@bounded
def test_every_answer_is_as_described(case: Case, without_limits: None, within_the_test: None) -> None:
    case.call_and_validate(headers={"Accept-Encoding": "identity"})  # what is compressed it does not read
