r"""Pay: plans of grades and bands, indexes of classes and ranges, what changed between them, reviews of bands.

Amounts are exact decimals, days are dates, class codes are strings; what an index does not say stays unknown.
:func:`pay_book` is what a plan keeps of all this, :func:`pay_of` what one of its classes pays on a day.

>>> from datetime import date
>>> before = index_from(b"class_code,title,low,high,unit\n0412,River Warden,3000,3757,month\n", "before.csv")
>>> after = index_from(b"class_code,title,low,high,unit\n0412,River Warden,3090,3870,month\n", "after.csv")
>>> [change.words() for change in differences(before, after).changes[0].ranges]
['$3,000.00 to $3,757.00 a month became $3,090.00 to $3,870.00 a month (+3.00 % and +3.01 %)']
"""

from meritplan.pay.book import KeptIndex, KeptPlan, PayBook, pay_book
from meritplan.pay.checking import check_pay
from meritplan.pay.class_pay import as_pay
from meritplan.pay.dating import Event, date_bounds, events_of
from meritplan.pay.differences import IndexDifferences, differences
from meritplan.pay.docket import BandAssignment, BandReview, Docket, docket
from meritplan.pay.docket import Decision as DocketDecision
from meritplan.pay.for_lint import lint_subject
from meritplan.pay.index import IndexClass, IndexRange, PayIndex, from_json, to_json
from meritplan.pay.intake import PayArrival, PayFileError, take_pay, take_printed_bands
from meritplan.pay.keeping import BandError, PayKeptError
from meritplan.pay.of_class import ClassPay, PaidRange, PayStatement, pay_of
from meritplan.pay.opening import index_from, open_index
from meritplan.pay.plan import PayGrade, PayPlan, placement, plan_in_force, zones
from meritplan.pay.plan_document import plan_from, to_yaml
from meritplan.pay.review_rule import rule

__all__ = [
    "BandAssignment",
    "BandError",
    "BandReview",
    "ClassPay",
    "Docket",
    "DocketDecision",
    "Event",
    "IndexClass",
    "IndexDifferences",
    "IndexRange",
    "KeptIndex",
    "KeptPlan",
    "PaidRange",
    "PayArrival",
    "PayBook",
    "PayFileError",
    "PayGrade",
    "PayIndex",
    "PayKeptError",
    "PayPlan",
    "PayStatement",
    "as_pay",
    "check_pay",
    "date_bounds",
    "differences",
    "docket",
    "events_of",
    "from_json",
    "index_from",
    "lint_subject",
    "open_index",
    "pay_book",
    "pay_of",
    "placement",
    "plan_from",
    "plan_in_force",
    "rule",
    "take_pay",
    "take_printed_bands",
    "to_json",
    "to_yaml",
    "zones",
]
