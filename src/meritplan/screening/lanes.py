"""Many people in one step of the processor: 64 amounts compared at once, 512 bits joined at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from meritplan.screening.compiled import COMPILED

WORDS = 8
LANES = 64
SURE, METER, LINE = 4, 8, 4  # numbers the kernel reads for a sure quantity, one of its meters, a line of quantities


def _reached(values: Any, row: int, threshold: int) -> Any:
    return np.packbits(values[row] >= threshold, bitorder="little").view("<u8")[0]


def _every_row(rows: Any, children: Any, begin: int, end: int, target: int) -> None:
    np.bitwise_and.reduce(rows[children[begin:end]], axis=0, out=rows[target])


def _some_row(rows: Any, children: Any, begin: int, end: int, target: int) -> None:
    np.bitwise_or.reduce(rows[children[begin:end]], axis=0, out=rows[target])


def _steps() -> tuple[Callable[..., Any], ...]:
    if not COMPILED:
        return _reached, _every_row, _some_row
    from meritplan.screening import vectors  # noqa: PLC0415 needs numba

    return vectors.reached, vectors.every_row, vectors.some_row


reached, every_row, some_row = _steps()
"""``reached(values, row, threshold)``: which of the 64 amounts in a row reach a threshold, as bits.

``every_row(rows, children, begin, end, target)``: the bits set in every row that ``children[begin:end]`` name, into the
row ``target``; ``some_row``: the bits set in any of them.
"""

__all__ = ["LANES", "LINE", "METER", "SURE", "WORDS", "every_row", "reached", "some_row"]
