"""One peer, for ``screening.py``: ``python benchmarks/screening_peers NAME records|facts FOLDER``.

Prints CPU-seconds, people and memory as JSON, and leaves the planes found in the folder. A peer needs nothing of
Meritplan (the kernel itself excepted): install the ``peers`` group and pyarrow, perhaps for another interpreter.
OpenFisca is AGPL and no part of Meritplan: it is installed to be measured.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path

import numpy as np


def main() -> None:
    """Print what the peer needed."""
    name, given, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    found = getattr(import_module(f"by_{name}"), f"from_{given}")(folder)
    met, possible = (np.packbits(plane, axis=1) for plane in found.planes)
    np.savez(folder / f"{name}-{given}.npz", met=met, possible=possible)
    print(json.dumps({**found.spent._asdict(), "people": found.people}))


if __name__ == "__main__":
    main()
