"""The tests run on the database they were asked to run on."""

import pytest
from django.db import connection
from tests import serving


@pytest.mark.django_db
def test_the_database_is_the_one_asked_for() -> None:
    assert connection.vendor == serving.DATABASE
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
