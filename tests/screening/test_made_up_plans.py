"""Requirements with several rules at once, one group in another: what the kernel decides is what the engine decides."""

import numpy as np
import pyarrow as pa
import pytest
from tests.screening.conftest import AS_OF, people
from tests.screening.made_up import tree

from meritplan.qualification import policy
from meritplan.qualification.groups import evaluate
from meritplan.screening.compile import Asked, compile_plan
from meritplan.screening.kernel import bits
from meritplan.screening.records import row_of
from meritplan.screening.schema import POOL
from meritplan.screening.screening import Screen

POLICIES = (
    "default",
    "california",
    {"extends": "default", "patterns_proportional": True, "unspecified_experience": "related"},
    {"extends": "default", "overlap": "sum_uncapped", "part_time": "none", "volunteer": "no", "month_dates": "whole"},
)


@pytest.mark.parametrize("gate", ["admission", "appointment"])
@pytest.mark.parametrize("number", range(len(POLICIES)))
def test_what_the_kernel_decides_is_what_the_engine_decides(number, gate):
    seed = f"{number} {gate}"
    asked = [Asked(code=str(n), title=f"{seed} {n}", tree=tree(f"{seed} {n}")) for n in range(120)]
    plan = compile_plan(asked, policy(POLICIES[number]), AS_OF, gate)
    records = people(24, seed=seed)
    screen = Screen(plan)
    batch = pa.RecordBatch.from_pylist([row_of(record) for record in records], schema=POOL)
    found, left = screen.undecided(batch)
    told = bits(found.met, len(records)).astype(int) + bits(found.possible, len(records))
    expected = np.array(
        [[evaluate(screen.part(c), screen.claims(batch, p)).relaxed for c in range(120)] for p in range(len(records))]
    ).T
    wrong = [(plan.classes[c].title, records[p].id) for c, p in np.argwhere(told != expected) if (p, c) not in left]
    assert wrong == []
    assert len(left) < 0.4 * told.size
    assert set(np.unique(expected)) == {0, 1, 2}
