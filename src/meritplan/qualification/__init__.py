"""One applicant, one requirement, as of a date: who qualifies, why, what is missing. By bounds, never by guess.

Pure: values in, values out; the day asked about is an argument, the jurisdiction's arithmetic is data.

>>> from meritplan.qualification import determine_case
>>> found = determine_case(
...     {
...         "tree": {"type": "experience", "months": 24, "quote": "two years of experience"},
...         "record": {"employment": [{"id": "e1", "start": "2025-01-01", "end": None, "hours_per_week": 40}]},
...         "as_of": "2026-06-30",
...     }
... )
>>> found.result, found.shortfall_months, found.missing[0].reached_on
('not_met', 6, '2026-12-31')
"""

from meritplan.qualification.cases import CaseError, determine_case, verify
from meritplan.qualification.compare import Comparison, compare
from meritplan.qualification.determination import ENGINE, Question, determine, encoded
from meritplan.qualification.explanation import page
from meritplan.qualification.profiles import PolicyError, policy
from meritplan.qualification.records import RecordError, read_record, read_rulings
from meritplan.qualification.what_if import Change, changed

__all__ = [
    "ENGINE",
    "CaseError",
    "Change",
    "Comparison",
    "PolicyError",
    "Question",
    "RecordError",
    "changed",
    "compare",
    "determine",
    "determine_case",
    "encoded",
    "page",
    "policy",
    "read_record",
    "read_rulings",
    "verify",
]
