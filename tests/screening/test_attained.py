"""Degrees and licenses are put to the one-person engine only as far as a fact looks at them."""

import pyarrow as pa
import pytest
from tests.screening.conftest import AS_OF

from meritplan.model.requirement import Education, License
from meritplan.qualification import policy
from meritplan.screening import attained
from meritplan.screening.compile import Asked, compile_plan
from meritplan.screening.kernel import bits, kernel_for
from meritplan.screening.schema import POOL

DEGREE = {"level": "bachelor", "field": "Botany", "accredited": True, "conferred": "2019-06-01"}


@pytest.fixture
def counted(monkeypatch):
    """What is put to the engine."""
    found, asked = [], attained.asked
    monkeypatch.setattr(attained, "asked", lambda fact, known: found.append(fact) or asked(fact, known))
    return found


def _batch(*people):
    return pa.RecordBatch.from_pylist(list(people), schema=POOL)


def _met(kernel, *people):
    return bits(kernel.screen(_batch(*people)).met, len(people))[0].tolist()


def _kernel(tree):
    return kernel_for(compile_plan([Asked(code=None, title="Ranger", tree=tree)], policy(), AS_OF))


def test_fields_and_amounts_nobody_asks_about_are_not_put_to_the_engine(counted):
    kernel = _kernel(Education(level="bachelor"))
    assert _met(kernel, {"education": [DEGREE]}) == [True]
    once = len(counted)
    others = [
        {**DEGREE, "field": "Zoology"},
        {**DEGREE, "field": None},
        {**DEGREE, "accredited": False},
        {**DEGREE, "years": 4.0},
        {**DEGREE, "conferred": "1999-01-31"},
    ]
    assert _met(kernel, *({"education": [each]} for each in others)) == [True] * 5
    assert len(counted) == once


def test_what_a_fact_looks_at_is_put_to_the_engine_again(counted):
    kernel = _kernel(Education(level="bachelor", fields=("Botany", "Ecology"), accredited=True))
    degrees = [
        DEGREE,
        {**DEGREE, "field": "ecology"},
        {**DEGREE, "field": "Zoology"},
        {**DEGREE, "field": None},
        {**DEGREE, "accredited": None},
        {**DEGREE, "conferred": "2027-06-01"},
        {**DEGREE, "level": "associate"},
    ]
    found = _met(kernel, *({"education": [each]} for each in degrees))
    assert found == [True, True, False, False, False, False, False]
    once = len(counted)
    assert _met(kernel, {"education": [{**DEGREE, "field": "Ecology", "conferred": "2001-05-05"}]}) == [True]
    assert len(counted) == once


def test_years_of_study_and_months_held_are_looked_at_where_they_are_asked():
    college = _kernel(Education(level="some_college", years=2))
    begun = {"level": "some_college", "field": None}
    years = ({"education": [{**begun, "years": each}]} for each in (1.0, 2.0, 3.0))
    assert _met(college, *years) == [False, True, True]
    held = _kernel(License(name="Case License", held_months=12))
    license_ = {"name": "Case License", "status": "active"}
    issued = ({"licenses": [{**license_, "issued": each}]} for each in ("2025-01-15", "2025-07-15", "2026-01-15"))
    assert _met(held, *issued) == [True, False, False]


def test_issuers_count_as_far_as_they_agree_with_the_one_asked_for():
    kernel = _kernel(License(name="Case License", issuer="State of Oregon"))
    issuers = ("Oregon", "State of Oregon", "State of Nevada", "County Board", None)
    people = [{"licenses": [{"name": "Case License", "issuer": each, "status": "active"}]} for each in issuers]
    assert _met(kernel, *people) == [True, True, False, False, False]
