"""Steps over the processor's widest registers, written out for numba: it does not find them by itself."""

from __future__ import annotations

from typing import Any

from llvmlite import ir  # type: ignore[import-untyped]
from numba.core import cgutils, types
from numba.extending import intrinsic

WORD = ir.IntType(64)
ROW = ir.VectorType(WORD, 8)
AMOUNTS = ir.VectorType(WORD, 64)


def _place(context: Any, builder: Any, kind: Any, array: Any, row: Any, vector: Any) -> Any:
    """Where a row of an array stands in memory."""
    data = context.make_array(kind)(context, builder, array).data
    first = builder.mul(row, WORD(vector.count))
    return builder.bitcast(builder.gep(data, [first]), vector.as_pointer())


def _loaded(builder: Any, place: Any) -> Any:
    found = builder.load(place)
    found.align = 8
    return found


@intrinsic
def reached(_typing: Any, values: Any, _row: Any, _threshold: Any) -> Any:
    """See :mod:`meritplan.screening.lanes`."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        array, row, threshold = arguments
        amounts = _loaded(builder, _place(context, builder, signature.args[0], array, row, AMOUNTS))
        one = builder.insert_element(ir.Constant(AMOUNTS, ir.Undefined), threshold, ir.IntType(32)(0))
        every = ir.Constant(ir.VectorType(ir.IntType(32), AMOUNTS.count), [0] * AMOUNTS.count)
        return builder.bitcast(builder.icmp_signed(">=", amounts, builder.shuffle_vector(one, one, every)), WORD)

    return types.uint64(values, types.int64, types.int64), generate


def _joined(operation: str) -> Any:
    @intrinsic
    def joined(_typing: Any, rows: Any, children: Any, _begin: Any, _end: Any, _target: Any) -> Any:
        """See :mod:`meritplan.screening.lanes`."""

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            array, places, begin, end, target = arguments
            listed = context.make_array(signature.args[1])(context, builder, places).data

            def row(number: Any) -> Any:
                return _place(context, builder, signature.args[0], array, number, ROW)

            def child(at: Any) -> Any:
                return _loaded(builder, row(builder.sext(builder.load(builder.gep(listed, [at])), WORD)))

            found = cgutils.alloca_once_value(builder, child(begin))  # type: ignore[no-untyped-call]
            second = builder.add(begin, WORD(1))
            with cgutils.for_range(builder, builder.sub(end, second)) as loop:
                each = child(builder.add(second, loop.index))
                builder.store(getattr(builder, operation)(builder.load(found), each), found)
            builder.store(builder.load(found), row(target)).align = 8
            return context.get_dummy_value()

        return types.void(rows, children, types.int64, types.int64, types.int64), generate

    return joined


every_row, some_row = _joined("and_"), _joined("or_")
