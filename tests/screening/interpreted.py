"""The answers for some made-up people as one hash: printed by a process that runs without numba."""

import hashlib
import sys

import pyarrow as pa
from tests.screening.conftest import AS_OF, people, trees

from meritplan.qualification import policy
from meritplan.screening.compile import Asked, compile_plan
from meritplan.screening.records import row_of
from meritplan.screening.schema import POOL
from meritplan.screening.screening import Screen


def digest():
    asked = [Asked(code=None, title=title, tree=tree) for title, tree in trees().items()]
    plan = compile_plan(asked, policy("california"), AS_OF)
    batch = pa.RecordBatch.from_pylist([row_of(record) for record in people(100, seed=5)], schema=POOL)
    found = Screen(plan).answer(batch)
    return hashlib.sha256(found.met.tobytes() + found.possible.tobytes()).hexdigest()


if __name__ == "__main__":
    sys.stdout.write(digest())
