"""The columns of a pool: one row for each person, what they list nested inside.

Null means unknown, as an absent key of a record does; an empty list means "none". An employment still held has
``end`` "present". Coursework, training, skills, conditions and rulings are JSON texts in the form of records.
"""

from __future__ import annotations

from typing import Any

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


def conformed(batch: Any) -> pa.RecordBatch:
    """The batch with exactly the columns of a pool, in order; what is missing is null.

    Raises:
        pa.ArrowInvalid: if a column cannot be read as what it should hold.
    """
    found = {name: batch.column(name) for name in batch.schema.names}
    columns = [
        _cast(found[field.name], field.type) if field.name in found else pa.nulls(batch.num_rows, field.type)
        for field in POOL
    ]
    return pa.RecordBatch.from_arrays(columns, schema=POOL)


def _cast(column: Any, wanted: pa.DataType) -> Any:
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    if column.type.equals(wanted):
        return column
    if pa.types.is_list(wanted) and (pa.types.is_list(column.type) or pa.types.is_large_list(column.type)):
        return _cast_list(column, wanted)
    return column.cast(wanted)


def _cast_list(column: Any, wanted: Any) -> Any:
    if pa.types.is_large_list(column.type):
        column = column.cast(pa.list_(column.type.value_type))
    if column.offset:
        column = pa.concat_arrays([column])
    values = _cast_struct(column.values, wanted.value_type)
    return pa.ListArray.from_arrays(column.offsets, values, mask=column.is_null() if column.null_count else None)


def _cast_struct(values: Any, wanted: Any) -> Any:
    if values.type.equals(wanted) or not pa.types.is_struct(values.type):
        return values.cast(wanted)
    known = {values.type.field(number).name: number for number in range(values.type.num_fields)}
    flat = values.flatten()
    columns = [
        _cast(flat[known[field.name]], field.type) if field.name in known else pa.nulls(len(values), field.type)
        for field in wanted
    ]
    return pa.StructArray.from_arrays(columns, fields=list(wanted))
