"""The columns of a pool: one row for each person, what they list nested inside.

Null means unknown, as an absent key of a record does; an empty list means "none". An employment still held has
``end`` "present". Coursework, training, skills, conditions and rulings are JSON texts in the form of records.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

PRESENT = "present"
TEXT, NUMBER, FLAG = pa.string(), pa.float64(), pa.bool_()

DEGREE = pa.struct(
    [
        ("level", TEXT),
        ("field", TEXT),
        ("institution", TEXT),
        ("accredited", FLAG),
        ("conferred", TEXT),
        ("equivalency", TEXT),
        ("in_progress", FLAG),
        ("expected", TEXT),
        ("semester_units", NUMBER),
        ("quarter_units", NUMBER),
        ("years", NUMBER),
        ("verified", TEXT),
    ]
)
EMPLOYMENT = pa.struct(
    [
        ("id", TEXT),
        ("employer", TEXT),
        ("title", TEXT),
        ("class_code", TEXT),
        ("start", TEXT),
        ("end", TEXT),
        ("hours_per_week", NUMBER),
        ("paid", FLAG),
        ("sector", TEXT),
        ("people", NUMBER),
        ("functions", pa.list_(TEXT)),
        ("share", NUMBER),
        ("verified", TEXT),
    ]
)
LICENSE = pa.struct(
    [
        ("name", TEXT),
        ("issuer", TEXT),
        ("issued", TEXT),
        ("expires", TEXT),
        ("status", TEXT),
        ("verified", TEXT),
    ]
)
ITEMS = {"education": DEGREE, "employment": EMPLOYMENT, "licenses": LICENSE}
TEXTS = ("coursework", "training", "skills", "conditions", "rulings")
POOL = pa.schema(
    [("id", TEXT), *((name, pa.list_(item)) for name, item in ITEMS.items()), *((name, TEXT) for name in TEXTS)]
)


def conformed(batch: Any, *, plain: bool = False) -> pa.RecordBatch:
    """The batch with exactly the columns of a pool, in order; what is missing is null.

    Texts may be dictionary-encoded, which spares reading them one by one; ``plain`` writes them out.

    Raises:
        pa.ArrowInvalid: if a column cannot be read as what it should hold.
    """
    found = {name: batch.column(name) for name in batch.schema.names}
    columns = [
        _cast(found[field.name], field.type, plain=plain or field.name == "id")
        if field.name in found
        else pa.nulls(batch.num_rows, field.type)
        for field in POOL
    ]
    return pa.RecordBatch.from_arrays(columns, names=POOL.names)


def _cast(column: Any, wanted: pa.DataType, *, plain: bool) -> Any:
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    if column.type.equals(wanted) or (wanted == TEXT and not plain and _is_coded(column.type)):
        return column
    if pa.types.is_list(wanted) and (pa.types.is_list(column.type) or pa.types.is_large_list(column.type)):
        return _cast_list(column, wanted, plain=plain)
    if wanted == TEXT and pa.types.is_timestamp(column.type):
        column = column.cast(pa.date32(), safe=False)  # a day of a record has no hour
    return column.cast(wanted)


def _is_coded(kind: Any) -> bool:
    return bool(pa.types.is_dictionary(kind) and pa.types.is_string(kind.value_type))


def _cast_list(column: Any, wanted: Any, *, plain: bool) -> Any:
    if pa.types.is_large_list(column.type):
        column = column.cast(pa.list_(column.type.value_type))
    first, last = column.offsets[0].as_py(), column.offsets[-1].as_py()
    offsets = pa.array(column.offsets.to_numpy() - np.int32(first))
    values = _cast_struct(column.values.slice(first, last - first), wanted.value_type, plain=plain)
    return pa.ListArray.from_arrays(offsets, values, mask=column.is_null() if column.null_count else None)


def _cast_struct(values: Any, wanted: Any, *, plain: bool) -> Any:
    if values.type.equals(wanted):
        return values
    if not pa.types.is_struct(values.type):
        return _cast(values, wanted, plain=plain)
    known = {values.type.field(number).name: number for number in range(values.type.num_fields)}
    flat = values.flatten()
    columns = [
        _cast(flat[known[field.name]], field.type, plain=plain)
        if field.name in known
        else pa.nulls(len(values), field.type)
        for field in wanted
    ]
    mask = values.is_null() if values.null_count else None
    return pa.StructArray.from_arrays(columns, names=[field.name for field in wanted], mask=mask)
