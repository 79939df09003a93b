"""What tests of the server share; the browser tests use the same (see ``tests/served.py``)."""

from tests.served import as_person, own_plan, person, sample_plan, served_plan

__all__ = ["as_person", "own_plan", "person", "sample_plan", "served_plan"]
