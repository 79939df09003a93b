"""What if, over the whole plan."""

import pytest

from meritplan.server.eligibility.prepared import prepared
from meritplan.server.eligibility.sheet import Sheet
from meritplan.server.eligibility.supposing import Supposed
from meritplan.server.eligibility.views.whole_plan import difference

DAY = "2026-11-21"


def _difference(record, **said):
    sheet = Sheet(record=record, as_of=DAY)
    return difference(sheet, prepared(sheet.day), Supposed(**said))


def test_a_bachelor_s_degree_opens_what_asks_for_nothing_else(applicant):
    found = _difference(applicant("tobias-fenn"), level="bachelor")
    assert {one.title: one.after for one in found.shown}["Park Naturalist"] == "qualifies"
    assert found.worse == 0
    assert sum(before for _, before, _ in found.counts) == sum(after for _, _, after in found.counts) == 22
    qualifies = found.counts[0]
    assert qualifies[2] > qualifies[1]


def test_a_license_that_is_lacking(applicant):
    record = applicant("wren-halloway") | {"licenses": []}
    found = _difference(record, license="driver license")
    assert "Senior River Inspector" in {one.title for one in found.shown}


def test_months_run_into_licenses_that_run_out(applicant):
    found = _difference(applicant("wren-halloway"), months=60)
    assert found.day.isoformat() == "2031-11-21"
    assert found.worse  # the driver license ran out in August 2028


@pytest.mark.parametrize("name", ["wren-halloway", "tobias-fenn", "ines-marlowe"])
def test_a_degree_makes_nothing_worse(applicant, name):
    assert _difference(applicant(name), level="doctorate", field="biology").worse == 0


def test_the_page(visitor, applicant):
    one = visitor(applicant("tobias-fenn"), as_of=DAY)
    page = one.send("/qualify/what-if/")
    assert "As it is" not in page
    page = one.send("/qualify/what-if/", level="bachelor")
    assert "You would stand better with" in page
    assert "Park Naturalist" in page
    assert one.record == applicant("tobias-fenn")
    assert "No class would move to a better group" in one.send("/qualify/what-if/", level="high_school")
    assert "There is nothing to compare yet" in visitor().send("/qualify/what-if/", level="bachelor")
