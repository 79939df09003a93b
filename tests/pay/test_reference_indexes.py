"""The published indexes of the reference corpus: every range intact, and the table says what the print says."""

import pytest

from meritplan.pay import differences, open_index


@pytest.fixture
def folder(shared):
    return shared / "corpus" / "pay_index"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "classes", "ranges"),
    [
        ("2015-07-21.pdf", 3522, 7184),
        ("2017-03-13.pdf", 3103, 6358),
        ("2015-autumn.csv", 3327, 6617),
        ("2016-10-04.csv", 3196, 6452),
        ("2017-03-13.csv", 3103, 6358),
    ],
)
def test_every_range_is_intact(folder, name, classes, ranges):
    index = open_index(folder / name)
    assert (len(index.classes), index.ranges, index.intact) == (classes, ranges, ranges)
    assert [issue.message for issue in index.issues if issue.severity == "error"] == []


@pytest.mark.slow
def test_print_and_table_of_one_day_differ_in_no_pay_and_no_title(folder):
    found = differences(open_index(folder / "2017-03-13.csv"), open_index(folder / "2017-03-13.pdf"))
    assert {kind for change in found.changes for kind in change.kinds} == {"terms"}
    assert {term.term for change in found.changes for term in change.terms} == {"criteria"}


@pytest.mark.slow
def test_what_changed_between_the_tables(folder):
    found = differences(open_index(folder / "2015-autumn.csv"), open_index(folder / "2017-03-13.csv"))
    counts = {kind: len(found.of(kind)) for kind in ("abolished", "new", "renamed")}
    assert counts == {"abolished": 226, "new": 2, "renamed": 13}
