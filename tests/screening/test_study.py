"""Amounts of study: whoever lists one degree or none is known at once, and still is counted as all others are."""

import numpy as np
import pyarrow as pa
import pytest
from tests.screening.conftest import AS_OF, people

from meritplan.qualification import policy
from meritplan.screening.compile import compile_plan
from meritplan.screening.kernel import kernel_for
from meritplan.screening.records import row_of
from meritplan.screening.schema import POOL
from meritplan.screening.study import CERTAIN, Studies


@pytest.fixture
def kernel(asked):
    return kernel_for(compile_plan(asked, policy(), AS_OF))


def _counted(studies, kinds):
    """The columns of one person, added up one by one."""
    degrees = [kind[1:] for kind in kinds if kind[0]]
    units = [kind[1:] for kind in kinds if not kind[0]]
    found = []
    certain = CERTAIN + 2 * len(studies.levels)
    for column in range(len(kinds[0]) - 1 if kinds else 0):
        most, more = max([each[column] for each in degrees], default=0), sum(each[column] for each in units)
        found.append(max(most, more) if column < certain else most + more)
    return found


def test_amounts_of_study_are_those_of_all_degrees(kernel):
    batch = pa.RecordBatch.from_pylist([row_of(record) for record in people(300, seed=4)], schema=POOL)
    education = kernel.encoder.encode(batch).education
    kernel.answers.learn()
    studies, kinds = Studies(kernel.tables), kernel.answers.study
    amounts = studies._numbers.rows[studies.of(education, kinds)]
    held = np.diff(np.append(education.begins, len(education.kinds)))
    assert {0, 1, 2, 3} == set(held[education.listed].tolist())
    assert not education.listed.all()
    for person, amount in enumerate(amounts.tolist()):
        begin, end = education.begins[person], education.ends[person]
        own = _counted(studies, [kinds[kind] for kind in education.kinds[begin:end]])
        listed = education.listed[person]
        assert amount == ([*own, 1] if own else [0] * (len(amount) - 1) + [int(listed)])
