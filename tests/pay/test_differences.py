"""What changed between two indexes, class by class, and of what day an index is."""

from datetime import date
from decimal import Decimal

import pytest

from meritplan.model import JobClass
from meritplan.pay import Event, date_bounds, differences, events_of, index_from
from meritplan.pay.dating import check_date, events_from_csv
from meritplan.pay.differences import KINDS
from meritplan.pay.report import difference_page

HEADER = "class_code,schematic code,title,range,low,high,unit,union"


def index(*rows, as_of=None):
    return index_from("\n".join([HEADER, *rows]).encode(), "alder.csv", as_of=as_of)


def changes(before, after):
    return {change.code: change for change in differences(index(*before), index(*after)).changes}


def kinds(before, after):
    return {code: change.kinds for code, change in changes(before, after).items()}


WARDEN = "0412,AB10,River Warden,,3000,3757,month,R01"


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ([WARDEN], {}),
        ([], {"0412": ("abolished",)}),
        ([WARDEN, "0500,AB11,River Aide,,2000,2500,month,R01"], {"0500": ("new",)}),
        (["0412,AB10,Senior River Warden,,3000,3757,month,R01"], {"0412": ("renamed",)}),
        (["0412,AB10,RIVER  WARDEN,,3000,3757,month,R01"], {"0412": ("respelled",)}),
        (["0412,ZZ90,Payroll Clerk,,3000,3757,month,R01"], {"0412": ("reused", "moved")}),
        (["0999,AB10,River Warden,,3000,3757,month,R01"], {"0999": ("recoded",)}),
        (["0412,AB12,River Warden,,3000,3757,month,R01"], {"0412": ("moved",)}),
        (["0412,AB10,River Warden,,3090,3870,month,R01"], {"0412": ("repriced",)}),
        (["0412,AB10,River Warden,,3000,3757,month,R04"], {"0412": ("terms",)}),
        (["0412,AB10,River Warden,A,3000,3757,month,R01"], {"0412": ("range_renamed",)}),
        (
            ["0412,AB10,River Warden,A,3000,3757,month,R01", "0412,AB10,River Warden,L,3090,3870,month,R01"],
            {"0412": ("range_added", "range_renamed")},
        ),
    ],
)
def test_each_kind_of_change(after, expected):
    assert kinds([WARDEN], after) == expected


def test_what_is_new_one_way_is_abolished_the_other():
    assert kinds([], [WARDEN]) == {"0412": ("new",)}
    assert kinds([WARDEN], []) == {"0412": ("abolished",)}


def test_a_raise_is_said_exactly():
    change = changes([WARDEN], ["0412,AB10,River Warden,,3090,3870,month,R01"])["0412"].ranges[0]
    assert (change.low_percent, change.high_percent) == (Decimal("3.00"), Decimal("3.01"))
    assert "became $3,090.00 to $3,870.00 a month (+3.00 % and +3.01 %)" in change.words()


def test_a_range_split_with_a_raise_goes_on_as_its_first():
    before = ["0412,AB10,River Warden,,3000,3757,month,R01"]
    after = ["0412,AB10,River Warden,A,3090,3870,month,R01", "0412,AB10,River Warden,L,3200,3990,month,R01"]
    found = changes(before, after)["0412"].ranges
    assert [(each.kind, each.after.name) for each in found] == [("repriced", "A"), ("range_added", "L")]


def test_a_monthly_range_and_its_hourly_twin_are_kept_apart():
    before = ["0412,AB10,River Warden,K,5556,6985,month,R01", "0412,AB10,River Warden,K,31.27,39.31,hour,R01"]
    after = ["0412,AB10,River Warden,K,32.21,40.49,hour,R01", "0412,AB10,River Warden,K,5723,7195,month,R01"]
    found = changes(before, after)["0412"].ranges
    assert sorted((each.before.unit, each.after.unit) for each in found) == [("hour", "hour"), ("month", "month")]


def test_a_unit_that_was_left_off_is_no_other_range():
    before = ["0412,AB10,River Warden,,31.27,39.31,hour,R01"]
    after = ["0412,AB10,River Warden,,32.21,40.49,,R01"]
    assert kinds(before, after) == {"0412": ("repriced",)}


