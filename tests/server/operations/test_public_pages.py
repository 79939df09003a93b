"""Pages that anybody may read leave no cookie behind, so that they can be kept by whoever stands between."""

from collections.abc import Callable

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/health/live/", "/no-such-page/"])
def test_a_visitor_who_only_reads_gets_no_cookie(client: Client, address: str) -> None:
    assert not client.get(address).cookies


def test_somebody_signed_in_has_the_token_that_scripts_send(as_person: Callable[..., Client]) -> None:
    assert b"X-CSRFToken" in as_person("analyst").get("/").content
    assert b"X-CSRFToken" not in Client().get("/").content
