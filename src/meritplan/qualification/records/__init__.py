"""Records in: the native form, JSON Resume, and CSV for simple pools; and what is wrong with them.

>>> from meritplan.qualification.records import read_record
>>> read_record({"format": "meritplan-record/1", "id": "p1", "employment": []}).record.employment
()
"""

from meritplan.qualification.records.csv_pool import CsvPool, pool_from_csv, read_csv_pool
from meritplan.qualification.records.json_resume import from_json_resume
from meritplan.qualification.records.native import RecordError, RecordRead, read_record, read_rulings
from meritplan.qualification.records.validation import validate

__all__ = [
    "CsvPool",
    "RecordError",
    "RecordRead",
    "from_json_resume",
    "pool_from_csv",
    "read_csv_pool",
    "read_record",
    "read_rulings",
    "validate",
]