def test_a_title_cut_off_at_the_width_of_the_column_is_no_new_title():
    long = "Superintendent of Coastal Works (Harbors, Lighthouses and Kelp Farms)"
    assert kinds([f'7,A,"{long}",,1,2,hour,'], [f'7,A,"{long[:58]}",,1,2,hour,']) == {"7": ("respelled",)}


def test_falls_steep_changes_and_reused_codes_need_a_look():
    before = index(WARDEN, "0413,AB20,Surveyor,,3000,4000,month,R01", "0414,AB30,Payroll Clerk,,3000,4000,month,")
    after = index(
        "0412,AB10,River Warden,,2900,3757,month,R01",
        "0413,AB20,Surveyor,,4000,5300,month,R01",
        "0414,QQ30,Glacier Pilot,,3000,4000,month,",
    )
    found = differences(before, after)
    assert {(issue.code, issue.class_code) for issue in found.issues} == {
        ("MP-Y031", "0412"),
        ("MP-Y031", "0413"),
        ("MP-Y030", "0414"),
    }
    page = difference_page(found)
    assert "0414 Glacier Pilot, formerly Payroll Clerk" in page
    assert "-3.33 %" in page


def test_every_kind_has_its_place_in_the_report():
    before = index(WARDEN, "0413,AB20,Surveyor,A,3000,4000,month,R01")
    after = index("0412,AB10,River Warden,,3090,3870,month,R04", "0777,X,Ferry Mate,,1000,2000,month,")
    page = difference_page(differences(before, after))
    for said in ("New classes (1)", "Abolished classes (1)", "Repriced classes (1)", "union", "R01 to R04", "+3 %"):
        assert said in page or said.replace("union", "bargaining_unit") in page
    assert len(KINDS) == len(set(KINDS))


def test_events_bound_the_day_of_an_index():
    listed = index(WARDEN)
    events = [
        Event(code="0001", kind="abolished", on=date(2021, 3, 1)),
        Event(code="0412", kind="abolished", on=date(2021, 6, 1)),
        Event(code="0412", kind="established", on=date(1990, 1, 1)),
        Event(code="9999", kind="established", on=date(2030, 1, 1)),
    ]
    bounds = date_bounds(listed, events)
    assert (bounds.not_before, bounds.before, bounds.against) == (date(2021, 3, 1), date(2021, 6, 1), ())
    assert bounds.words() == "on or after 2021-03-01 and before 2021-06-01"
    assert bounds.allow(date(2021, 5, 31))
    assert not bounds.allow(date(2021, 6, 1))


def test_an_event_that_cannot_be_squared_is_set_aside_and_shown():
    odd = Event(code="0002", kind="abolished", on=date(2024, 1, 1))
    events = [
        Event(code="0001", kind="abolished", on=date(2021, 3, 1)),
        Event(code="0412", kind="abolished", on=date(2021, 6, 1)),
        Event(code="0413", kind="abolished", on=date(2021, 7, 1)),
        odd,
    ]
    bounds = date_bounds(index(WARDEN, "0413,AB20,Surveyor,,1,2,hour,"), events)
    assert (bounds.not_before, bounds.before, bounds.against) == (date(2021, 3, 1), date(2021, 6, 1), (odd,))


def test_no_events_no_bounds():
    assert date_bounds(index(WARDEN), []).words() == "no event bounds the day"


def test_an_event_against_the_day_of_the_index_is_an_issue():
    dated = index(WARDEN, as_of=date(2021, 7, 1))
    late = Event(code="0412", kind="abolished", on=date(2021, 6, 1), title="River Warden")
    assert [issue.code for issue in check_date(dated, [late])] == ["MP-Y022"]
    assert check_date(index(WARDEN), [late]) == []


def test_specifications_state_events_about_their_classes():
    job = JobClass(title="River Warden", code="0412", established=date(1990, 1, 1), abolished=date(2021, 6, 1))
    assert [(event.kind, event.on) for event in events_of([job])] == [
        ("abolished", date(2021, 6, 1)),
        ("established", date(1990, 1, 1)),
    ]
    assert events_from_csv("code,event,date\n0412,abolished,2021-06-01\n")[0].code == "0412"
    with pytest.raises(ValueError, match="line 2: event 'gone'"):
        events_from_csv("code,event,date\n0412,gone,2021-06-01\n")
