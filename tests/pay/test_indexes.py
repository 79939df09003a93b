"""Pay indexes come in whole, from tables and from print, or say what is wrong with them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pay.conftest import CLASSES, HEADER, printed

from meritplan.pay import as_pay, from_json, index_from, to_json
from meritplan.pay.forms import FormError, form, form_from, names
from meritplan.pay.index import PayIndexError
from meritplan.pay.integrity import against_neighbour
from meritplan.pay.money import amount, dollars, percent
from meritplan.pay.pdf_index import read_pages

GENERAL = "class_code,title,low,high,unit"


def nothing(_page):
    """A second program that can read nothing."""
    return ""


def table(*rows, header=HEADER):
    return index_from("\n".join([header, *rows]).encode(), "alder.csv", as_of=date(2021, 7, 1))


def codes(index):
    return [issue.code for issue in index.issues]


def essence(index):
    return [
        (
            job.code,
            job.schematic_code,
            job.title,
            [(r.name, r.low, r.high, r.unit, r.criteria, r.terms) for r in job.ranges],
        )
        for job in index.classes
    ]


def test_a_table_gives_classes_with_their_ranges(alder_csv):
    index = index_from(alder_csv, "alder.csv", as_of=date(2021, 7, 1))
    assert [job.code for job in index.classes] == ["0412", "0413", "1207", "1210"]
    surveyor = index.by_code["0413"]
    assert [(r.name, r.low, r.high) for r in surveyor.ranges][:2] == [
        ("A", Decimal("3247.00"), Decimal("3689.00")),
        ("B", Decimal("3350.00"), Decimal("3992.00")),
    ]
    assert surveyor.ranges[0].criteria == ("206",)
    assert surveyor.ranges[0].terms["bargaining_unit"] == "R01"
    assert (index.by_code["1210"].ranges[0].unit, surveyor.ranges[0].unit) == ("hour", "month")
    assert (index.ranges, index.intact, codes(index)) == (6, 6, [])


def test_hyphens_painted_out_of_order_leave_every_range_intact(alder_pdf, alder_csv):
    index = index_from(alder_pdf, "alder.pdf")
    assert (len(index.classes), index.ranges, index.intact) == (4, 6, 6)
    assert essence(index) == essence(index_from(alder_csv, "alder.csv"))
    assert (index.as_of, index.dated_by) == (date(2021, 7, 21), "printed")
    assert index.by_code["0413"].ranges[2].place().startswith("page 1, line ")


def test_print_in_order_reads_the_same(alder_pdf):
    assert essence(index_from(printed(out_of_order=False), "a.pdf")) == essence(index_from(alder_pdf, "b.pdf"))


def test_a_torn_range_is_kept_without_amounts_and_said():
    index = index_from(printed(torn={"0412"}), "alder.pdf")
    broken = index.by_code["0412"].ranges[0]
    assert (broken.low, broken.high, broken.intact) == (None, None, False)
    assert "$3,154.00" in broken.printed
    assert codes(index) == ["MP-Y002"]
    assert (index.ranges, index.intact) == (6, 5)
    said = index.issues[0].message
    assert "0412 RIVER WARDEN" in said
    assert "page 1" in said


def test_a_page_with_torn_ranges_is_read_again():
    good = "CD05 1207 KELP FARM INSPECTOR\n$9,114.00 - $10,559.00 01 1 12 E M02"
    bad = "CD05 1207 KELP FARM INSPECTOR\n$9,114.00 $10 - ,559.00 01 1 12 E M02"
    classes, issues, _ = read_pages([bad], form("california"), lambda page: good if page == 1 else "")
    assert classes[0].ranges[0].high == Decimal("10559.00")
    assert [issue.code for issue in issues] == ["MP-Y010"]
    classes, issues, _ = read_pages([bad], form("california"), nothing)
    assert not classes[0].ranges[0].intact


def test_classes_run_over_pages_and_titles_over_lines():
    pages = [
        "CD05 1207 KELP FARM INSPECTOR,\nCOASTAL DISTRICTS\nA $9,114.00 - $10,559.00 1 6 2 R01",
        "Schem Class\nB $9,200.00 - $10,600.00 1 6 2 R01\nsee the pay letter",
    ]
    classes, issues, day = read_pages(pages, form("california"), nothing)
    assert classes[0].title == "KELP FARM INSPECTOR, COASTAL DISTRICTS"
    assert [each.name for each in classes[0].ranges] == ["A", "B"]
    assert [issue.code for issue in issues] == ["MP-Y009"]
    assert day is None


def test_pages_of_two_editions_have_no_day():
    _, issues, day = read_pages(["Updated 7/21/2021", "Updated 8/1/2021"], form("california"), nothing)
    assert day is None
    assert "MP-Y021" in [issue.code for issue in issues]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ('0412,AB10,RIVER WARDEN,,"$3,864.00","$3,154.00",,,,1,12,E,,S01', "MP-Y003"),
        ('0412,AB10,RIVER WARDEN,,"$3,154.00","$38,640.00",,,,1,12,E,,S01', "MP-Y004"),
        ("0412,AB10,RIVER WARDEN,,$31.54,$38.64,,,,1,12,E,,S01", "MP-Y005"),
        ("0412,AB10,RIVER WARDEN,,$0.00,$0.00,,,,1,12,E,,S01", "MP-Y007"),
        ('0412,AB10,RIVER WARDEN,,"$3,154.00","$3 864,00",,,,1,12,E,,S01', "MP-Y002"),
        ('412,AB10,RIVER WARDEN,,"$3,154.00","$3,864.00",,,,1,12,E,,S01', "MP-Y014"),
        ('0412,AB10,RIVER WARDEN (UPPER BAS,,"$3,154.00","$3,864.00",,,,1,12,E,,S01', "MP-Y018"),
        (',AB10,,,"$3,154.00","$3,864.00",,,,1,12,E,,S01', "MP-Y011"),
    ],
)
def test_what_is_wrong_with_a_row_is_said(row, code):
    assert codes(table(row)) == [code]


def test_rows_without_a_code_go_on_with_the_class_above():
    index = table(
        '0413,AB20,SNOWPACK SURVEYOR,A,"$3,247.00","$3,689.00",,,,1,12,2,,R01',
        ',Clas,,B,"$3,350.00","$3,992.00",,,,1,12,2,,R01',
    )
    assert [each.name for each in index.by_code["0413"].ranges] == ["A", "B"]
    assert codes(index) == ["MP-Y008"]


def test_a_letter_stuck_to_the_title_goes_back_to_its_range():
    index = table(
        '0413,AB20,SURVEYOR -NIGHT SHIFTA,,"$3,247.00","$3,689.00",,,,1,12,2,,R01',
        '0413,AB20,SURVEYOR -NIGHT SHIFTA,B,"$3,350.00","$3,992.00",,,,1,12,2,,R01',
    )
    surveyor = index.by_code["0413"]
    assert (surveyor.title, [each.name for each in surveyor.ranges]) == ("SURVEYOR -NIGHT SHIFT-", ["A", "B"])
    assert codes(index) == ["MP-Y019"]


def test_two_ranges_alike_and_two_titles_are_said():
    row = '0413,AB20,SNOWPACK SURVEYOR,A,"$3,247.00","$3,689.00",,,,1,12,2,,R01'
    assert "MP-Y012" in codes(table(row, row))
    assert codes(table(row, row.replace("SNOWPACK", "GLACIER").replace(",A,", ",B,"))) == ["MP-Y013"]


def test_a_general_table_names_its_unit_and_keeps_zeros():
    index = table("0007,Ferry Deckhand,41000,52000.50,year", "0008,Ferry Mate,50,60,", header=GENERAL)
    assert index.form == "general"
    assert index.by_code["0007"].ranges[0].words() == "$41,000.00 to $52,000.50 a year"
    assert index.by_code["0008"].ranges[0].unit is None


def test_a_file_that_is_no_index_says_so():
    assert codes(index_from(b"name,colour\nferry,blue\n", "x.csv")) == ["MP-Y001"]
    assert "MP-Y001" in codes(index_from(b"", "empty.csv"))


def test_the_name_of_a_file_dates_nothing(alder_csv, alder_pdf):
    assert codes(index_from(alder_csv, "2019-01-01.csv")) == ["MP-Y020"]
    named = index_from(alder_pdf, "2019-01-01.pdf")
    assert (named.as_of, codes(named)) == (date(2021, 7, 21), ["MP-Y023"])
    assert codes(index_from(alder_pdf, "alder.pdf", as_of=date(2020, 1, 1))) == ["MP-Y021"]


def test_a_neighbour_shows_classes_with_another_number_of_ranges(alder_csv, alder_pdf):
    thinner = index_from(alder_csv.replace(b"0413,AB20,SNOWPACK SURVEYOR,B", b"0414,AB21,OTHER,B"), "b.csv")
    found = list(against_neighbour(index_from(alder_pdf, "a.pdf"), thinner))
    assert [(issue.code, issue.class_code) for issue in found] == [("MP-Y016", "0413")]


def test_an_index_is_stored_and_comes_back(alder_pdf):
    index = index_from(alder_pdf, "alder.pdf")
    assert from_json(to_json(index)) == index
    assert index_from(to_json(index), "stored.json") == index
    with pytest.raises(PayIndexError, match="not a stored pay index"):
        from_json(b'{"format": 3}')
    with pytest.raises(PayIndexError, match="meritplan-pay-index/9"):
        from_json(b'{"format": "meritplan-pay-index/9"}')


def test_the_pay_of_a_class_as_its_edition_holds_it(alder_csv):
    index = index_from(alder_csv, "alder.csv")
    ranges = as_pay(index.by_code["1210"]).ranges
    assert [(each.low, each.high, each.unit, each.flat) for each in ranges] == [(11.37, 12.59, "hour", False)]


def test_forms_are_data():
    assert names() == ("california", "general")
    assert form("general").columns["code"]
    with pytest.raises(FormError, match="no form 'atlantis'"):
        form("atlantis")
    with pytest.raises(FormError, match="unit 'fortnight'"):
        form_from({"title": "x", "columns": {}, "money": {"unmarked_unit": "fortnight"}}, "x")


@settings(deadline=None)
@given(st.decimals(min_value=0, max_value=999999, places=2))
def test_money_written_is_read_back(value):
    assert amount(dollars(value)) == value


@pytest.mark.parametrize("text", ["$3 - ,097.00", "1 5,000", "3,09.00", "12,34", "", "n/a", "$", "-5", True, None])
def test_what_is_no_amount_is_none(text):
    assert amount(text) is None


def test_percent_of_nothing_is_unknown():
    assert percent(Decimal(0), Decimal(5)) is None
    assert percent(None, Decimal(5)) is None


def test_the_fixture_is_what_the_tests_think():
    assert sum(len(ranges) for *_, ranges in CLASSES) == 6


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_become_an_index_with_issues_or_are_refused(data):
    try:
        index = index_from(data, "anything")
    except PayIndexError:
        return
    assert index.classes or index.issues


@settings(deadline=None)
@given(st.text(alphabet='0,"$.-\r\nA \x00', max_size=200))
def test_any_rows_become_an_index(rows):
    index = index_from(f"{HEADER}\n{rows}".encode(), "anything.csv")
    assert all(each.intact or each.printed or each.low > each.high for job in index.classes for each in job.ranges)


@pytest.mark.parametrize("value", [-1, 10**20, "9" * 30, float("nan")])
def test_what_no_salary_can_be_is_no_amount(value):
    assert amount(value) is None


def test_a_table_that_breaks_off_is_read_so_far_and_says_so():
    index = table('0412,AB10,RIVER WARDEN,,"$3,154.00","$3,864.00",,,,1,12,E,,S01', "0413," + "x" * 140_000)
    assert ([job.code for job in index.classes], codes(index)) == (["0412"], ["MP-Y009"])
