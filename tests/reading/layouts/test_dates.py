"""Dates as specifications print them."""

from datetime import date

import pytest

from meritplan.reading.layouts.dates import is_blank_date, read_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11/15/11", date(2011, 11, 15)),
        ("07/01/98", date(1998, 7, 1)),
        ("9/20/2011", date(2011, 9, 20)),
        ("Revised August 14, 2009", date(2009, 8, 14)),
        ("Sept. 3, 2001", date(2001, 9, 3)),
        ("00/00/00", None),
        ("13/40/2011", None),
        ("4/1988", None),
        ("no date", None),
    ],
)
def test_dates(text, expected):
    assert read_date(text) == expected


def test_zeros_say_that_no_date_is_set():
    assert is_blank_date("00/00/00")
    assert not is_blank_date("10/10/2010")
