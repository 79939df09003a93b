"""The words of these pages."""

import typing

import pytest

from meritplan.model.policy import Policy
from meritplan.qualification import policy
from meritplan.qualification.compare import ORDER, Row
from meritplan.qualification.profiles import names as profiles
from meritplan.server.eligibility.dates import DateError, in_words, partial_date
from meritplan.server.eligibility.telling import CHIPS, MEANINGS, TITLES, Names, chip_words, rules_of

RECORD = {
    "employment": [
        {"id": "e1", "title": "Clerk", "employer": "Alder County"},
        {"id": "e12", "title": "Cook"},
        {"employer": "The Ferry"},
        {"id": "a long name of its own"},
    ]
}


@pytest.mark.parametrize(
    ("engine", "page"),
    [
        ("Does e1 (Clerk) count as office work?", "Does “Clerk” at Alder County count as office work?"),
        ("When exactly did e12 begin and end?", "When exactly did “Cook” begin and end?"),
        ("Was e1 (Alder County) experience with: a state?", "Was “Clerk” at Alder County experience with: a state?"),
        ("How many hours a week was employment 3?", "How many hours a week was your job at The Ferry?"),
        ("2019-01-01 .. 2020-12-31 at 37.5 h = 24 months", "2019-01-01 to 2020-12-31 at 37.5 hours a week = 24 months"),
        ("One? ; Two", "One? ; Two"),
        ("Is bachelor in botany what the rule gives?", "Is bachelor’s degree in botany what the rule gives?"),
        ("high_school in no stated field", "high school diploma in no stated field"),
        ("Table e13 and the e1000 form", "Table e13 and the e1000 form"),
    ],
)
def test_the_engine_s_short_names_become_names(engine, page):
    assert Names(RECORD).told(engine) == page


def test_a_name_from_a_file_is_left_as_it_is():
    assert Names(RECORD).of("a long name of its own") == "a long name of its own"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("", None),
        ("  2019 ", "2019"),
        ("2019-5", "2019-05"),
        ("2019-05-04", "2019-05-04"),
        ("05/2019", "2019-05"),
        ("5/4/2019", "2019-05-04"),
        ("Sept. 2019", "2019-09"),
        ("september 4th, 2019", "2019-09-04"),
        ("4 September 2019", "2019-09-04"),
    ],
)
def test_dates_as_people_write_them(written, kept):
    assert partial_date(written) == kept


@pytest.mark.parametrize(
    "written", ["19", "2019-13", "2019-02-30", "Smarch 2019", "0019", "13/2019", "soon", "2019-05-"]
)
def test_what_is_no_date_is_not_made_one(written):
    with pytest.raises(DateError, match="Write the year"):
        partial_date(written)


@pytest.mark.parametrize("text", ["2019", "2019-05", "2019-05-04"])
def test_a_date_in_words_reads_back(text):
    assert partial_date(in_words(text)) == text


def test_every_standing_has_its_words():
    assert set(TITLES) == set(MEANINGS) == set(CHIPS) == set(ORDER)
    for standing in ORDER:
        row = Row(code="1", title="Clerk", standing=standing, result="met", months=5 if standing == "short" else None)
        assert chip_words(row)
    assert chip_words(row, at_least=True) == "Short by at least 5 months"


def test_every_rule_of_a_policy_has_its_words():
    kinds = typing.get_type_hints(Policy)
    for key in ("month_rule", "overlap", "part_time", "volunteer", "unspecified_experience", "and_supervisory"):
        for value in typing.get_args(kinds[key]):
            assert len(rules_of(policy({key: value}))) == 7, (key, value)
    for name in profiles():
        assert rules_of(policy(name))[0].startswith("Full time is ")


def test_no_page_says_a_verdict_on_a_person(repository):
    folder = repository / "src" / "meritplan" / "server" / "eligibility"
    for file in [*folder.rglob("*.html"), *folder.rglob("*.py")]:
        text = file.read_text(encoding="utf-8").lower()
        for word in (
            "unqualified",
            "ineligible",
            "disqualif",
            "reject",
            "not eligible",
            "you fail",
            "you do not qualify",
        ):
            assert word not in text, file
